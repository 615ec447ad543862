"""Codes about disputes that somebody hands in to the mediators; the lists are this product's.

Why one is not taken on follows what people's mediation may not, or need not, take up (People's Mediation Law,
article 17; Ningbo regulation on people's mediation, article 17).
"""

from gridcore.codes import Code, own_list

DISPUTE_ANSWER = own_list(
    "dispute_answer",
    Code("handed_in", "已移交，待接收", "Handed in, not answered yet"),
    Code("taken_on", "已接收", "Taken on"),
    Code("not_taken_on", "未接收", "Not taken on"),
)

DECLINE_REASON = own_list(
    "decline_reason",
    Code("settled", "双方已自行和解", "They have settled it themselves"),
    Code("not_wanted", "当事人不愿调解", "They do not want mediation"),
    Code("other_way", "已走仲裁、行政或诉讼途径", "It goes another way: arbitration, an office, a court"),
    Code("not_ours", "不属于人民调解范围", "People's mediation may not take it up"),
    Code("passed_on", "应由其他单位办理", "Another office is to be asked"),
    Code("too_little", "情况不清，请补充后再移交", "Too little is known: please hand in more"),
)
"""All that its author learns; nothing of a case is told."""
