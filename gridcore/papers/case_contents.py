"""All records of one mediation case, as its papers are filled from them, and the words they share."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from gridcore.codes.mediation import DISPUTE_SUBTYPE, DISPUTE_TYPE, PARTY_ROLE
from gridcore.fields import Values
from gridcore.papers.filled_paper import Line
from gridcore.papers.numerals import chinese_day, with_capitals
from gridcore.shapes import as_text

BLANK = "　" * 8
"""Room to write by hand."""
BLANK_DAY = "　　年　　月　　日"
APPLICANT, RESPONDENT = "applicant", "respondent"
_SEX = {"1": "男", "2": "女"}
"""The codes of GB/T 2261.1 in the one character that papers have room for."""


@dataclass(frozen=True)
class CaseContents:
    """The values of a case and of what hangs on it, each kind in the order in which it is filed.

    `ids` of parties stand beside them, for what names a party by its id.
    """

    case: Values
    community: Values = field(default_factory=dict)
    parties: Sequence[Values] = ()
    party_ids: Sequence[str] = ()
    members: Sequence[Values] = ()
    sessions: Sequence[Values] = ()
    evidence: Sequence[Values] = ()
    attorneys: Sequence[Values] = ()
    investigations: Sequence[Values] = ()
    helpers: Sequence[Values] = ()
    extensions: Sequence[Values] = ()
    agreement: Values | None = None
    items: Sequence[Values] = ()
    visits: Sequence[Values] = ()
    confirmations: Sequence[Values] = ()
    signed: Sequence[Values] = ()

    @property
    def committee(self) -> str:
        """The committee's whole name."""
        return committee_of(self.case, self.community)

    @property
    def outcome(self) -> str:
        """How it came out, a code of `CASE_OUTCOME`; empty while that is open."""
        return text_of(self.case, "outcome")

    @property
    def number(self) -> str:
        """The number that the file shares with its agreement; room to write it where there is none."""
        return text_of(self.agreement or {}, "paper_number") or BLANK

    def side(self, role: str) -> tuple[Values, ...]:
        """The parties of one side."""
        return tuple(each for each in self.parties if each.get("role") == role)

    def names(self, role: str) -> str:
        """The names of one side: 张桂英、王五."""
        return "、".join(text_of(each, "name") for each in self.side(role)) or BLANK

    @property
    def between(self) -> str:
        """张桂英与李建国."""
        return f"{self.names(APPLICANT)}与{self.names(RESPONDENT)}"

    @property
    def dispute(self) -> str:
        """What kind of dispute, with what it is about where that is known."""
        about = text_of(self.case, "subtype")
        told = DISPUTE_TYPE.text(text_of(self.case, "dispute_type"), "zh")
        return f"{told}（{DISPUTE_SUBTYPE.text(about, 'zh')}）" if about else told

    def name_of(self, party: object) -> str:
        """The name of a party by its id; empty for one that is not of this case."""
        found = zip(self.party_ids, self.parties, strict=True)
        return next((text_of(values, "name") for record, values in found if record == party), "")


def committee_of(case: Values, community: Values) -> str:
    """The committee's whole name, as the case or else the community has it."""
    return text_of(case, "committee") or f"{text_of(community, 'name')}人民调解委员会"


def text_of(values: Values, name: str) -> str:
    """A value as text, a number in digits; empty where there is none."""
    held = values.get(name)
    return str(held) if type(held) is int else as_text(held)


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
    day = datetime.date.fromisoformat(held)
    return f"{day.year}年{day.month}月{day.day}日"


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


def signing(party: Values) -> str:
    """The line on which a party signs; who speaks for it by law is named."""
    speaker = text_of(party, "spoken_for_by")
    named = f"{text_of(party, 'name')}（{speaker}代）" if speaker else text_of(party, "name")
    return f"{role_of(party)}{named}（签名、盖章或按指印）："


def sealed(committee: str, day: str = "") -> tuple[Line, Line]:
    """The committee's seal and the day, at the end of a paper."""
    return Line(f"{committee}（盖章）"), Line(day or BLANK_DAY.strip("　"))
