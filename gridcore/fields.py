"""The words in which record types are declared: fields, data classes, merge rules, scopes.

A field is declared once. Tables, JSON, forms, lists, merge rules and masking follow from the declaration.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import TYPE_CHECKING, TypedDict, TypeVar, Unpack

if TYPE_CHECKING:
    from gridcore.codes import CodeList

    Value = str | int | bool | None | list["Value"] | dict[str, "Value"]
else:
    # msgspec cannot follow a recursive alias; what lies inside is checked by validation.
    Value = str | int | bool | None | list | dict
Values = Mapping[str, Value]
"""Cells or fields by name; a value is the same in memory, in JSON and on the wire."""


@dataclass(frozen=True)
class Label:
    """English source text with the context under which translators find it."""

    context: str
    text: str


def label(context: str, text: str) -> Label:
    """Mark a text for translation; it is translated where it is shown."""
    return Label(context, text)


class DataClass(enum.IntEnum):
    """How far a value is protected (docs/security.md): public, personal, protected, sensitive, restricted."""

    P0 = 0
    P1 = 1
    P2 = 2
    P3 = 3
    P4 = 4


P0, P1, P2, P3, P4 = DataClass


class Merge(enum.StrEnum):
    """What happens when two edits meet in one cell (docs/protocol.md)."""

    ASK = "ask"
    ASK_KEEP = "ask_keep"
    LAST = "last"
    MAX = "max"
    MIN = "min"
    ANY = "any"
    UNION = "union"
    TEXT = "text"
    STEP = "step"
    PROPOSE = "propose"


ASK, ASK_KEEP, LAST, MAX, MIN, ANY, UNION, TEXT, STEP, PROPOSE = Merge


class FieldKind(enum.StrEnum):
    """The shape of a value, hence its editor, its column and how it is checked."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    CHOICES = "choices"
    ATTACHMENTS = "attachments"
    FLAG = "flag"
    LINK = "link"
    STATE = "state"
    DETAIL = "detail"


class Find(enum.Flag):
    """Under which words a field is found in the search table."""

    NOTHING = 0
    NAME = enum.auto()
    ADDRESS = enum.auto()
    TAIL = enum.auto()
    WORDS = enum.auto()


NOTHING, NAME, ADDRESS, TAIL, WORDS = Find(0), Find.NAME, Find.ADDRESS, Find.TAIL, Find.WORDS


class ScopeKind(enum.StrEnum):
    """The kinds of scope; a record lies in exactly one scope (docs/protocol.md)."""

    GRID = "grid"
    IDENTITY = "identity"
    CARE = "care"
    REVIEW = "review"
    """Proposals about a grid's care while they wait for a supervisor, who receives no reasons of care."""
    CASE = "case"
    INTAKE = "intake"  # disputes handed in from a grid, for its mediators alone
    RESTRICTED = "restricted"
    COMMUNITY = "community"
    STAFF = "staff"
    USER = "user"
    ABOUT = "about"
    """Of the record that it is about: conflicts and proposals."""


GRID, IDENTITY, CARE, REVIEW, CASE, INTAKE, RESTRICTED, COMMUNITY, STAFF, USER, ABOUT = ScopeKind

HIGHEST_CLASS: Mapping[ScopeKind, DataClass] = dict.fromkeys(ScopeKind, P2) | {
    **dict.fromkeys((CARE, REVIEW, CASE, INTAKE), P3),
    RESTRICTED: P4,
}
UNSEARCHED = frozenset(scope for scope, held in HIGHEST_CLASS.items() if held > P2) - {CASE}  # docs/adr/0058

_DEFAULT_MERGE: Mapping[FieldKind, Merge] = dict.fromkeys(FieldKind, ASK) | {
    FieldKind.LONG_TEXT: Merge.TEXT,
    FieldKind.CHOICES: UNION,
    FieldKind.ATTACHMENTS: UNION,
    FieldKind.STATE: STEP,
}
_STANDS_ALONE = (FieldKind.CHOICES, FieldKind.ATTACHMENTS, FieldKind.STATE, FieldKind.LONG_TEXT)


class DeclarationError(TypeError):
    """A declaration that breaks a rule of this module; raised while the module that declares it loads."""


@dataclass(frozen=True)
class Field:
    """One declared field; `name`, `record` and `cell` are filled in by `@record`."""

    label: Label
    kind: FieldKind
    data_class: DataClass
    merge: Merge
    required: bool = False
    codes: CodeList | None = None
    machine: str | None = None
    link: str | None = None
    find: Find = NOTHING
    max_length: int = 200
    lowest: int | None = None
    highest: int | None = None
    help: Label | None = None
    group: str | None = None
    computed: bool = False
    name: str = ""
    record: str = ""

    @property
    def cell(self) -> str:
        """The unit of versions: the field itself, or the group it belongs to."""
        return self.group or self.name


