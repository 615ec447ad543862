"""A form learns what is put right, what is wrong and what looks odd, from the declarations of its record."""

import datetime

import pytest

from gridcore.fields import FieldKind, Value
from gridcore.kinship import Kin
from gridcore.records import RECORD_TYPES
from gridcore.validation import (
    NOT_IN_FUTURE,
    OF_LATE,
    READERS,
    check_value,
    check_values,
    tidy_day,
    tidy_tail,
    tidy_value,
)

TODAY = datetime.date(2026, 11, 22)
RESIDENT: dict[str, Value] = {"household": "h1", "name": "王芳"}
VISIT: dict[str, Value] = {"household": "h1", "visited_on": "2026-11-22", "kind": "care", "way": "door"}


def found(kind: str, values: dict[str, Value], *, allow_demo: bool = False) -> list[tuple[str, str]]:
    problems = check_values(RECORD_TYPES[kind], values, today=TODAY, allow_demo=allow_demo)
    return [(each.field, each.code) for each in problems]


def test_a_sound_record_has_no_problems() -> None:
    assert (
        found("resident", RESIDENT | {"phone": "13800138000", "birth_date": "1956-03-04", "sex": "2"}) == []
    )
    assert found("visit", VISIT | {"needs": ["chat"], "met": True, "said": "老人身体好。"}) == []


@pytest.mark.parametrize("empty", [None, "", []])
def test_what_is_required_is_asked_for_and_what_is_not_is_left_alone(empty: Value) -> None:
    assert found("resident", {"household": "h1", "name": empty, "phone": empty}) == [("name", "required")]


@pytest.mark.parametrize(
    ("kind", "field", "value", "codes"),
    [
        ("resident", "name", "王" * 61, ["too_long"]),
        ("resident", "name", "王芳、李强", ["several_names"]),
        ("resident", "phone", "1380013", ["phone_length"]),
        ("resident", "phone", "没有电话号", ["phone_unreadable"]),
        ("resident", "birth_date", "2026-11-22", []),
        ("resident", "birth_date", "2026-11-23", ["date_too_late"]),
        ("resident", "birth_date", "1849-12-31", ["date_too_early"]),
        ("resident", "birth_date", "1956-02-30", ["date_impossible"]),
        ("resident", "birth_date", 1956, ["wrong_shape"]),
        ("resident", "identity_tail", "001X", []),
        ("resident", "identity_tail", "01X", ["identity_tail"]),
        ("resident", "sex", "3", ["unknown_code"]),
        ("resident", "remark", "他是上访户", ["forbidden_topic"]),
        ("resident", "remark", "爱下棋", []),
        ("resident", "remark", "坏\ufffd了", ["garbled"]),
        ("household", "address", "睦邻路\ufffd", ["garbled"]),
        ("household", "address", 5, ["wrong_shape"]),
        ("household", "tags", ["volunteer"], []),
        ("household", "tags", ["key_person"], ["unknown_code"]),
        ("visit", "met", "yes", ["wrong_shape"]),
        ("visit", "next_date", "2027-01-01", []),
        ("visit", "next_date", "9999-12-31", ["date_too_late"]),
        ("building", "floors", 0, ["too_small"]),
        ("building", "floors", 121, ["too_large"]),
        ("building", "floors", 120, []),
        ("building", "floors", "3", ["wrong_shape"]),
        ("building", "floors", True, ["wrong_shape"]),
        ("agreement", "copies", 1, ["too_small"]),
    ],
)
def test_a_value_is_checked_as_its_field_declares(
    kind: str, field: str, value: Value, codes: list[str]
) -> None:
    problems = check_value(RECORD_TYPES[kind].fields[field], value, today=TODAY)
    assert [each.code for each in problems] == codes
    assert {each.field for each in problems} <= {field}


def test_a_limit_is_told_with_the_problem() -> None:
    (problem,) = check_value(RECORD_TYPES["building"].fields["floors"], 121, today=TODAY)
    assert dict(problem.params) == {"limit": 120}


def test_an_identity_number_is_checked_when_the_document_is_an_identity_card() -> None:
    values: dict[str, Value] = {"resident": "r1", "document": "1", "document_number": "110105194912310021"}
    assert found("resident_identity", values) == [("document_number", "identity_check_digit")]
    assert found("resident_identity", values | {"document": "5"}) == []
    assert found("resident_identity", values | {"document_number": None}) == []


def test_a_made_up_number_is_accepted_in_a_demonstration_alone() -> None:
    values: dict[str, Value] = {"resident": "r1", "document": "1", "document_number": "99990119560304001X"}
    assert ("document_number", "identity_demo") in found("resident_identity", values)
    assert ("document_number", "identity_demo") not in found("resident_identity", values, allow_demo=True)


def test_a_rule_across_fields_is_told_at_the_later_one_as_a_warning() -> None:
    problems = check_values(RECORD_TYPES["visit"], VISIT | {"next_date": "2026-11-21"}, today=TODAY)
    assert [(each.field, each.code, each.severity) for each in problems] == [
        ("next_date", "date_order", "warning")
    ]


