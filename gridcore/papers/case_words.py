"""The words that the papers of a mediation case share."""

import datetime

from gridcore.case_contents import BLANK
from gridcore.codes.mediation import PARTY_ROLE, SPEAKS_FOR
from gridcore.fields import Values
from gridcore.papers.filled_paper import Line
from gridcore.papers.numerals import chinese_day, day_in_digits, with_capitals
from gridcore.shapes import text_of

BLANK_DAY = "　　年　　月　　日"
_SEX = {"1": "男", "2": "女"}
"""The codes of GB/T 2261.1 in the one character that papers have room for."""


def or_blank(values: Values, name: str) -> str:
    """A value as text, or room to write it."""
    return text_of(values, name) or BLANK


def lines_of(values: Values, name: str) -> tuple[str, ...]:
    """The paragraphs of a long text, each sum with its capitals; empty lines are left out."""
    lines = (line.strip() for line in text_of(values, name).splitlines())
    return tuple(with_capitals(line) for line in lines if line)


def day_of(values: Values, name: str) -> str:
    """A day in Chinese numerals; empty where there is none."""
    held = text_of(values, name)
    return chinese_day(datetime.date.fromisoformat(held)) if held else ""


def plain_day(values: Values, name: str) -> str:
    """A day as tables write it, 2026年10月12日, or room to write it."""
    held = text_of(values, name)
    if not held:
        return BLANK_DAY
    return day_in_digits(datetime.date.fromisoformat(held))


def role_of(party: Values) -> str:
    """申请人 or 被申请人."""
    return PARTY_ROLE.text(text_of(party, "role"), "zh")


def sex_of(party: Values) -> str:
    """男 or 女; empty where it is not known."""
    return _SEX.get(text_of(party, "sex"), "")


def age_of(party: Values, on: datetime.date) -> str:
    """How old somebody is or becomes in that year; empty where the year of birth is not known."""
    born = party.get("birth_year")
    return str(on.year - born) if isinstance(born, int) and born <= on.year else ""


def signing(party: Values, role: str = "") -> str:
    """The line on which a party signs, in another role where one is given; who speaks for it is named."""
    speaker = text_of(party, "spoken_for_by")
    named = f"{text_of(party, 'name')}（{speaker}代）" if speaker else text_of(party, "name")
    return f"{role or role_of(party)}{named}（签名、盖章或按指印）："


def named_party(party: Values) -> str:
    """A party in a table: the name with the side, and who speaks for it by law on a line below."""
    name, speaker = f"{text_of(party, 'name')}（{role_of(party)}）", text_of(party, "spoken_for_by")
    speaks_as = SPEAKS_FOR.text(text_of(party, "speaks_as"), "zh") or "代表人"
    return f"{name}\n{speaks_as}：{speaker}" if speaker else name


def sealed(committee: str, day: str = "") -> tuple[Line, Line]:
    """The committee's seal and the day, at the end of a paper."""
    return Line(f"{committee}（盖章）"), Line(day or BLANK_DAY.strip("　"))