class Options(TypedDict, total=False):
    """What every field may say of itself; `computed` fields are set by actions, never by forms."""

    required: bool
    merge: Merge
    find: Find
    help: Label
    group: str
    computed: bool


def _field(kind: FieldKind, title: Label, data_class: DataClass, options: Options) -> Field:
    chosen = Options(merge=_DEFAULT_MERGE[kind])
    chosen.update(options)
    return Field(label=title, kind=kind, data_class=data_class, **chosen)


def text(title: Label, data_class: DataClass, *, max_length: int = 200, **options: Unpack[Options]) -> Field:
    """One line of text."""
    return replace(_field(FieldKind.TEXT, title, data_class, options), max_length=max_length)


def long_text(title: Label, data_class: DataClass, **options: Unpack[Options]) -> Field:
    """Some paragraphs; concurrent edits merge clause by clause."""
    return replace(_field(FieldKind.LONG_TEXT, title, data_class, options), max_length=20_000)


def number(
    title: Label,
    data_class: DataClass,
    *,
    lowest: int | None = None,
    highest: int | None = None,
    **options: Unpack[Options],
) -> Field:
    """A whole number within inclusive bounds."""
    return replace(_field(FieldKind.NUMBER, title, data_class, options), lowest=lowest, highest=highest)


def date(title: Label, data_class: DataClass, **options: Unpack[Options]) -> Field:
    """A day, ISO 8601 `YYYY-MM-DD`."""
    return _field(FieldKind.DATE, title, data_class, options)


def moment(title: Label, data_class: DataClass, **options: Unpack[Options]) -> Field:
    """A claimed time, ISO 8601 in UTC to the second, `YYYY-MM-DDTHH:MM:SSZ`; for display, never for order."""
    return _field(FieldKind.MOMENT, title, data_class, options)


def choice(title: Label, codes: CodeList, data_class: DataClass, **options: Unpack[Options]) -> Field:
    """One code of a list."""
    return replace(_field(FieldKind.CHOICE, title, data_class, options), codes=codes)


def choices(title: Label, codes: CodeList, data_class: DataClass, **options: Unpack[Options]) -> Field:
    """A set of codes; each element is versioned on its own."""
    return replace(_field(FieldKind.CHOICES, title, data_class, options), codes=codes)


def attachments(title: Label, data_class: DataClass, **options: Unpack[Options]) -> Field:
    """Photos and papers, a set of `gridcore.attachments`; each one is versioned on its own."""
    return _field(FieldKind.ATTACHMENTS, title, data_class, options)


def flag(title: Label, data_class: DataClass, **options: Unpack[Options]) -> Field:
    """Yes or no."""
    return _field(FieldKind.FLAG, title, data_class, options)


def link(title: Label, kind: str, data_class: DataClass, **options: Unpack[Options]) -> Field:
    """The id of a record of the named kind."""
    return replace(_field(FieldKind.LINK, title, data_class, options), link=kind)


def state(title: Label, machine: str, data_class: DataClass) -> Field:
    """The state of the named machine of `gridcore.workflows`; only steps of its table change it."""
    return replace(_field(FieldKind.STATE, title, data_class, {}), machine=machine)


def detail(title: Label, data_class: DataClass, **options: Unpack[Options]) -> Field:
    """A small JSON object that only this program writes (a conflict's sides); never shown in a form."""
    return replace(_field(FieldKind.DETAIL, title, data_class, options), computed=True)


@dataclass(frozen=True)
class Cell:
    """What versions and merge rules belong to: one field, or a group that only makes sense together."""

    name: str
    fields: tuple[Field, ...]
    merge: Merge

    @property
    def is_set(self) -> bool:
        """Whether elements are versioned one by one."""
        return self.merge is UNION


