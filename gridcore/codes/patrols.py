"""Codes about walks through the grid: this product's own lists."""

from gridcore.codes import Code, own_list

PATROL_METHOD = own_list(
    "patrol_method",
    Code("on_foot", "步行", "On foot"),
    Code("by_bicycle", "骑行", "By bicycle"),
    Code("in_pairs", "两人同行", "In pairs"),
    Code("with_partner", "联合有关单位", "With a partner unit"),
    Code("with_residents", "与居民、志愿者一起", "With residents and volunteers"),
    Code("at_night", "夜间", "At night"),
)
"""Several go together: on foot, in pairs, at night."""

IN_ORDER, FOUND, NOT_REACHED = "in_order", "found", "not_reached"

PATROL_FINDING = own_list(
    "patrol_finding",
    Code(IN_ORDER, "正常", "In order"),
    Code(FOUND, "发现问题", "Something found"),
    Code(NOT_REACHED, "未能到达", "Not reached"),
)
"""What a point of a patrol was like."""
