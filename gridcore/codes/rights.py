"""Codes about the rights of the people who are recorded: files given out, and what people ask for."""

from gridcore.codes import Code, own_list

FILE_PURPOSE = own_list(
    "file_purpose",
    Code("own_wish", "本人查阅或复制", "The person asked for it"),
    Code("guardian_wish", "监护人查阅或复制", "The guardian asked for it"),
    Code("relative_wish", "已故者近亲属查阅", "A close relative of somebody who died asked for it"),
    Code("authority", "国家机关依法调取", "An authority asked for it by law"),
)

FILE_FORM = own_list(
    "file_form",
    Code("pdf", "PDF（供阅读）", "PDF, to be read"),
    Code("json", "JSON（供其他程序使用）", "JSON, for other programs"),
)

RIGHTS_WISH = own_list(
    "rights_wish",
    Code("correct", "更正或补充", "Correct or complete something"),
    Code("erase", "删除", "Erase what is kept"),
)
"""What a person may ask for of what is kept about them: PIPL 46 and 47."""

RIGHTS_ASKER = own_list(
    "rights_asker",
    Code("person", "本人", "The person"),
    Code("guardian", "监护人", "The guardian"),
    Code("relative", "已故者近亲属", "A close relative of somebody who died"),
)
"""PIPL 45, 31 and 49."""

IDENTITY_CHECK = own_list(
    "identity_check",
    Code("document", "当面核对证件（不留复印件）", "Document seen at the door (no copy kept)"),
    Code("known", "网格员认识本人", "Known to the worker in person"),
    Code("guardian_document", "核对监护人证件和监护关系", "Guardian's document and guardianship seen"),
    Code("kin_document", "核对近亲属证件和亲属关系", "Relative's document and kinship seen"),
)
