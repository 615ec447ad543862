"""Who advises and where one meets: public facts of a community, kept by its supervisors, and the notice."""

import datetime

import pytest

from gridcore.fields import COMMUNITY, P0, Values
from gridcore.legal_advisers import Advised, Term, advised, last_days
from gridcore.papers.filled_paper import Line, Picture, Table
from gridcore.papers.mediation_directory import NamedAdviser, adviser_notice
from gridcore.permissions import Verb, may, may_edit_cell
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.validation import check_values, tidy_value

KINDS = ("legal_adviser", "mediation_room")
DAY = datetime.date(2026, 11, 22)
ADVISER: Values = {"name": "孙律师", "firm": "山东某某律师事务所", "phone": "0632-5510000"}


def wrong(kind: str, values: Values) -> set[tuple[str, str]]:
    return {(each.field, each.code) for each in check_values(RECORD_TYPES[kind], values, today=DAY)}


@pytest.mark.parametrize("kind", KINDS)
def test_all_of_it_is_public_and_lies_with_the_community(kind: str) -> None:
    declared = RECORD_TYPES[kind]
    assert declared.scope is COMMUNITY
    assert {each.data_class for each in declared.fields.values()} == {P0}


@pytest.mark.parametrize("kind", KINDS)
def test_supervisors_alone_write_it(kind: str) -> None:
    writers = {(role, verb) for role in Role for verb in Verb if may([role], kind, verb)}
    assert writers == {(Role.SUPERVISOR, verb) for verb in (Verb.CREATE, Verb.EDIT, Verb.REMOVE)}
    assert may_edit_cell(frozenset({Role.SUPERVISOR}), kind, "phone")
    assert not may_edit_cell(frozenset({Role.MEDIATOR}), kind, "phone")


def test_an_adviser_has_a_name_and_a_firm_and_does_not_end_before_the_beginning() -> None:
    assert wrong("legal_adviser", ADVISER) == set()
    assert wrong("legal_adviser", {}) == {("name", "required"), ("firm", "required")}
    turned: Values = {**ADVISER, "since": "2026-02-01", "until": "2026-01-31"}
    assert wrong("legal_adviser", turned) == {("until", "date_order")}


def test_a_room_has_a_name_and_is_not_closed_before_it_opens() -> None:
    assert wrong("mediation_room", {"name": "和合调解室"}) == set()
    turned: Values = {"name": "和合调解室", "since": "2026-02-01", "closed_on": "2026-01-31"}
    assert wrong("mediation_room", turned) == {("closed_on", "date_order")}


@pytest.mark.parametrize(
    ("kind", "name"),
    [("legal_adviser", "phone"), ("legal_adviser", "complaint_phone"), ("mediation_room", "phone")],
)
def test_phones_are_read_as_phones(kind: str, name: str) -> None:
    field = RECORD_TYPES[kind].fields[name]
    assert tidy_value(field, "0632 551 0000").value == "06325510000"
    assert [each.code for each in tidy_value(field, "无电话号").problems] == ["phone_unreadable"]


def test_the_notice_prints_the_public_fields_and_leaves_room_for_a_photograph() -> None:
    adviser = NamedAdviser("孙律师", "山东某某律师事务所", "13704200000000000", "06325510000", "06325512348")
    paper = adviser_notice("2026-11-22", "北辛街道春晓社区", [adviser])
    assert paper.title == "一社区一法律顾问公示"
    first, table = paper.parts[0], paper.parts[1]
    assert first == Line("北辛街道春晓社区")
    assert isinstance(table, Table)
    assert {row[0]: row[1].strip() for row in table.rows} == {
        "照片": "（照片粘贴处）",
        "姓名": "孙律师",
        "执业机构": "山东某某律师事务所",
        "执业证号": "13704200000000000",
        "联系电话": "06325510000",
        "监督电话": "06325512348",
    }
    assert paper.parts[-1] == Line("公示日期：2026年11月22日")


def test_a_photograph_stands_on_the_notice_in_the_place_that_is_left_for_it() -> None:
    parts = adviser_notice("2026-11-22", "", [NamedAdviser("孙律师", "律所", "", "", "", b"photo")]).parts
    picture, table = parts[:2]
    assert isinstance(picture, Picture)
    assert picture.content == b"photo"
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["姓名", "执业机构", "执业证号", "联系电话", "监督电话"]


OLD, NEW = Term("old", "2025-01-01", None), Term("new", "2026-03-01", None)


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ([], Advised.BY_NOBODY),
        ([OLD], Advised.BY_ONE),
        ([Term("former", None, "2026-11-21")], Advised.BY_NOBODY),
        ([Term("last day", None, "2026-11-22")], Advised.BY_ONE),
        ([Term("to come", "2026-11-23", None)], Advised.BY_NOBODY),
        ([OLD, NEW], Advised.BY_SEVERAL),
        ([OLD, Term("to come", "2026-11-23", None)], Advised.BY_ONE),
    ],
)
def test_a_community_has_exactly_one_adviser_or_it_is_told(terms: list[Term], found: Advised) -> None:
    assert advised(terms, DAY.isoformat()) is found


def test_a_term_ends_the_day_before_the_next_one_begins_and_no_other_does() -> None:
    former = Term("former", "2020-01-01", "2026-02-28")
    terms = [OLD, former, Term("open", None, "2026-12-31"), Term("same day", "2026-03-01", None)]
    assert last_days(terms, "2026-03-01") == {"old": "2026-02-28", "open": "2026-02-28"}
    assert last_days(terms, None) == {}
    after = [Term("old", OLD.since, last_days([OLD], "2026-03-01")["old"]), NEW]
    assert [advised(after, each) for each in ("2026-02-28", "2026-03-01")] == [Advised.BY_ONE] * 2


def test_a_notice_for_two_advisers_has_a_table_for_each_and_no_empty_head() -> None:
    two = [NamedAdviser(name, "律所", "", "", "") for name in ("孙律师", "周律师")]
    tables = [each for each in adviser_notice("2026-01-02", "", two).parts if isinstance(each, Table)]
    assert [each.rows[1][1] for each in tables] == ["孙律师", "周律师"]
    assert not isinstance(adviser_notice("2026-01-02", "", two).parts[0], Line)
