"""All records of one mediation case: what its steps look at, and what its papers are filled from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gridcore.codes.mediation import DISPUTE_SUBTYPE, DISPUTE_TYPE
from gridcore.fields import Values
from gridcore.shapes import text_of

APPLICANT, RESPONDENT = "applicant", "respondent"
BLANK = "　" * 8
"""Room to write by hand."""


@dataclass(frozen=True)
class CaseContents:
    """The values of a case and of what hangs on it, each kind in the order in which it is filed.

    `party_ids` stand beside them, for what names a party by its id; `ids` for each kind of which a file holds
    several papers, in the same order as the values.
    """

    case: Values
    community: Values = field(default_factory=dict)
    parties: Sequence[Values] = ()
    party_ids: Sequence[str] = ()
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
    dangers: Sequence[Values] = ()
    signed: Sequence[Values] = ()
    """What was signed, in the order of the days."""
    ids: Mapping[str, Sequence[str]] = field(default_factory=dict)

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

    def id_of(self, kind: str, at: int) -> str:
        """The id of the record with this place among those of its kind; empty where nobody told the ids."""
        known = self.ids.get(kind, ())
        return known[at] if at < len(known) else ""

    def name_of(self, party: object) -> str:
        """The name of a party by its id; empty for one that is not of this case."""
        found = zip(self.party_ids, self.parties, strict=True)
        return next((text_of(values, "name") for record, values in found if record == party), "")


def gathered(
    case: Values, parts: Mapping[str, Sequence[tuple[str, Values]]], community: Values | None = None
) -> CaseContents:
    """A case with what hangs on it: by kind, each record's id and values."""

    def of(kind: str) -> list[Values]:
        return [values for _, values in parts.get(kind, ())]

    return CaseContents(
        case=case,
        community=community or {},
        parties=of("party"),
        party_ids=[record for record, _ in parts.get("party", ())],
        sessions=of("mediation_session"),
        evidence=of("evidence"),
        attorneys=of("power_of_attorney"),
        investigations=of("investigation"),
        helpers=of("case_helper"),
        extensions=of("case_extension"),
        agreement=next(iter(of("agreement")), None),
        items=of("performance_item"),
        visits=of("return_visit"),
        confirmations=of("confirmation"),
        dangers=of("case_danger"),
        signed=of("signed_paper"),
        ids={kind: [record for record, _ in held] for kind, held in parts.items()},
    )


def committee_of(case: Values, community: Values) -> str:
    """The committee's whole name, as the case or else the community has it."""
    return text_of(case, "committee") or f"{text_of(community, 'name')}人民调解委员会"
