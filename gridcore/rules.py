"""Rules across the cells of one record. They never stop an edit: a breach is shown, and a person mends it."""

from collections.abc import Mapping
from dataclasses import dataclass

from gridcore.fields import Label, Values, label
from gridcore.shapes import as_text


@dataclass(frozen=True)
class NotBefore:
    """A day that may not lie before another one of the same record."""

    earlier: str
    later: str
    label: Label
    code: str = "date_order"
    """The problem that a form tells; of an error it does not let go."""

    def broken(self, cells: Values) -> bool:
        """Whether both days are known and in the wrong order; ISO days compare as text."""
        earlier, later = as_text(cells.get(self.earlier)), as_text(cells.get(self.later))
        return bool(earlier) and bool(later) and later < earlier


_MOVED = NotBefore(
    "moved_in_on", "moved_out_on", label("Rule", "The person left before coming."), "moved_out_before_in"
)

RULES: Mapping[str, tuple[NotBefore, ...]] = {
    "resident": (
        NotBefore(
            "birth_date", "died_on", label("Rule", "The death lies before the birth."), "death_before_birth"
        ),
        NotBefore(
            "birth_date",
            "moved_in_on",
            label("Rule", "The person came before being born."),
            "arrival_before_birth",
        ),
        _MOVED,
    ),
    "membership": (_MOVED,),
    "grid": (NotBefore("in_use_since", "ended_on", label("Rule", "The grid ends before it begins.")),),
    "grid_period": (
        NotBefore("since", "until", label("Rule", "The time in the grid ends before it begins.")),
    ),
    "visit": (NotBefore("visited_on", "next_date", label("Rule", "The next visit lies before this one.")),),
    "care_plan": (
        NotBefore("starts_on", "ends_on", label("Rule", "The plan ends before it begins.")),
        NotBefore("starts_on", "review_on", label("Rule", "The review lies before the plan begins.")),
    ),
    "consent": (
        NotBefore("given_on", "withdrawn_on", label("Rule", "It was withdrawn before it was given.")),
    ),
    "aid_pair": (NotBefore("starts_on", "ends_on", label("Rule", "The help ends before it begins.")),),
    "campaign": (NotBefore("starts_on", "ends_on", label("Rule", "The campaign ends before it begins.")),),
    "aid_project": (NotBefore("starts_on", "ends_on", label("Rule", "The project ends before it begins.")),),
    "patrol_plan": (NotBefore("starts_on", "ends_on", label("Rule", "The plan ends before it begins.")),),
    "legal_adviser": (
        NotBefore("since", "until", label("Rule", "The adviser's time ends before it begins.")),
    ),
    "mediation_room": (
        NotBefore("since", "closed_on", label("Rule", "The room is closed before it opens.")),
    ),
    "stand_in": (NotBefore("starts_on", "ends_on", label("Rule", "The stand-in ends before it begins.")),),
    "agreement": (
        NotBefore(
            "agreed_on",
            "performance_due",
            label("Rule", "Performance is due before the agreement."),
            "before_agreement",
        ),
        NotBefore(
            "agreed_on",
            "in_force_on",
            label("Rule", "The agreement was signed before it was made."),
            "signed_before_agreed",
        ),
    ),
    "mediation_case": (
        NotBefore("happened_on", "applied_on", label("Rule", "The application lies before what happened.")),
    ),
    "confirmation": (
        NotBefore("applied_on", "accepted_on", label("Rule", "It was accepted before it was applied for.")),
        NotBefore("applied_on", "decided_on", label("Rule", "It was ruled on before it was applied for.")),
    ),
}


def broken_rule(kind: str, cells: Values, touched: str | None = None) -> str | None:
    """The cell at which the first broken rule of a kind shows, or None; with `touched` of its rules alone."""
    return next((rule.later for rule in broken_rules(kind, cells, touched)), None)


def broken_rules(kind: str, cells: Values, touched: str | None = None) -> tuple[NotBefore, ...]:
    """All broken rules of a kind, in their order."""
    return tuple(
        rule
        for rule in RULES.get(kind, ())
        if touched in (None, rule.earlier, rule.later) and rule.broken(cells)
    )
