"""Codes about what waits for a decision: this product's own lists."""

from gridcore.codes import Code, own_list

CONFLICT_KIND = own_list(
    "conflict_kind",
    Code("value", "两处修改不同", "Two different values"),
    Code("removal", "删除时他人有修改", "Removed while somebody changed it"),
    Code("duplicate", "可能重复", "May be a duplicate"),
    Code("rule", "合并后不符合规则", "Breaks a rule after merging"),
)

PARKED_ANSWER = own_list(
    "parked_answer",
    Code("admitted", "已接收", "Taken over"),
    Code("dismissed", "未采用", "Not taken over"),
)
