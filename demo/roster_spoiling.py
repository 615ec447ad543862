"""Spoils the lines of a roster as typing, copying and spreadsheets do, and keeps the truth about them."""

import datetime
import random
from collections.abc import Sequence

from demo.households import HEAD
from demo.people import Household, Person
from demo.places import COURTYARD, Room
from demo.roster_dirt import (
    DATES,
    FORBIDDEN_WORDS,
    NO_DATES,
    OTHER_WORDS,
    REMARKS,
    UNREAD_WORDS,
    VARIANTS,
    WIDE,
    Dirt,
)
from demo.roster_lines import (
    ADDRESS,
    BIRTH_DATE,
    BUILDING,
    FORBIDDEN,
    GRID,
    NAME,
    NUMBER,
    PHONE,
    RELATION_COLUMN,
    REMARK,
    ROOM,
    SEX,
    UNIT,
    UNREAD,
    Line,
    Written,
    lines_of,
    person_cells,
    true_person,
)
from gridcore.roster import ids


class Spoiling:
    """Spoils the lines of households, one after the other, and remembers who shall turn up again."""

    def __init__(self, dirt: Dirt, chance: random.Random) -> None:
        self._dirt, self._chance = dirt, chance
        self._elsewhere: list[Person] = []

    def household(self, home: Household, *, told_once: bool) -> list[Line]:
        """The lines of a household, spoilt; `told_once`: its address will stand in the first one alone."""
        untouched, lines = self._repeated(home)
        for line in lines:
            if line.verdict == "taken" and len(line.people) == 1:
                self._spoil_person(line, keep_number=line.people[0].resident in untouched)
            if self._dirt.forbidden_columns:
                self._fill_other_columns(line)
        self._spoil_place(lines, home.room, told=1 if told_once else len(lines))
        return lines

    def vacant(self, line: Line) -> None:
        """A vacant room: some offices keep a line for it."""
        line.cells[NAME] = self._chance.choice(("空户", "空房", "无人居住"))

    def _happens(self, share: float) -> bool:
        return share > 0 and self._chance.random() < share

    def _repeated(self, home: Household) -> tuple[set[str], list[Line]]:
        """The lines of a household with what happens to lines as a whole, and whose numbers must stay."""
        chance, dirt = self._chance, self._dirt
        lines = lines_of(home)
        if self._happens(dirt.foreign_grids):
            for line in lines:
                line.cells[GRID] = "第九百九十九网格"
                line.refuse("grid_unknown")
            return set(), lines
        if len(lines) > 1 and self._happens(dirt.two_in_a_cell) and _can_share_a_cell(home.people[:2]):
            return set(), [_two_in_a_cell(home, lines, certain=chance.random() < 2 / 3), *lines[2:]]
        if self._happens(dirt.missing_names):
            line = chance.choice(lines)
            line.cells[NAME] = None
            line.refuse("name_missing")
            return set(), lines
        untouched: set[str] = set()
        if self._elsewhere and self._happens(dirt.second_rooms * len(lines)):
            lines.append(_second_room(lines[0], self._elsewhere.pop(0)))
        for person in home.people:
            if person.identity_number is None:
                continue
            if self._happens(dirt.repeated_people):
                lines.append(_once_more(home, person, lines[0], chance))
                untouched.add(person.id)
            elif len(self._elsewhere) < 3 and self._happens(dirt.second_rooms * 2):
                self._elsewhere.append(person)
                untouched.add(person.id)
        return untouched, lines

    def _spoil_person(self, line: Line, *, keep_number: bool) -> None:
        chance, dirt = self._chance, self._dirt
        name = str(line.cells[NAME])
        if len(name) == 2 and self._happens(dirt.padded_names):
            line.cells[NAME] = chance.choice((" ", "　")).join(name)
            line.tell("spaces")
        if not keep_number and line.cells[NUMBER] is not None:
            self._spoil_number(line)
        self._spoil_birth_date(line, keep_day=keep_number)
        self._spoil_phone(line)
        for column, words in OTHER_WORDS.items():
            written = line.cells[column]
            if isinstance(written, str) and written in words and self._happens(dirt.other_words):
                line.cells[column] = chance.choice(words[written])
        if self._happens(dirt.remarks):
            line.cells[REMARK] = remark = chance.choice(REMARKS)
            line.correct(0, remark=remark)

    def _spoil_number(self, line: Line) -> None:
        dirt, number = self._dirt, str(line.cells[NUMBER])
        if number.endswith("X") and self._happens(dirt.lower_x):
            line.cells[NUMBER] = number.lower()
            line.tell("lower_case_x")
        elif self._happens(dirt.wide_numbers):
            line.cells[NUMBER] = number.translate(WIDE)
            line.tell("full_width")
        elif self._happens(dirt.spaced_numbers):
            line.cells[NUMBER] = f"{number[:6]} {number[6:14]} {number[14:]}"
            line.tell("spaces")
        elif number[6:8] == "19" and self._happens(dirt.fifteen_digits):
            line.cells[NUMBER] = number[:6] + number[8:17]
            line.tell("fifteen_digits")
        elif self._happens(dirt.wrong_check):
            wrong = self._chance.choice([each for each in "0123456789" if each != number[-1]])
            line.cells[NUMBER] = number[:-1] + wrong
            line.tell("identity_check_digit", verdict="taken")
            line.correct(0, number=number[:-1] + wrong)
        elif not number.endswith("X") and self._happens(dirt.rounded_numbers):
            line.cells[NUMBER] = float(number)
            line.tell("precision_lost")
            line.correct(0, number=None)
        elif self._happens(dirt.short_numbers):
            line.cells[NUMBER] = number[:16]
            line.tell("identity_length")
            line.correct(0, number=None)

    def _spoil_birth_date(self, line: Line, *, keep_day: bool) -> None:
        person = line.people[0]
        born = datetime.date.fromisoformat(str(line.cells[BIRTH_DATE]))
        # Who stands in two rows is one person by the number, and is known by the day of the first one.
        if self._happens(self._dirt.impossible_dates) and not keep_day:
            write, code = self._chance.choice(NO_DATES)
            line.cells[BIRTH_DATE] = write(born)
            line.tell(code)
            # A number beside it still says who it is; without one nobody knows.
            known = person.number[-4:] if person.number is not None else None
            line.correct(0, birth_date=None, resident=ids.resident_id(person.household, person.name, known))
        elif self._happens(self._dirt.written_dates):
            write_date, mended = self._chance.choice(DATES)
            line.cells[BIRTH_DATE] = write_date(born)
            if mended:
                line.tell(mended)

    def _spoil_phone(self, line: Line) -> None:
        chance, phone = self._chance, line.cells[PHONE]
        if not isinstance(phone, str):
            return
        if self._happens(self._dirt.missing_phones):
            nothing = chance.random() < 0.2
            line.cells[PHONE] = "无" if nothing else None
            line.correct(0, phone=None)
            if nothing:
                line.tell("written_empty")
        elif self._happens(self._dirt.odd_phones):
            odd: list[tuple[Written, str | None, bool]] = [
                (phone.translate(WIDE), "full_width", True),
                (f"{phone[:3]}-{phone[3:7]}-{phone[7:]}", "separators", True),
                (f"{phone[:3]} {phone[3:7]} {phone[7:]}", "spaces", True),
                (f"+86 {phone}", "country_code", True),
                (f"{phone}儿子的", "phone_note", False),
                (f"{phone}/10000000000", "several_phones", False),
                (int(phone), None, False),
            ]
            line.cells[PHONE], code, mended = chance.choice(odd)
            if code is not None:
                line.tell(code, verdict="mended" if mended else "taken")

    def _spoil_place(self, lines: list[Line], room: Room, *, told: int) -> None:
        """Where a household lives, written in another way; a way to be mended is told of the first lines."""
        chance, written = self._chance, lines[0].cells
        other: dict[str, Written] = {}
        if self._happens(self._dirt.wide_places):
            other = {column: str(written[column]).translate(WIDE) for column in (BUILDING, ROOM, ADDRESS)}
            for place, line in enumerate(lines):
                if line.verdict != "refused" and (place < told or line.keeps_place):
                    line.tell("full_width")
        elif self._happens(self._dirt.other_places):
            other = _other_place(chance, room)
        for line in lines:
            line.cells.update(other)

    def _fill_other_columns(self, line: Line) -> None:
        columns = ((FORBIDDEN, FORBIDDEN_WORDS), (UNREAD, UNREAD_WORDS))
        for headings, words in columns:
            for heading, choices in zip(headings, words, strict=True):
                line.cells[heading] = self._chance.choice(choices) or None