def test_what_cannot_have_happened_in_this_order_is_an_error_at_the_later_day() -> None:
    person: dict[str, Value] = {"household": "h1", "name": "王芳", "birth_date": "1956-03-04"}
    earlier, later = "1955-01-01", "2020-01-01"
    for wrong, expected in (
        ({"died_on": earlier}, ("died_on", "death_before_birth")),
        ({"moved_in_on": earlier}, ("moved_in_on", "arrival_before_birth")),
        ({"moved_in_on": later, "moved_out_on": "2019-12-31"}, ("moved_out_on", "moved_out_before_in")),
    ):
        problems = check_values(RECORD_TYPES["resident"], person | wrong, today=TODAY)
        assert [(each.field, each.code, each.severity) for each in problems] == [(*expected, "error")]
    assert found("resident", person | {"moved_in_on": later, "moved_out_on": later, "died_on": later}) == []


def test_a_resident_is_checked_against_the_household() -> None:
    child: dict[str, Value] = {
        "household": "h1",
        "name": "王小芳",
        "relation": "30",
        "birth_date": "1950-01-01",
    }
    head: dict[str, Value] = {"relation": "02", "birth_date": "1956-03-04"}
    problems = check_values(RECORD_TYPES["resident"], child, today=TODAY, kin=Kin([head]))
    assert [(each.field, each.code) for each in problems] == [("birth_date", "child_older")]
    assert found("resident", child) == []


@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [
        ("community", "370502001001", None),
        ("community", "37050200100", "division_length"),
        ("community", "990502001001", "division_province"),
        ("community", "370502600001", "division_town"),
        ("grid", "3705020010011001", None),
        ("grid", "3705020010013001", "place_code"),
        ("grid", "3705020010011000", "place_code"),
        ("grid", "9905020010011001", "division_province"),
        ("building", "37050200100100001", None),
        ("building", "370502001001", "place_code"),
        ("room", "anything", None),
    ],
)
def test_the_code_of_a_place_follows_its_standard(kind: str, code: str, expected: str | None) -> None:
    told = [each for field, each in found(kind, {"code": code}) if field == "code"]
    assert told == ([expected] if expected else [])


def test_a_made_up_division_is_accepted_in_a_demonstration_alone() -> None:
    made_up: dict[str, Value] = {"code": "9999010010011001"}
    assert ("code", "division_province") in found("grid", made_up)
    assert ("code", "division_province") not in found("grid", made_up, allow_demo=True)


def test_what_only_actions_write_is_not_asked_of_a_person() -> None:
    assert found("visit", VISIT | {"worker": 5, "approval": "unheard_of"}) == []


@pytest.mark.parametrize(
    ("kind", "field", "value", "tidy"),
    [
        ("resident", "name", "王 芳", "王芳"),
        ("resident", "phone", "138 0013 8000", "13800138000"),
        ("resident", "birth_date", "1956年3月4日", "1956-03-04"),
        ("resident", "identity_tail", "００１x", "001X"),
        ("resident_identity", "document_number", " １１０105 19491231002x", "11010519491231002X"),
        ("resident_identity", "document_number", "E12345678", "E12345678"),
        ("resident_identity", "document_number", " ", None),
        ("resident", "remark", "一 \r\n二", "一\n二"),
        ("household", "address", "睦邻路１２号\n3号楼", "睦邻路12号 3号楼"),
        ("resident", "sex", "1", "1"),
        ("visit", "met", True, True),
        ("building", "floors", 6, 6),
        ("household", "tags", ["volunteer"], ["volunteer"]),
        ("resident", "name", None, None),
    ],
)
def test_a_value_is_put_right_as_its_field_declares(kind: str, field: str, value: Value, tidy: Value) -> None:
    assert tidy_value(RECORD_TYPES[kind].fields[field], value).value == tidy


@pytest.mark.parametrize(
    ("text", "value", "mended", "codes"),
    [
        ("001X", "001X", (), []),
        ("001x", "001X", ("lower_case",), []),
        ("", None, (), []),
        ("12", "12", (), ["identity_tail"]),
    ],
)
def test_a_tail_is_four_characters(
    text: str, value: str | None, mended: tuple[str, ...], codes: list[str]
) -> None:
    tail = tidy_tail(text)
    assert (tail.value, tail.mended, [each.code for each in tail.problems]) == (value, mended, codes)


def test_the_fields_named_here_are_declared() -> None:
    declared = {
        f"{kind}.{each}": field for kind, of in RECORD_TYPES.items() for each, field in of.fields.items()
    }
    assert READERS.keys() | NOT_IN_FUTURE <= declared.keys()
    assert {declared[each].kind for each in NOT_IN_FUTURE} == {FieldKind.DATE}
    assert OF_LATE <= NOT_IN_FUTURE
    assert {declared[each].kind for each in READERS} == {FieldKind.TEXT}


@pytest.mark.parametrize(
    ("kind", "field", "text", "today", "day"),
    [
        ("visit", "visited_on", "11.20", TODAY, "2026-11-20"),
        ("visit", "visited_on", "2025年3月1日", TODAY, "2025-03-01"),
        ("visit", "visited_on", "11.20", None, None),
        ("visit", "next_date", "11.20", TODAY, None),
        ("resident", "birth_date", "11.20", TODAY, None),
    ],
)
def test_a_day_of_ones_own_work_alone_is_read_without_its_year(
    kind: str, field: str, text: str, today: datetime.date | None, day: str | None
) -> None:
    assert tidy_day(RECORD_TYPES[kind].fields[field], text, today) == day