@dataclass(frozen=True)
class RecordType:
    """A declared kind of record."""

    kind: str
    label: Label
    scope: ScopeKind
    parent: str | None
    """The link field whose target's scope this record shares and follows when it moves."""
    fields: Mapping[str, Field]
    cells: Mapping[str, Cell]
    machine_cell: str | None
    doc: str
    mergeable: bool = False
    """Whether two records of the kind can turn out to be one."""

    def cells_of(self, values: Values) -> dict[str, Value]:
        """Field values as cell values: a group becomes one object. Fields that are not named stay out."""
        found: dict[str, Value] = {}
        for cell in self.cells.values():
            if len(cell.fields) == 1 and cell.fields[0].group is None:
                if cell.name in values:
                    found[cell.name] = values[cell.name]
            elif any(each.name in values for each in cell.fields):
                found[cell.name] = {each.name: values.get(each.name) for each in cell.fields}
        return found

    def value_of(self, cells: Values, name: str) -> Value:
        """The value of one field, None where nothing is known."""
        group = self.fields[name].group
        if group is None:
            return cells.get(name)
        held = cells.get(group)
        return held.get(name) if isinstance(held, dict) else None

    def values_of(self, cells: Values) -> dict[str, Value]:
        """Cell values as field values: every declared field, None where nothing is known."""
        found: dict[str, Value] = {}
        for cell in self.cells.values():
            held = cells.get(cell.name)
            if len(cell.fields) == 1 and cell.fields[0].group is None:
                found[cell.name] = held
            else:
                inside = held if isinstance(held, dict) else {}
                found.update({each.name: inside.get(each.name) for each in cell.fields})
        return found


_T = TypeVar("_T", bound=type)
_ATTRIBUTE = "__record_type__"


class record:
    """Class decorator: `@record("household", label(...), scope=GRID)`.

    Raises DeclarationError for a field above the scope's highest class, a searchable sensitive field,
    two machines, a group whose fields disagree about their merge rule, or a mergeable kind that has a
    machine or lies outside the grids.
    """

    def __init__(
        self,
        kind: str,
        title: Label,
        *,
        scope: ScopeKind,
        parent: str | None = None,
        mergeable: bool = False,
    ) -> None:
        self.kind, self.title, self.scope, self.parent = kind, title, scope, parent
        self.mergeable = mergeable

    def __call__(self, declared: _T) -> _T:
        fields: dict[str, Field] = {}
        for name, found in list(vars(declared).items()):
            if isinstance(found, Field):
                fields[name] = replace(found, name=name, record=self.kind)
                setattr(declared, name, fields[name])
        for each in fields.values():
            _check_field(each, self.scope)
        machines = [each.name for each in fields.values() if each.kind is FieldKind.STATE]
        if len(machines) > 1:
            raise DeclarationError(f"{self.kind}: one record has one machine")
        if self.parent is not None and (self.parent not in fields or fields[self.parent].link is None):
            raise DeclarationError(f"{self.kind}: parent {self.parent} is not a link")
        if self.mergeable and (machines or self.scope is not GRID):
            raise DeclarationError(f"{self.kind}: only what lies in a grid and has no machine can be merged")
        declared_type = RecordType(
            kind=self.kind,
            label=self.title,
            scope=self.scope,
            parent=self.parent,
            fields=fields,
            cells=_cells(fields),
            machine_cell=machines[0] if machines else None,
            doc=(declared.__doc__ or "").strip(),
            mergeable=self.mergeable,
        )
        setattr(declared, _ATTRIBUTE, declared_type)
        return declared


def _check_field(each: Field, scope: ScopeKind) -> None:
    where = f"{each.record}.{each.name}"
    if each.data_class > HIGHEST_CLASS[scope]:
        raise DeclarationError(f"{where}: {scope} holds nothing above {HIGHEST_CLASS[scope].name}")
    if each.find and (scope in UNSEARCHED or each.data_class > P2):
        raise DeclarationError(f"{where}: what is {each.data_class.name} in {scope} is not searchable")
    if each.group is not None and each.kind in _STANDS_ALONE:
        raise DeclarationError(f"{where}: {each.kind} cannot stand in a group")


def _cells(fields: Mapping[str, Field]) -> dict[str, Cell]:
    members: dict[str, list[Field]] = {}
    for each in fields.values():
        members.setdefault(each.cell, []).append(each)
    cells = {}
    for name, group in members.items():
        rules = {each.merge for each in group}
        if len(rules) > 1:
            raise DeclarationError(f"{group[0].record}.{name}: a group has one merge rule")
        cells[name] = Cell(name, tuple(group), group[0].merge)
    return cells


def record_type(declared: type) -> RecordType:
    """The type that `@record` made of a class. Raises DeclarationError for any other class."""
    found = getattr(declared, _ATTRIBUTE, None)
    if not isinstance(found, RecordType):
        raise DeclarationError(f"{declared.__name__} is not declared with @record")
    return found


def declared_in(module: ModuleType) -> dict[str, RecordType]:
    """The record types that a module declares, in the order of their declaration."""
    classes = [each for each in vars(module).values() if isinstance(each, type) and hasattr(each, _ATTRIBUTE)]
    return {found.kind: found for found in map(record_type, classes)}