def _can_share_a_cell(people: Sequence[Person]) -> bool:
    """Whether nothing of two people would be lost or mixed up in shared cells."""
    one, other = people
    return (
        one.identity_number is not None
        and other.identity_number is not None
        and (one.phone is None) == (other.phone is None)
        and (one.registered_here, one.status) == (other.registered_here, other.status)
    )


def _two_in_a_cell(home: Household, lines: Sequence[Line], *, certain: bool) -> Line:
    """The first two people in one line; where it is not certain whose the values are, both names alone."""
    line = lines[0]
    if not certain:
        line.cells[NAME] = "、".join(each.name for each in home.people[:2])
        line.refuse("several_people")
        return line
    for column in (NAME, RELATION_COLUMN, SEX, BIRTH_DATE, NUMBER, PHONE):
        both = [str(each.cells[column]) for each in lines[:2] if each.cells[column] is not None]
        line.cells[column] = "\n".join(both) or None
    line.people = [true_person(home, each) for each in home.people[:2]]
    line.tell("split")
    return line


def _once_more(home: Household, person: Person, beside: Line, chance: random.Random) -> Line:
    """The same person a second time, often with a name that somebody heard or wrote differently."""
    given = person.name[1:]
    variants = [
        person.name[0] + given.replace(usual, other) for usual, other in VARIANTS.items() if usual in given
    ]
    name = chance.choice(variants) if variants and chance.random() < 0.7 else person.name
    line = Line(
        {**beside.cells, **person_cells(person), NAME: name},
        people=[true_person(home, person)],
        room=beside.room,
        household=beside.household,
    )
    # A head without an address would begin a household that nobody can place: the row was copied whole.
    line.keeps_place = person.relation == HEAD
    line.tell("same_person", *(("name_variant",) if name != person.name else ()))
    return line


