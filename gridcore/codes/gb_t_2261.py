"""GB/T 2261-2003, classification and codes of basic personal information, parts 1 to 4.

Part 1 sex, part 2 marital status, part 3 health status (the one-digit level alone: disease codes are not
kept), part 4 employment status. Source: the code tables as public code bases carry them; part 4 is this
product's coarse list and unverified. Marital status, health and employment are off unless a service needs
them.
"""

from gridcore.codes import Code, CodeList

SEX = CodeList(
    "sex",
    "GB/T 2261.1",
    "2003",
    (
        Code("0", "未知的性别", "Unknown"),
        Code("1", "男性", "Male"),
        Code("2", "女性", "Female"),
        Code("9", "未说明的性别", "Not stated"),
    ),
    aliases={"1": "男 m 男士", "2": "女 f 女士", "0": "未知", "9": "未说明"},
)

MARITAL_STATUS = CodeList(
    "marital_status",
    "GB/T 2261.2",
    "2003",
    (
        Code("10", "未婚", "Never married"),
        Code("20", "已婚", "Married"),
        Code("21", "初婚", "First marriage", enabled=False),
        Code("22", "再婚", "Married again", enabled=False),
        Code("23", "复婚", "Married the same person again", enabled=False),
        Code("30", "丧偶", "Widowed"),
        Code("40", "离婚", "Divorced"),
        Code("90", "未说明的婚姻状况", "Not stated"),
    ),
)

HEALTH_STATUS = CodeList(
    "health_status",
    "GB/T 2261.3",
    "2003",
    (
        Code("1", "健康或良好", "Healthy or well", sensitive=True),
        Code("2", "一般或较弱", "Fair or frail", sensitive=True),
        Code("3", "有慢性病", "Lives with a chronic condition", sensitive=True),
        Code("6", "残疾", "Lives with a disability", sensitive=True),
    ),
)

EMPLOYMENT_STATUS = CodeList(
    "employment_status",
    "after GB/T 2261.4",
    "2003",
    (
        Code("31", "学生", "At school or university"),
        Code("50", "在业", "Working"),
        Code("70", "无业或求职", "Without work or looking for work"),
        Code("80", "退休", "Retired"),
        Code("90", "其他或不说明", "Other or not stated"),
    ),
)
