"""The people of a row: values put right, values left out with a reason, and nobody guessed."""

import datetime

import pytest

from gridcore.records import RECORD_TYPES
from gridcore.roster.columns import Column
from gridcore.roster.notes import Note, NoteKind
from gridcore.roster.people import Person, Reading, read_people
from gridcore.roster.workbook import Cell
from gridcore.validation import tidy_value
from tests.core.roster.written import TODAY

NUMBER = "999901195603041246"
READING = Reading(TODAY, allow_demo=True)


def read(cells: dict[str, Cell], reading: Reading = READING) -> tuple[tuple[Person, ...], tuple[Note, ...]]:
    named = {Column(name): value for name, value in {"name": "张桂英", **cells}.items() if value is not None}
    return read_people(named, reading)


def one(cells: dict[str, Cell], reading: Reading = READING) -> tuple[Person, dict[str, Note]]:
    people, notes = read(cells, reading)
    (person,) = people
    return person, {note.code: note for note in notes}


def test_a_row_in_the_words_of_the_lists_is_taken_as_it_is() -> None:
    people, notes = read(
        {
            "identity_number": NUMBER,
            "sex": "女",
            "birth_date": "1956-03-04",
            "relation": "户主",
            "phone": "10012345678",
            "registered_here": "户籍在此",
            "status": "居住在此",
            "remark": "白天不在",
        }
    )
    assert notes == ()
    assert people == (
        Person(
            "张桂英",
            NUMBER,
            "1",
            "2",
            "1956-03-04",
            "02",
            "10012345678",
            "here",
            "lives_here",
            "白天不在",
            True,
        ),
    )
    assert people[0].tail == "1246"


@pytest.mark.parametrize(
    ("column", "written", "field", "value", "code"),
    [
        ("name", "张　英", "name", "张英", "spaces"),
        ("name", "阿依古丽•买买提", "name", "阿依古丽·买买提", "middle_dot"),
        ("identity_number", "99990119560304106x", "number", "99990119560304106X", "lower_case_x"),
        ("identity_number", "９９９９０１１９５６０３０４１２４６", "number", NUMBER, "full_width"),
        ("identity_number", "999901560304124", "number", NUMBER, "fifteen_digits"),
        ("identity_number", 999901560304124.0, "number", NUMBER, "fifteen_digits"),
        ("birth_date", "1956.3.4", "birth_date", "1956-03-04", "date_format"),
        ("birth_date", 20518.0, "birth_date", "1956-03-04", "excel_day_number"),
        ("birth_date", "1956-03-04 00:00:00", "birth_date", "1956-03-04", "time_of_day"),
        ("relation", "儿 媳", "relation", "38", "spaces"),
        ("phone", "１００１２３４５６７８", "phone", "10012345678", "full_width"),
        ("phone", "100-1234-5678", "phone", "10012345678", "separators"),
        ("phone", "无", "phone", None, "written_empty"),
    ],
)
def test_what_is_certain_is_put_right_and_told(
    column: str, written: Cell, field: str, value: str | None, code: str
) -> None:
    person, notes = one({column: written})
    assert getattr(person, field) == value
    assert notes[code].kind is NoteKind.MENDED
    assert notes[code].column == Column(column)


@pytest.mark.parametrize(
    ("column", "written", "field", "code"),
    [
        ("identity_number", 9.99901195603041e17, "number", "precision_lost"),
        ("identity_number", "9999011956030412", "number", "identity_length"),
        ("identity_number", "E12345678", "number", "identity_length"),
        ("birth_date", "1956-02-30", "birth_date", "date_impossible"),
        ("birth_date", "56-3-4", "birth_date", "date_ambiguous"),
        ("birth_date", "2030-01-01", "birth_date", "date_too_late"),
        ("birth_date", "1956年", "birth_date", "date_incomplete"),
        ("sex", "不男不女", "sex", "unknown_code"),
        ("relation", "干亲", "relation", "unknown_code"),
        ("phone", "没带手机", "phone", "phone_unreadable"),
        ("phone", "1" * 30, "phone", "too_long"),
        ("remark", "字" * 20_001, "remark", "too_long"),
        ("phone", float("inf"), "phone", "precision_lost"),
    ],
)
def test_a_value_that_cannot_be_read_is_left_out_and_the_person_is_not(
    column: str, written: Cell, field: str, code: str
) -> None:
    person, notes = one({column: written})
    assert getattr(person, field) is None
    assert notes[code].kind is NoteKind.LEFT_OUT


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"identity_number": NUMBER[:-1] + "3"}, "identity_check_digit"),
        ({"identity_number": NUMBER, "sex": "男"}, "identity_disagrees"),
        ({"identity_number": NUMBER, "birth_date": "1956-03-05"}, "identity_disagrees"),
        ({"phone": "12345"}, "phone_length"),
        ({"phone": "10012345678/10012345679"}, "several_phones"),
        ({"remark": "信访户"}, "forbidden_topic"),
        ({"name": "张桂英1"}, "name_characters"),
        ({"name": "王小明和李小红"}, "maybe_several_names"),
    ],
)
def test_what_is_odd_is_taken_with_a_warning(cells: dict[str, Cell], code: str) -> None:
    _, notes = one(cells)
    assert notes[code].kind is NoteKind.CHECK


