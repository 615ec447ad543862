"""GB/T 4658-2006, codes of education, major groups.

Asked only for help with work or study; off by default.
"""

from gridcore.codes import Code, CodeList

EDUCATION = CodeList(
    "education",
    "GB/T 4658",
    "2006",
    (
        Code("10", "研究生教育", "Postgraduate"),
        Code("20", "大学本科", "Bachelor's degree"),
        Code("30", "大学专科", "Junior college"),
        Code("40", "中等职业教育", "Vocational secondary school"),
        Code("60", "普通高中", "Senior high school"),
        Code("70", "初中", "Junior high school"),
        Code("80", "小学", "Primary school"),
        Code("90", "其他", "Other"),
    ),
)
