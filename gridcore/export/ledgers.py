"""The lists that can be exported, their columns, and what a role may have of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from gridcore.codes import Language
from gridcore.fields import GRID, P1, P2, Field, FieldKind, Label, Value, label
from gridcore.masking import HIDDEN, MASKS
from gridcore.permissions import reads
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role

HIGHEST_EXPORTED = P2
"""Sensitive and restricted data never leave in a list (docs/security.md)."""
UNMASKED_FOR = frozenset({Role.SUPERVISOR})
"""Who may ask for a list with personal data in it; everybody else gets masks."""
_READ_ALL = frozenset({Role.GRID_LEADER, Role.SUPERVISOR})
_FLAG_WORDS: Mapping[Language, tuple[str, str]] = {"zh": ("否", "是"), "en": ("no", "yes")}
_NEVER = frozenset({FieldKind.LONG_TEXT, FieldKind.ATTACHMENTS, FieldKind.DETAIL, FieldKind.LINK})
"""Free words may say anything of anybody; a link means nothing outside."""


@dataclass(frozen=True)
class Column:
    """A column of an exported list: a declared field, under another title where the list means it so."""

    field: Field
    label: Label

    @property
    def key(self) -> str:
        """What names the column in a record of the export."""
        return f"{self.field.record}.{self.field.name}"

    @property
    def is_personal(self) -> bool:
        """Whether a mask lies over it."""
        return self.field.name in MASKS or self.field.data_class > P1

    @property
    def has_mask(self) -> bool:
        """Whether anything of it is left under the mask."""
        return self.field.name in MASKS


def _column(key: str, title: Label | None = None) -> Column:
    record, _, name = key.partition(".")
    field = RECORD_TYPES[record].fields[name]
    if field.data_class > HIGHEST_EXPORTED or field.kind in _NEVER:
        raise ValueError(f"{key} never leaves in a list")
    return Column(field, title or field.label)


LEDGERS: Mapping[str, tuple[Column, ...]] = {
    "households": (
        _column("household.address"),
        _column("resident.name", label("ExportColumn", "Head of household")),
        _column("household.phone"),
        _column("household.tenure"),
        _column("household.tags"),
        _column("household.last_visit"),
    ),
    "key_people": (
        _column("resident.name"),
        _column("resident.birth_date"),
        _column("household.address"),
        _column("resident.phone"),
        _column("care_plan.level"),
        _column("care_plan.frequency"),
        _column("care_plan.needs"),
        _column("care_plan.helper"),
        _column("visit.visited_on", label("ExportColumn", "Last contact")),
        _column("visit.next_date", label("ExportColumn", "Next contact")),
        _column("care_plan.review_on"),
    ),
    "visits": (
        _column("visit.visited_on"),
        _column("resident.name", label("ExportColumn", "Person visited")),
        _column("household.address"),
        _column("visit.kind"),
        _column("visit.way"),
        _column("visit.met"),
        _column("visit.purpose"),
        _column("visit.needs"),
        _column("visit.follow_up"),
        _column("visit.next_date"),
        _column("visit.worker"),
    ),
}
"""By the code of the list (`gridcore.codes.export.LEDGER`), in the order of the file."""


def may_unmask(roles: Collection[Role]) -> bool:
    """Whether somebody may ask for personal data in a list."""
    return not UNMASKED_FOR.isdisjoint(roles)


def reads_all_visits(roles: Collection[Role]) -> bool:
    """Whether somebody's ledger of visits holds colleagues' visits too; everybody else's holds the own."""
    return not _READ_ALL.isdisjoint(roles)


def offered(ledger: str, roles: frozenset[Role], *, is_masked: bool) -> tuple[Column, ...]:
    """The columns that these roles may have: unmasked only who may ask for it, masked what a mask leaves."""
    if not reads(roles, GRID) or not (is_masked or may_unmask(roles)):
        return ()
    return tuple(each for each in LEDGERS[ledger] if not is_masked or each.has_mask or not each.is_personal)


def cell_text(column: Column, value: Value, language: Language, *, is_masked: bool) -> str:
    """What stands in a cell, codes in words; under a mask what the mask leaves."""
    if value in (None, "", []):
        return ""
    if is_masked and column.is_personal:
        mask = MASKS.get(column.field.name)
        return mask(value) if mask is not None and isinstance(value, str) else HIDDEN
    if column.field.codes is not None:
        codes = value if isinstance(value, list) else [value]
        words = (column.field.codes.text(str(each), language) for each in codes)
        return ("、" if language == "zh" else ", ").join(words)
    if isinstance(value, bool):
        return _FLAG_WORDS[language][value]
    return str(value)
