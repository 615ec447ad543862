"""Codes about the rights of the people who are recorded: why somebody's file was given out, and as what."""

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
