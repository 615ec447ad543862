"""GB/T 26341-2010, classification and grading of disabilities.

Numbered as on the certificate (1 visual, 2 hearing). Copied from a certificate that the resident shows, with
separate consent; never assessed by a worker.
"""

from gridcore.codes import Code, CodeList

DISABILITY_KIND = CodeList(
    "disability_kind",
    "GB/T 26341",
    "2010",
    (
        Code("1", "视力残疾", "Visual", sensitive=True),
        Code("2", "听力残疾", "Hearing", sensitive=True),
        Code("3", "言语残疾", "Speech", sensitive=True),
        Code("4", "肢体残疾", "Physical", sensitive=True),
        Code("5", "智力残疾", "Intellectual", sensitive=True),
        Code("6", "精神残疾", "Mental", sensitive=True),
        Code("7", "多重残疾", "Multiple", sensitive=True),
    ),
)

DISABILITY_GRADE = CodeList(
    "disability_grade",
    "GB/T 26341",
    "2010",
    (
        Code("1", "一级", "Grade 1 (most severe)", sensitive=True),
        Code("2", "二级", "Grade 2", sensitive=True),
        Code("3", "三级", "Grade 3", sensitive=True),
        Code("4", "四级", "Grade 4", sensitive=True),
    ),
)
