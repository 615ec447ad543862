"""Who seems to be recorded twice: found by what fits, in blocks, and the same whatever the order."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridcore.duplicates import (
    MOST_COMPARED,
    Likeness,
    Pair,
    Person,
    Rank,
    Reason,
    compare,
    likeness,
    search,
)
from gridcore.duplicates_households import Home, among_households
from gridcore.duplicates_merged import after_merge
from gridcore.fields import Value, Values
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from tests.core.sync_crowd import HOME2, TWIN, crowded, merged
from tests.core.sync_desk import HOME, PERSON, add, put


def person(record: str, name: str = "", born: str = "", **more: str) -> Person:
    homes = tuple(more.pop("homes", "").split())
    return Person(RecordId(record), name, born, more.get("tail", ""), more.get("sex", ""), homes)


def pairs(people: Sequence[Person]) -> list[Pair]:
    return sorted((each for step in search(people) for each in step.pairs), key=lambda each: each.order)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("王建国", "王 建国", Likeness.SAME),
        ("Ｌｉ·Ming", "li ming", Likeness.SAME),
        ("王建国", "汪建国", Likeness.SOUND),
        ("曾乐", "曾悦", Likeness.SOUND),  # 乐 is le, and yue
        ("张敏", "章明", Likeness.NEAR),  # min, ming
        ("李娜", "李丽", Likeness.UNLIKE),
        ("刘娜", "刘那", Likeness.SOUND),
        ("王建国", "王国建", Likeness.SWAPPED),
        ("王明", "明王", Likeness.SWAPPED),
        ("陈海", "陈好", Likeness.NEAR),
        ("陈海", "陈花", Likeness.UNLIKE),
        ("敏", "明", Likeness.UNLIKE),  # a name of one character says too little
        ("王建", "王建国", Likeness.UNLIKE),
        ("", "", Likeness.UNLIKE),
        ("·", "王", Likeness.UNLIKE),
        ("*", "王", Likeness.UNLIKE),
    ],
)
def test_names_are_as_near_as_they_sound(one: str, other: str, expected: Likeness) -> None:
    assert likeness(one, other) is expected
    assert likeness(other, one) is expected


def test_the_same_name_and_day_of_birth_are_likely_one_person() -> None:
    found = compare(person("b", "王建国", "1950-01-02"), person("a", "王建国", "1950-01-02"))
    assert found is not None
    assert (found.first, found.second, found.reasons) == ("a", "b", (Reason.NAME_AND_BIRTH,))
    assert found.rank is Rank.STRONG


def test_what_speaks_against_it_makes_it_less_likely() -> None:
    one = person("a", "王建国", "1950-01-02", tail="1234", sex="1")
    found = compare(one, person("b", "王建国", "1950-01-02", tail="9999", sex="2"))
    assert found is not None
    assert found.differs == {"identity_tail", "sex"}
    assert found.rank is Rank.WEAK


@pytest.mark.parametrize(
    ("other", "is_told"),
    [
        (person("b", "赵六", "1950-01-02", tail="123X"), True),  # a name that changed
        (person("b", "赵六", "1950-01-02", tail="123X", sex="2"), False),  # the number says the sex
        (person("b", "张珊", tail="123X"), True),
        (person("b", "赵六", tail="123X"), False),
        (person("b", "赵六", tail="123X", homes="r1"), True),
        (person("b", "张珊", "1971-12-30", tail="123X"), True),  # the date was mistyped
        (person("b", "张删", "1971-12-30", tail="123X"), True),
        (person("b", "张伞", "1971-12-30", tail="123X"), False),
        (person("b", "赵六", "1971-12-30", tail="123X", homes="r1"), False),
        (person("b", "赵六", "1950-01-02", tail="1230"), False),
    ],
)
def test_the_last_four_characters_tell_only_with_something_else(other: Person, is_told: bool) -> None:
    one = person("a", "张山", "1950-01-02", tail="123X", sex="1", homes="r1")
    found = compare(one, other)
    assert (found is not None and Reason.TAIL in found.reasons) is is_told


@pytest.mark.parametrize(
    ("other", "is_told"),
    [
        (person("b", "李名", homes="r1"), True),
        (person("b", "李敏", homes="r1"), True),
        (person("b", "李敏", "1980-05-06", homes="r9 addr"), True),
        (person("b", "李敏", "1981-05-06", homes="r1"), True),  # one digit
        (person("b", "李敏", "1980-06-05", homes="r1"), True),  # day and month
        (person("b", "李敏", "1983-11-06", homes="r1"), False),  # a sister
        (person("b", "李明", "1983-11-06", homes="r1"), True),
        (person("b", "李敏", "1980", homes="r1"), False),
        (person("b", "李敏", sex="2", homes="r1"), False),
        (person("b", "李名", homes="r2"), False),
        (person("b", "陈光", homes="r1"), False),
    ],
)
def test_names_that_sound_alike_tell_at_one_address(other: Person, is_told: bool) -> None:
    one = person("a", "李明", "1980-05-06", sex="1", homes="r1 addr")
    assert (compare(one, other) is not None) is is_told


def test_the_search_says_how_far_it_is_and_may_be_stopped() -> None:
    people = [person(f"p{at:04}", "王建国", "1950-01-02") for at in range(1_200)]
    said = list(islice(search(people), 7))
    assert [each.done for each in said[:6]] == [500, 1_000, 1_200, 1_700, 2_200, 2_400]
    assert said[6].pairs
    steps = list(search(people))
    assert [each.done for each in steps] == sorted(each.done for each in steps)
    assert {each.total for each in steps} == {13_200}
    assert steps[-1].done <= 13_200


def test_in_a_crowded_house_names_still_tell() -> None:
    crowd = [person(f"p{at:04}", f"{chr(0x4E00 + 7 * at)}建", homes="site") for at in range(400)]
    twins = [person("a", "欧阳修远", homes="site"), person("z", "欧阳秀远", homes="site")]
    found = pairs([twins[0], *crowd, twins[1]])
    assert ("a", "z") in {(each.first, each.second) for each in found}


def test_a_block_of_thousands_gives_no_millions_of_pairs() -> None:
    people = [person(f"p{at:04}", "王建国", "1950-01-02") for at in range(600)]
    assert len(pairs(people)) < 600 * MOST_COMPARED


_NAMES = st.sampled_from(
    [
        "",
        "王建国",
        "王国建",
        "汪建国",
        "王建过",
        "王见锅",
        "李明",
        "李敏",
        "李名",
        "明李",
        "曾乐",
        "曾悦",
        "*",
        "Ann Li",
    ]
)
_PEOPLE = st.lists(
    st.builds(
        Person,
        record=st.just(RecordId("")),
        name=_NAMES,
        birth_date=st.sampled_from(["", "1950-01-02", "1950-02-01", "1951-01-02", "1980-12-12"]),
        tail=st.sampled_from(["", "1234", "123X"]),
        sex=st.sampled_from(["", "1", "2"]),
        homes=st.sampled_from([(), ("r1",), ("r2", "addr"), ("r1", "addr")]),
    ),
    max_size=25,
)


@settings(max_examples=150)
@given(_PEOPLE)
def test_blocks_find_every_pair_that_comparing_everybody_finds(drawn: list[Person]) -> None:
    people = [replace(each, record=RecordId(f"p{at:02}")) for at, each in enumerate(drawn)]
    expected = [found for one, other in combinations(people, 2) if (found := compare(one, other))]
    assert pairs(people) == sorted(expected, key=lambda each: each.order)


@given(_PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(drawn: list[Person], chance: object) -> None:
    people = [replace(each, record=RecordId(f"p{at:02}")) for at, each in enumerate(drawn)]
    assert pairs(people[::-1]) == pairs(people)


def test_nobody_is_a_pair_with_themselves() -> None:
    one = person("a", "王建国", "1950-01-02")
    assert pairs([one, one]) == []


def home(record: str, room: str, *members: str, phones: Sequence[str] = ()) -> Home:
    return Home(RecordId(record), room, frozenset(phones), frozenset(map(RecordId, members)))


def test_households_of_one_flat_may_be_one() -> None:
    same = compare(person("p1", "李明", homes="r1"), person("p2", "李名", homes="r1"))
    assert same is not None
    homes = [
        home("h2", "r1", "p1", phones=["138"]),
        home("h1", "r1", "p2", phones=["138", "139"]),
        home("h3", "r1", "p3"),
        home("h4", "r2", "p4"),
        home("h5", "r2"),
        home("h6", "", "p5", phones=["138"]),
        home("h7", "", "p6", phones=["138"]),
    ]
    found = among_households(homes, [same])
    assert [(each.first, each.second, each.reasons) for each in found] == [
        ("h1", "h2", (Reason.PHONE_IN_FLAT, Reason.PERSON_IN_FLAT)),
        ("h4", "h5", (Reason.EMPTY_IN_FLAT,)),
    ]
    assert [each.rank for each in found] == [Rank.STRONG, Rank.FAIR]


_CELLS: list[dict[str, Value]] = [
    {"phone": "138", "remark": "聋。"},
    {"phone": "", "sex": "1"},
    {"died_on": "2026-01-01", "phone": "139"},
    {},
]


@pytest.mark.parametrize("kept", _CELLS)
@pytest.mark.parametrize("other", _CELLS)
def test_the_preview_of_a_merge_is_what_the_server_makes_of_two_people(kept: Values, other: Values) -> None:
    desk = crowded()
    desk.push(
        desk.sue, *(put(PERSON, name, value, desk.version(PERSON, name)) for name, value in kept.items())
    )
    desk.push(desk.sue, *(put(TWIN, name, value, desk.version(TWIN, name)) for name, value in other.items()))
    before = dict(desk.record(PERSON).cells)
    expected = after_merge(RECORD_TYPES["resident"], before, desk.record(TWIN).cells)
    assert merged(desk, TWIN, PERSON).code == "ok"
    assert desk.record(PERSON).cells == expected


@pytest.mark.parametrize(
    ("day", "tags"), [("2026-03-03", ("volunteer",)), ("2025-01-01", ()), (None, ("contact",))]
)
def test_the_preview_of_a_merge_is_what_the_server_makes_of_two_households(
    day: str | None, tags: Sequence[str]
) -> None:
    desk = crowded()
    desk.push(desk.ann, *(add(HOME, "tags", each) for each in tags))
    if day is not None:
        desk.push(desk.ann, put(HOME, "last_visit", day))
    expected = after_merge(RECORD_TYPES["household"], desk.record(HOME).cells, desk.record(HOME2).cells)
    assert merged(desk, HOME2, HOME).code == "ok"
    assert {name: value for name, value in desk.record(HOME).cells.items() if value != []} == {
        name: value for name, value in expected.items() if value != []
    }
