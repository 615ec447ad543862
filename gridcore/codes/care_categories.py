"""Care categories: why somebody may have a care plan, and what each reason brings with it.

A category is a reason of a plan, never a flag on a person. Names, classes, grounds and frequencies are this
product's; the definitions behind them are those of the laws and rules on social aid and care.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from gridcore.codes import Code, CodeList, own_list


@dataclass(frozen=True)
class CareFacts:
    """What a category brings: data class of the reason, legal ground, least frequency, who confirms it.

    A frequency of None is left to the plan. `frequency_at_80` is stronger and holds from the age of 80.
    """

    data_class: Literal["P2", "P3", "P4"]
    basis: str
    frequency: str | None
    confirmed_by: str
    minor: bool = False
    frequency_at_80: str | None = None


CARE_FREQUENCY = own_list(
    "care_frequency",
    Code("weekly", "每周", "Weekly"),
    Code("monthly", "每月", "Monthly"),
    Code("quarterly", "每季度", "Quarterly"),
    Code("yearly", "每年", "Yearly"),
    Code("on_request", "按需", "On request"),
)
"""From the strongest to the weakest; `gridcore.deadlines` reckons by it."""

_CONSENT, _SEPARATE, _GUARDIAN = "consent", "separate consent", "guardian's consent"
_APPLICATION, _STATUTORY, _EMERGENCY = "application", "statutory duty", "emergency, then consent"

_ROWS: tuple[tuple[str, str, str, CareFacts], ...] = (
    (
        "E01",
        "独居老人",
        "Older person living alone",
        CareFacts("P3", _CONSENT, "monthly", "visit", frequency_at_80="weekly"),
    ),
    (
        "E02",
        "空巢老人",
        "Older people without children at home",
        CareFacts("P2", _CONSENT, "monthly", "visit"),
    ),
    ("E03", "高龄老人", "Person of 80 or older", CareFacts("P2", _CONSENT, "monthly", "birth year")),
    (
        "E04",
        "失能、半失能老人",
        "Older person who needs help every day",
        CareFacts("P3", _CONSENT, "monthly", "assessment paper"),
    ),
    (
        "E05",
        "失智或认知障碍",
        "Person who may lose the way",
        CareFacts("P3", _GUARDIAN, "weekly", "family statement"),
    ),
    (
        "E06",
        "留守老人",
        "Older person whose children work away",
        CareFacts("P2", _CONSENT, "monthly", "visit"),
    ),
    (
        "E07",
        "孤寡老人",
        "Older person without spouse and children",
        CareFacts("P2", _CONSENT, "weekly", "visit"),
    ),
    (
        "E08",
        "计划生育特殊家庭老人",
        "Older person of a special family",
        CareFacts("P3", _CONSENT, "monthly", "family's wish"),
    ),
    ("D01", "残疾人", "Person with a disability", CareFacts("P3", _SEPARATE, "quarterly", "certificate")),
    (
        "D02",
        "重度残疾",
        "Person with a severe disability",
        CareFacts("P3", _SEPARATE, "monthly", "certificate"),
    ),
    (
        "D03",
        "残疾儿童康复",
        "Rehabilitation of a child",
        CareFacts("P3", _GUARDIAN, "monthly", "guardian", minor=True),
    ),
    (
        "C01",
        "留守儿童",
        "Child whose parents work away",
        CareFacts("P3", _STATUTORY, "monthly", "child director", minor=True),
    ),
    (
        "C02",
        "困境儿童",
        "Child in difficulty",
        CareFacts("P3", _STATUTORY, "monthly", "child director", minor=True),
    ),
    (
        "C03",
        "孤儿、事实无人抚养儿童",
        "Child without parents to care",
        CareFacts("P3", _STATUTORY, "monthly", "civil affairs", minor=True),
    ),
    (
        "C04",
        "流动儿童",
        "Child who moved here",
        CareFacts("P3", _GUARDIAN, "on_request", "guardian", minor=True),
    ),
    (
        "A01",
        "最低生活保障家庭",
        "Family on minimum living allowance",
        CareFacts("P3", _APPLICATION, "quarterly", "civil affairs list"),
    ),
    (
        "A02",
        "特困供养人员",
        "Person on full support",
        CareFacts("P3", _STATUTORY, "monthly", "civil affairs"),
    ),
    (
        "A03",
        "低保边缘、支出型困难",
        "Family close to the allowance line",
        CareFacts("P3", _APPLICATION, "quarterly", "civil affairs"),
    ),
    ("A04", "临时救助", "Family with temporary aid", CareFacts("P3", _APPLICATION, None, "sub-district")),
    (
        "A05",
        "灾害或重大变故家庭",
        "Family after a disaster or a sudden blow",
        CareFacts("P3", _EMERGENCY, "weekly", "supervisor"),
    ),
    (
        "V01",
        "退役军人、优抚对象",
        "Veteran who wishes a visit",
        CareFacts("P2", _CONSENT, "yearly", "own statement"),
    ),
    ("U01", "失业求职", "Person looking for work", CareFacts("P2", _CONSENT, "monthly", "own statement")),
    (
        "M01",
        "孕产妇、婴幼儿家庭",
        "Family with a baby or expecting one",
        CareFacts("P3", _CONSENT, "on_request", "own statement"),
    ),
    (
        "H01",
        "慢病关怀",
        "Person who wants reminders or errands",
        CareFacts("P3", _CONSENT, "on_request", "own statement"),
    ),
    ("H02", "精神障碍家庭支持", "Family that asks for support", CareFacts("P3", _GUARDIAN, None, "family")),
    (
        "W01",
        "单亲、家庭照护者喘息",
        "Person who cares for others alone",
        CareFacts("P2", _CONSENT, "on_request", "own statement"),
    ),
    (
        "W02",
        "受暴风险求助",
        "Person who asked for protection",
        CareFacts("P4", _EMERGENCY, None, "supervisor"),
    ),
    (
        "R01",
        "社区矫正、安置帮教对象家庭帮扶",
        "Family that a judicial office refers",
        CareFacts("P4", _STATUTORY, None, "judicial office"),
    ),
    ("O01", "其他自愿登记的照护需要", "Other need for care", CareFacts("P3", _CONSENT, None, "supervisor")),
)

CARE_FACTS: Mapping[str, CareFacts] = {code: facts for code, _, _, facts in _ROWS}

CARE_CATEGORY: CodeList = own_list(
    "care_category",
    *(
        # P4 lies in the restricted scope and is never offered where other reasons of care are chosen.
        Code(code, zh, en, enabled=facts.data_class != "P4", sensitive=facts.data_class != "P2")
        for code, zh, en, facts in _ROWS
    ),
)


def strongest_frequency(categories: Iterable[str], age: int | None) -> str | None:
    """The frequency of one plan for several categories; None where every category leaves it to the plan."""
    found = set()
    for facts in (CARE_FACTS[each] for each in categories):
        old = age is not None and age >= 80
        found.add((facts.frequency_at_80 if old else None) or facts.frequency)
    return next((each.code for each in CARE_FREQUENCY if each.code in found), None)


def review_months(categories: Iterable[str]) -> int:
    """After how many months a plan is reviewed: 12, and 6 where it is about a child."""
    return 6 if any(CARE_FACTS[each].minor for each in categories) else 12
