"""The lines of a roster as an office keeps it, each with the truth about what should come of it.

Verdicts and codes are the words of the import's preview: `taken`, `mended` (something was put right, or one
value is left out), `refused` (the line is not taken), `dropped` (the line is nobody).
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from demo.people import Household, Person
from demo.places import COURTYARD, Room
from gridcore.codes.people import REGISTERED_HERE, RELATION, RESIDENT_STATUS, TENURE
from gridcore.ids import RecordId

Written = str | int | float | datetime.date | None
"""What a cell holds."""
Verdict = Literal["taken", "mended", "refused", "dropped"]

SERIAL, GRID, ESTATE, BUILDING, UNIT, ROOM = "序号", "网格", "小区", "楼号", "单元", "房号"
ADDRESS, TENURE_COLUMN, NAME, RELATION_COLUMN, SEX = "住址", "住房性质", "姓名", "与户主关系", "性别"
BIRTH_DATE, NUMBER, PHONE = "出生日期", "身份证号", "联系电话"
REGISTERED, STATUS, REMARK = "户籍情况", "居住状态", "备注"
FORBIDDEN = ("民族", "政治面貌", "宗教信仰", "工作单位")
"""Columns that must not be imported."""
UNREAD = ("文化程度",)
"""A column that is neither forbidden nor known."""
SHARED = (GRID, ESTATE, BUILDING, UNIT, ROOM, ADDRESS, TENURE_COLUMN)
"""What is the same for all lines of a household."""


@dataclass(frozen=True, slots=True)
class TruePerson:
    """Somebody whom a line should give, with the values that should be stored."""

    resident: RecordId
    household: RecordId
    name: str
    relation: str
    sex: str
    birth_date: str | None
    number: str | None
    phone: str | None
    registered_here: str | None
    status: str | None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class TrueRow:
    """What should come of a row, numbered as the spreadsheet shows it.

    `codes` are the least that must be told about it. `people` are those whom the row gives; of a refused one
    nobody. `room` is where a taken row is, of a vacant room too.
    """

    sheet: str
    row: int
    verdict: Verdict
    codes: frozenset[str]
    people: tuple[TruePerson, ...]
    room: RecordId | None


@dataclass(frozen=True, repr=False)
class Truth:
    """What should come of a roster: every row below the headings, and the columns that are not read."""

    rows: tuple[TrueRow, ...]
    forbidden_columns: tuple[str, ...]
    unread_columns: tuple[str, ...]

    def counted(self, verdict: Verdict) -> int:
        """How many rows have a verdict."""
        return sum(row.verdict == verdict for row in self.rows)

    @property
    def residents(self) -> Mapping[RecordId, TruePerson]:
        """Everybody who should be there afterwards; a later row of somebody only adds what was missing."""
        found: dict[RecordId, TruePerson] = {}
        for row in self.rows:
            for person in row.people:
                found[person.resident] = _completed(found.get(person.resident, person), person)
        return found


@dataclass
class Line:
    """One line while the roster is written."""

    cells: dict[str, Written]
    verdict: Verdict = "taken"
    codes: set[str] = field(default_factory=set)
    people: list[TruePerson] = field(default_factory=list)
    room: RecordId | None = None
    household: RecordId | None = None
    keeps_place: bool = False
    """Whether the line has its own address also where the others of the household leave it empty."""

    def tell(self, *codes: str, verdict: Verdict = "mended") -> None:
        """Something must be told about the line; the heaviest verdict stays."""
        self.codes.update(codes)
        weights = ("taken", "mended", "dropped", "refused")
        self.verdict = max(self.verdict, verdict, key=weights.index)

    def refuse(self, code: str) -> None:
        """Nobody of this line is taken, and nothing else must be told about it."""
        self.codes, self.people, self.room = {code}, [], None
        self.verdict = "refused"

    def correct(self, place: int, **values: str | None) -> None:
        """Other values are expected of one of the line's people."""
        self.people[place] = replace(self.people[place], **values)  # type: ignore[arg-type]


def true_person(home: Household, person: Person) -> TruePerson:
    """A person as a clean roster gives it."""
    return TruePerson(
        resident=person.id,
        household=home.id,
        name=person.name,
        relation=person.relation,
        sex=person.sex,
        birth_date=person.birth_date.isoformat(),
        number=person.identity_number,
        phone=person.phone,
        registered_here=person.registered_here,
        status=person.status,
    )


def lines_of(home: Household) -> list[Line]:
    """A household as a clean roster has it: a line for each person, everything in the words of the lists."""
    shared = shared_cells(home.room, home.grid.name, TENURE.text(home.tenure, "zh"))
    return [
        Line(
            cells={**shared, **person_cells(person)},
            people=[true_person(home, person)],
            room=home.room.id,
            household=home.id,
        )
        for person in home.people
    ]


def shared_cells(room: Room, grid: str, tenure: str | None) -> dict[str, Written]:
    """Where a household lives."""
    building = room.building
    return {
        GRID: grid,
        ESTATE: building.estate.name,
        BUILDING: building.name,
        UNIT: str(room.unit) if room.unit else None,
        ROOM: room.number,
        ADDRESS: room.address if building.layout == COURTYARD else f"{room.address}室",
        TENURE_COLUMN: tenure,
    }


def person_cells(person: Person) -> dict[str, Written]:
    """A person in the words of the lists."""
    return {
        NAME: person.name,
        RELATION_COLUMN: RELATION.text(person.relation, "zh"),
        SEX: "男" if person.sex == "1" else "女",
        BIRTH_DATE: person.birth_date.isoformat(),
        NUMBER: person.identity_number,
        PHONE: person.phone,
        REGISTERED: REGISTERED_HERE.text(person.registered_here, "zh"),
        STATUS: RESIDENT_STATUS.text(person.status, "zh"),
    }


def dropped_line(cells: Mapping[str, Written], code: str) -> Line:
    """A line that is nobody."""
    return Line(dict(cells), "dropped", {code})


def numbered(lines: Iterable[tuple[str, int, Line]]) -> tuple[TrueRow, ...]:
    """The truth about lines that stand in a sheet at a row."""
    return tuple(
        TrueRow(sheet, row, line.verdict, frozenset(line.codes), tuple(line.people), line.room)
        for sheet, row, line in lines
    )


def _completed(first: TruePerson, second: TruePerson) -> TruePerson:
    return replace(
        first,
        birth_date=first.birth_date or second.birth_date,
        number=first.number or second.number,
        phone=first.phone or second.phone,
        registered_here=first.registered_here or second.registered_here,
        status=first.status or second.status,
        remark=first.remark or second.remark,
    )
