"""Codes about visits: this product's own lists."""

from gridcore.codes import Code, own_list

VISIT_KIND = own_list(
    "visit_kind",
    Code("care", "关爱走访", "Care visit"),
    Code("contact", "日常走访", "Contact visit"),
    Code("return", "回访", "Return visit"),
    Code("information_check", "信息核对", "Information check"),
    Code("errand", "代办", "Errand"),
    Code("safety", "安全提醒", "Safety tips"),
    Code("festival", "节日慰问", "Festival visit"),
    Code("after_event", "变故走访", "Visit after an event"),
    Code("call", "电话视频联系", "Phone or video contact"),
)

VISIT_PURPOSE = own_list(
    "visit_purpose",
    Code("need", "落实群众需求", "Meet a need"),
    Code("dispute", "协调邻里纠纷", "Settle something between neighbours"),
    Code("rules", "宣传政策法规", "Explain rules and services"),
    Code("surroundings", "整治人居环境", "Better surroundings"),
    Code("other", "其他", "Other"),
)
"""The four duties by which a month is reported."""

USUAL_PURPOSE = "need"
"""What a visit begins with, so that each has a purpose."""

FOLLOW_UP = own_list(
    "follow_up",
    Code("none", "无需跟进", "Nothing to do"),
    Code("visit_again", "再次走访", "Visit again"),
    Code("errand", "代办事项", "Run an errand"),
    Code("incident", "上报事件", "Report an incident"),
    Code("mediation", "转人民调解", "Pass to mediation"),
    Code("care_specialist", "转专员", "Pass to the care specialist"),
    Code("supervisor", "报告社区", "Tell the supervisor"),
)

GOODS_SIGNED = own_list(
    "goods_signed",
    Code("drawn", "在屏幕上签名", "Drawn on the screen"),
    Code("paper", "纸质签名（拍照留存）", "On paper, with a photo"),
)
"""Goods that change hands are signed for; nothing else of a visit is."""

PLAN_EXCEPTION = own_list(
    "plan_exception",
    Code("moved", "改期", "Moved to another day"),
    Code("skipped", "本期不访", "Not this time"),
    Code("handed_over", "转交同事", "Handed over to a colleague"),
)
"""What `gridcore.deadlines` knows as a deviation from a plan."""