def _second_room(beside: Line, person: Person) -> Line:
    """Somebody of a household above, once more at this address."""
    cells = {**beside.cells, **person_cells(person), RELATION_COLUMN: "租客"}
    line = Line(cells, household=beside.household)
    line.refuse("person_elsewhere")
    return line


def _other_place(chance: random.Random, room: Room) -> dict[str, Written]:
    """An address in other words; leading zeros go where a spreadsheet takes a number for one."""
    building, estate = room.building, room.building.estate
    number, door = building.name.rstrip("号楼院"), room.number.lstrip("0")
    if building.layout == COURTYARD:
        return {BUILDING: building.name, ROOM: chance.choice((int(door), f"{door}号")), ADDRESS: room.address}
    return {
        BUILDING: chance.choice((int(number), f"{number}栋", f"{number}#", number)),
        UNIT: chance.choice((room.unit, f"{room.unit}单元", "一二三四五六七八九"[room.unit - 1] + "单元")),
        ROOM: chance.choice((int(door), door, f"{door}室")),
        ADDRESS: chance.choice(
            (
                f"{estate.street}{estate.door}号{room.address}室",
                f"{estate.name}{number}-{room.unit}-{door}",
                f"{estate.name}{number}栋{room.unit}单元{door}",
            )
        ),
    }
