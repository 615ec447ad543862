"""Masks tell values apart and never give them away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.fields import P1, P2, P3, RecordType, Value, label, text
from gridcore.masking import (
    HIDDEN,
    MASKS,
    mask_address,
    mask_birth_date,
    mask_identity_number,
    mask_name,
    mask_phone,
    mask_tail,
    mask_value,
)
from gridcore.records import RECORD_TYPES


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("37040319560304001X", "3704**********001X"),
        ("370403560304001", "3704*******4001"),
        ("E12345678", HIDDEN),
        ("", ""),
    ],
)
def test_an_identity_number_shows_its_ends(number: str, shown: str) -> None:
    assert mask_identity_number(number) == shown


@pytest.mark.parametrize(("tail", "shown"), [("001X", "****001X"), ("", "")])
def test_the_last_four_characters_are_shown(tail: str, shown: str) -> None:
    assert mask_tail(tail) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800138000", "138****8000"),
        ("06325551234", "063****1234"),
        ("5551234", "****34"),
        ("12345", "****45"),
        ("1234", HIDDEN),
        ("", ""),
    ],
)
def test_a_phone_number_shows_its_ends(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王芳", "王*"), ("王小明", "王**"), ("欧阳娜娜", "欧阳**"), ("欧阳", "欧*"), ("王", "王"), ("", "")],
)
def test_a_name_shows_the_surname(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(("date", "shown"), [("1956-03-04", "1956-**-**"), ("1956", "1956"), ("", "")])
def test_a_birth_date_shows_the_year(date: str, shown: str) -> None:
    assert mask_birth_date(date) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("睦邻路12号3号楼2单元501室", "睦邻路12号3号楼****"),
        ("春晓苑12栋3单元0503", "春晓苑12栋****"),
        ("春晓苑5#502", "春晓苑5#****"),
        ("春晓苑12号楼", "春晓苑12号楼"),
        ("和合村28号", "和合村**号"),
        ("和合村十二号三室", "和合村**号**室"),
        ("2单元501", "**单元**"),
        ("向阳里", "向阳里"),
        ("", ""),
    ],
)
def test_an_address_ends_at_the_building(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@given(st.text(st.characters(codec="ascii", categories=["Nd"]), min_size=15, max_size=18))
def test_a_masked_identity_number_hides_the_birth_date(number: str) -> None:
    shown = mask_identity_number(number)
    assert len(shown) == len(number)
    assert set(shown[4:-4]) == {"*"}


@given(st.text("0123456789", min_size=5, max_size=14))
def test_a_masked_phone_number_never_shows_more_than_seven_digits(phone: str) -> None:
    assert sum(each.isdigit() for each in mask_phone(phone)) <= 7
    assert "****" in mask_phone(phone) or len(phone) == 10


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_no_protected_field_of_any_record_is_shown_whole(kind: str) -> None:
    declared: RecordType = RECORD_TYPES[kind]
    for field in declared.fields.values():
        if field.data_class >= P2:
            assert mask_value(field, "1988-01-02 睦邻路3号楼5单元501 13800138000") != (
                "1988-01-02 睦邻路3号楼5单元501 13800138000"
            )


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("household.phone", "13800138000", "138****8000"),
        ("resident_identity.document_number", "37040319560304001X", "3704**********001X"),
        ("resident.birth_date", "1956-03-04", "1956-**-**"),
        ("household.remark", "有一只狗", HIDDEN),
        ("care_plan.needs", ["chat"], HIDDEN),
        ("household.phone", None, ""),
        ("household.phone", "", ""),
        ("care_plan.needs", [], ""),
        ("household.phone", 138, HIDDEN),
    ],
)
def test_a_field_has_the_mask_of_its_name(field: str, value: Value, shown: str) -> None:
    kind, _, name = field.partition(".")
    assert mask_value(RECORD_TYPES[kind].fields[name], value) == shown


def test_what_is_sensitive_shows_nothing_at_all() -> None:
    field = text(label("Test", "Phone"), P3)
    assert mask_value(field, "13800138000") == HIDDEN


def test_every_mask_belongs_to_a_declared_field() -> None:
    assert MASKS.keys() <= {name for declared in RECORD_TYPES.values() for name in declared.fields}
    assert P1 < P2
