"""What a role may have of a list, and what is left of it under a mask."""

import pytest

from gridcore.codes.export import LEDGER
from gridcore.export import ledgers
from gridcore.export.ledgers import LEDGERS, Column, cell_text, may_unmask, offered, reads_all_visits
from gridcore.fields import P2, FieldKind, Value
from gridcore.masking import HIDDEN
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role

WORKER, SUPERVISOR = frozenset({Role.GRID_WORKER}), frozenset({Role.SUPERVISOR})


def column(ledger: str, key: str) -> Column:
    return next(each for each in LEDGERS[ledger] if each.key == key)


def test_each_list_has_its_code_and_its_columns() -> None:
    assert [*LEDGERS] == [each.code for each in LEDGER]
    assert all(len({each.key for each in columns}) == len(columns) for columns in LEDGERS.values())


def test_nothing_sensitive_and_no_free_words_are_in_any_list() -> None:
    fields = [each.field for columns in LEDGERS.values() for each in columns]
    assert max(each.data_class for each in fields) <= P2
    assert not {each.kind for each in fields} & {FieldKind.LONG_TEXT, FieldKind.ATTACHMENTS}
    assert not {"care_reason", "resident_identity"} & {each.record for each in fields}


@pytest.mark.parametrize("key", ["care_reason.category", "visit.said", "visit.files", "household.head"])
def test_a_column_that_must_not_leave_cannot_be_declared(key: str) -> None:
    with pytest.raises(ValueError, match="never leaves"):
        ledgers._column(key)


@pytest.mark.parametrize("ledger", LEDGERS)
def test_only_a_supervisor_is_offered_columns_without_masks(ledger: str) -> None:
    assert offered(ledger, SUPERVISOR, is_masked=False) == LEDGERS[ledger]
    for role in Role:
        roles = frozenset({role})
        assert bool(offered(ledger, roles, is_masked=False)) is (role is Role.SUPERVISOR)
        assert may_unmask(roles) is (role is Role.SUPERVISOR)


def test_who_follows_no_grid_is_offered_nothing() -> None:
    assert offered("households", frozenset({Role.MEDIATOR}), is_masked=True) == ()


def test_under_a_mask_a_column_of_which_nothing_is_left_is_not_offered() -> None:
    masked = {each.key for each in offered("key_people", WORKER, is_masked=True)}
    assert {"resident.name", "household.address", "visit.next_date"} <= masked
    assert not {"care_plan.level", "care_plan.needs", "care_plan.helper"} & masked


@pytest.mark.parametrize(
    ("key", "value", "masked"),
    [
        ("resident.name", "欧阳文娟", "欧阳**"),
        ("resident.birth_date", "1941-05-02", "1941-**-**"),
        ("household.address", "春晓苑12号楼3单元0503", "春晓苑12号楼****"),
        ("resident.phone", "13800138000", "138****8000"),
        ("care_plan.needs", ["chat"], HIDDEN),
        ("resident.name", 7, HIDDEN),
        ("visit.next_date", "2026-12-01", "2026-12-01"),
        ("resident.name", None, ""),
    ],
)
def test_a_mask_leaves_what_tells_apart_and_no_more(key: str, value: Value, masked: str) -> None:
    assert cell_text(column("key_people", key), value, "zh", is_masked=True) == masked


def test_without_a_mask_codes_are_told_in_words() -> None:
    needs, level = column("key_people", "care_plan.needs"), column("key_people", "care_plan.level")
    codes = RECORD_TYPES["care_plan"].fields["needs"].codes
    assert codes is not None
    wanted = [codes.text(each, "zh") for each in ("chat", "medicine_reminder")]
    assert cell_text(needs, ["chat", "medicine_reminder"], "zh", is_masked=False) == "、".join(wanted)
    assert ", " in cell_text(needs, ["chat", "medicine_reminder"], "en", is_masked=False)
    assert cell_text(level, "close", "en", is_masked=False) != "close"
    assert cell_text(column("key_people", "resident.name"), "张桂英", "zh", is_masked=False) == "张桂英"


def test_a_flag_is_told_as_yes_or_no() -> None:
    met = column("visits", "visit.met")
    told = [cell_text(met, value, "zh", is_masked=False) for value in (True, False, None)]
    assert told == ["是", "否", ""]
    assert cell_text(met, True, "en", is_masked=True) == "yes"


def test_only_who_leads_or_supervises_has_colleagues_visits_in_the_ledger() -> None:
    assert {each for each in Role if reads_all_visits({each})} == {Role.GRID_LEADER, Role.SUPERVISOR}
