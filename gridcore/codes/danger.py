"""Codes of a report of danger; the lists are this product's.

Who must be told follows from the law (Anti-Domestic Violence Law, article 14; Minors Protection Law, article
11): the police, and for minors also civil affairs and education.
"""

from gridcore.codes import Code, own_list

DANGER = own_list(
    "danger",
    Code("violence", "家庭暴力或暴力威胁", "Violence at home, or a threat of it"),
    Code("minor", "未成年人受侵害或面临危险", "A minor is harmed or at risk"),
    Code("unable", "无、限制民事行为能力人受侵害", "Harm to an adult without full capacity"),
    Code("suicide", "有轻生的言行", "Words or signs of suicide"),
    Code("escalation", "矛盾可能激化，或涉嫌违法犯罪", "May escalate, or break the law"),
    Code("other", "其他人身危险", "Another danger to life or health"),
)

TOLD_OF_DANGER = own_list(
    "told_of_danger",
    Code("police", "公安机关（110）", "Police (110)"),
    Code("ambulance", "急救（120）", "Ambulance (120)"),
    Code("fire", "消防（119）", "Fire brigade (119)"),
    Code("women", "妇联（12338）", "Women's federation (12338)"),
    Code("hotline", "政务服务热线（12345）", "Government hotline (12345)"),
    Code("civil_affairs", "民政部门", "Civil affairs"),
    Code("education", "教育部门或学校", "Education office or school"),
    Code("guardians", "监护人所在单位或基层组织", "The guardians' unit or committee"),
    Code("guardian", "监护人或近亲属", "Guardian or close relative"),
)