def test_made_up_numbers_are_for_demonstrations_alone() -> None:
    person, notes = one({"identity_number": NUMBER}, Reading(TODAY))
    assert person.number is None
    assert notes["identity_demo"].kind is NoteKind.LEFT_OUT


def test_birth_date_and_sex_come_from_the_number_only_when_that_was_chosen() -> None:
    person, _ = one({"identity_number": NUMBER})
    assert (person.birth_date, person.sex) == (None, None)
    assert person.known_birth_date == "1956-03-04"
    chosen = Reading(TODAY, allow_demo=True, fill_from_number=True)
    person, notes = one({"identity_number": NUMBER}, chosen)
    assert (person.birth_date, person.sex) == ("1956-03-04", "2")
    assert notes["filled_from_number"].kind is NoteKind.MENDED
    person, _ = one({"identity_number": NUMBER, "birth_date": "1956-03-05", "sex": "男"}, chosen)
    assert (person.birth_date, person.sex) == ("1956-03-05", "1")
    unborn, _ = one({"identity_number": NUMBER}, Reading(datetime.date(1950, 1, 1), True, True))
    assert unborn.birth_date is None
    impossible, _ = one({"identity_number": "999901195602301242"}, chosen)
    assert impossible.known_birth_date is None


def test_the_number_of_another_document_is_kept_as_the_form_keeps_it() -> None:
    person, notes = one({"document": "护照", "identity_number": "e 1234 5678"})
    assert (person.document, person.number, person.tail) == ("5", "E12345678", None)
    assert notes["lower_case"].after == "E12345678"
    declared = RECORD_TYPES["resident_identity"].fields["document_number"]
    assert tidy_value(declared, "e 1234 5678").value == person.number
    assert one({"document": "护照", "identity_number": "无"})[0].number is None
    assert one({"document": "身份证", "identity_number": NUMBER})[0].document == "1"
    assert one({"document": "护照"})[0].document is None


@pytest.mark.parametrize(
    ("cells", "is_head"),
    [
        ({"relation": "本人"}, True),
        ({"relation": "长子"}, False),
        ({"is_head": "是"}, True),
        ({"is_head": "否"}, False),
        ({"head_name": "张桂英"}, True),
        ({"head_name": "王建国"}, False),
        ({"head_name": "√"}, True),
        ({"head_name": "否", "name": "否"}, False),
        ({}, False),
    ],
)
def test_the_head_of_a_household_is_recognised(cells: dict[str, Cell], is_head: bool) -> None:
    assert one(cells)[0].is_head is is_head


@pytest.mark.parametrize("name", [None, "", "　", "无", "/"])
def test_nobody_is_taken_without_a_name(name: str | None) -> None:
    people, notes = read({"name": name})
    assert people == ()
    assert [(note.code, note.kind) for note in notes] == [("name_missing", NoteKind.REFUSED)]


@pytest.mark.parametrize(("name", "code"), [("张\ufffd英", "garbled"), ("长" * 61, "too_long")])
def test_a_name_that_cannot_be_stored_refuses_the_row(name: str, code: str) -> None:
    people, notes = read({"name": name})
    assert people == ()
    assert [(note.code, note.kind) for note in notes] == [(code, NoteKind.REFUSED)]


def test_two_people_in_a_cell_are_taken_apart_where_every_value_has_its_owner() -> None:
    people, notes = read(
        {
            "name": "王建国、张桂英",
            "identity_number": f"999901195401021239 {NUMBER}",
            "sex": "男/女",
            "birth_date": "1954-01-02\n1956-03-04",
            "relation": "户主，妻",
            "phone": "10012345678\n10087654321",
            "status": "居住在此",
        }
    )
    assert [(each.name, each.sex, each.birth_date, each.relation, each.phone) for each in people] == [
        ("王建国", "1", "1954-01-02", "02", "10012345678"),
        ("张桂英", "2", "1956-03-04", "12", "10087654321"),
    ]
    assert [each.number for each in people] == ["999901195401021239", NUMBER]
    assert {each.status for each in people} == {"lives_here"}
    assert notes[0].code == "split"
    assert notes[0].params == {"count": 2}


def test_what_two_people_leave_empty_is_empty_and_one_phone_is_the_first_ones() -> None:
    people, _ = read({"name": "王建国\n张桂英", "phone": "10012345678", "sex": "无", "identity_number": ""})
    assert [(each.phone, each.sex, each.number) for each in people] == [
        ("10012345678", None, None),
        (None, None, None),
    ]
    assert [each.phone for each in read({"name": "王建国\n张桂英", "phone": "没有号码"})[0]] == [None, None]


@pytest.mark.parametrize(
    "cells", [{"identity_number": NUMBER}, {"relation": "夫妻"}, {"sex": "男"}, {"birth_date": "1956-03-04"}]
)
def test_two_people_whose_values_have_no_certain_owner_are_refused(cells: dict[str, Cell]) -> None:
    people, notes = read({"name": "王建国、张桂英", **cells})
    assert people == ()
    assert [(note.code, note.kind) for note in notes] == [("several_people", NoteKind.REFUSED)]


def test_a_row_of_two_is_refused_when_one_of_them_is() -> None:
    people, notes = read({"name": f"王建国、{'长' * 61}"})
    assert people == ()
    assert notes[-1].kind is NoteKind.REFUSED
