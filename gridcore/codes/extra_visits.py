"""Codes about visits beyond a plan's rhythm: what changed in a life, and why a campaign is made."""

from gridcore.codes import Code, own_list

LIFE_CHANGE = own_list(
    "life_change",
    Code("fall", "跌倒", "A fall"),
    Code("came_home", "出院回家", "Came home from hospital"),
    Code("unwell", "突发不适", "Suddenly unwell"),
    Code("bereavement", "亲人去世", "Somebody close died"),
    Code("carer_gone", "照护中断", "Nobody looks after the person now"),
    Code("alone_now", "家人外出，独自在家", "Family went away, alone now"),
    Code("accident", "火灾或意外事故", "A fire or an accident"),
    Code("not_reached", "联系不上", "Cannot be reached"),
    Code("other", "其他变故", "Another blow"),
)
"""Changes after which somebody is called on within a day; what happened, never a diagnosis."""

CAMPAIGN_REASON = own_list(
    "campaign_reason",
    Code("heat", "高温关怀", "Hot weather"),
    Code("cold", "寒潮冰雪关怀", "Cold weather"),
    Code("festival", "节日慰问", "Festival"),
    Code("flood", "防汛", "Floods"),
    Code("outage", "停水停电", "Water or power off"),
    Code("other", "其他", "Other"),
)
