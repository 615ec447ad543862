"""The demo community has the totals and shares that it promises, and nothing that could be real."""

import datetime
import hashlib
import re
from collections import Counter
from itertools import groupby

import msgspec
import pytest

from demo.community import GRIDS, SEED, Community, NewRecord, community, community_code, sub_district, tiny
from demo.names import RARE_CHARACTERS, chinese_number, community_name
from demo.people import COUNTED_ON, Numbers
from gridcore.codes.divisions import check_division, check_place_code
from gridcore.fields import FieldKind
from gridcore.forbidden import forbidden_topic
from gridcore.identity_number import birth_and_sex, check_identity_number
from gridcore.ids import CommunityId, GroupId, RecordId, ReplicaId, UserId
from gridcore.permissions import sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.rules import broken_rule
from gridcore.shapes import fits_cell
from gridcore.sync.edits import Create
from gridcore.sync.known import Author
from gridcore.sync.outcomes import OK
from gridcore.sync.take import take
from gridcore.validation import check_values
from tests.demo.conftest import TODAY
from tests.fakes.memory_server import MemoryServer

FIRST_SYNC_ORDER = (
    *("community", "grid", "building", "room", "facility", "household", "resident", "membership"),
    *("phone_number", "resident_identity", "care_plan", "consent", "aid_pair", "care_reason", "visit"),
    *("aid_project", "aid_grant"),
    *("patrol_plan", "patrol_point", "patrol", "patrol_check"),
)


@pytest.fixture(scope="module")
def records(made: Community) -> list[NewRecord]:
    return list(made.records(with_states=True))


def ages(made: Community) -> list[int]:
    return [person.age_on(COUNTED_ON) for home in made.households for person in home.people]


def test_the_totals_are_those_of_the_community_that_was_written_about(made: Community) -> None:
    assert (len(made.households), made.people, len(made.grids), len(made.estates)) == (3306, 11108, 20, 13)
    assert {room.building.estate for grid in made.grids for room in grid.rooms} == set(made.estates)
    assert made.code == "999901001001"


def test_records_come_in_the_order_of_a_first_sync(records: list[NewRecord]) -> None:
    assert [kind for kind, _ in groupby(records, key=lambda each: each.kind)] == list(FIRST_SYNC_ORDER)
    assert len({each.id for each in records}) == len(records)


def test_every_cell_fits_its_declared_shape(records: list[NewRecord]) -> None:
    wrong = [
        (each.kind, name)
        for each in records
        for name, value in each.cells.items()
        if not fits_cell(RECORD_TYPES[each.kind].cells[name], value)
    ]
    assert not wrong


def test_records_are_complete_and_break_no_rule(records: list[NewRecord]) -> None:
    seen: set[str] = set()
    for each in records:
        declared = RECORD_TYPES[each.kind]
        problems = check_values(declared, declared.values_of(each.cells), today=TODAY, allow_demo=True)
        seen |= {f"{each.kind}.{found.field}: {found.code}" for found in problems}
        assert broken_rule(each.kind, each.cells) is None
    assert not seen


def test_every_link_leads_to_a_record_of_its_kind_and_children_lie_beside_their_parents(
    records: list[NewRecord],
) -> None:
    known = {each.id: each for each in records}
    for each in records:
        declared = RECORD_TYPES[each.kind]
        values = declared.values_of(each.cells)
        for name, field in declared.fields.items():
            target = values[name]
            if field.kind is FieldKind.LINK and target is not None:
                assert isinstance(target, str)
                assert known[RecordId(target)].kind == field.link
        if declared.parent is not None:
            parent = known[RecordId(str(values[declared.parent]))]
            assert each.scope == sibling_scope(declared, parent.scope)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    def fingerprint(seed: int) -> str:
        return hashlib.sha256(msgspec.json.encode(list(tiny(seed).records()))).hexdigest()

    assert fingerprint(SEED) == fingerprint(SEED)
    assert fingerprint(SEED) != fingerprint(SEED + 1)


def test_people_stay_the_same_whenever_the_demo_starts_and_however_many_visits_it_has(
    made: Community,
) -> None:
    later = community(today=TODAY + datetime.timedelta(days=40), visits=500)
    assert later.households == made.households


def test_nothing_can_be_a_real_persons(made: Community) -> None:
    people = [person for home in made.households for person in home.people]
    numbers = [person.identity_number for person in people if person.identity_number]
    phones = [person.phone for person in people if person.phone]
    assert len(set(numbers)) == len(numbers) > 10_500
    assert len(set(phones)) == len(phones) > 8_000
    assert all(re.fullmatch("100[0-9]{8}", phone) for phone in phones)
    for person in people:
        if person.identity_number is not None:
            assert person.identity_number.startswith("999901")
            assert check_identity_number(person.identity_number, today=TODAY, allow_demo=True) == ()
            assert birth_and_sex(person.identity_number) == (person.birth_date, person.sex)
    assert check_division(made.code, allow_demo=True) is None
    assert check_division(made.code) == "division_province"
    assert "演示" in made.name


def test_codes_of_places_are_in_form_and_never_twice(records: list[NewRecord]) -> None:
    for kind in ("grid", "building"):
        codes = [str(each.cells["code"]) for each in records if each.kind == kind]
        assert len(set(codes)) == len(codes)
        assert all(check_place_code("grid" if kind == "grid" else "building", code) is None for code in codes)


def test_words_touch_no_topic_that_is_left_out(records: list[NewRecord]) -> None:
    words = {
        str(each.cells[name])
        for each in records
        for name in ("said", "remark", "helper", "address", "name")
        if name in each.cells
    }
    assert len(words) > 20_000
    assert {forbidden_topic(text, free_text=True) for text in words} == {None}


def test_rooms_are_vacant_and_rented_as_often_as_expected(made: Community) -> None:
    used, rooms = Counter(made.rooms.values()), len(made.rooms)
    assert used["vacant"] / rooms == pytest.approx(0.08, abs=0.01)
    assert used["rented"] / rooms == pytest.approx(0.12, abs=0.005)
    assert used["occupied"] + used["rented"] == 3306
    buildings = [building for grid in made.grids for building in grid.buildings]
    towers = Counter(each.floors for each in buildings if each.layout == "tower")
    assert towers[6] / towers.total() == pytest.approx(0.70, abs=0.08)
    assert set(towers) <= {6, 11, *range(18, 27)}
    assert any(each.layout == "courtyard" for each in buildings)
    assert all(room.unit == 0 for grid in made.grids for room in grid.rooms if room.address.endswith("号"))


def test_ages_and_sexes_are_those_of_the_census(made: Community) -> None:
    found = ages(made)
    share = {
        "0-14": sum(age <= 14 for age in found),
        "15-59": sum(15 <= age < 60 for age in found),
        "60+": sum(age >= 60 for age in found),
        "65+": sum(age >= 65 for age in found),
        "80+": sum(age >= 80 for age in found),
        "0-13": sum(age < 14 for age in found),
    }
    expected = {"0-14": 179.5, "15-59": 633.5, "60+": 187, "65+": 135, "80+": 25, "0-13": 160}
    tolerance = {"80+": 4}
    for group, per_thousand in expected.items():
        assert share[group] / len(found) * 1000 == pytest.approx(
            per_thousand, abs=tolerance.get(group, 16)
        ), group
    men = sum(person.sex == "1" for home in made.households for person in home.people)
    assert men / made.people == pytest.approx(0.5124, abs=0.015)


def test_families_hold_together(made: Community) -> None:
    for home in made.households:
        head, *others = home.people
        assert head.relation == "02"
        assert len({person.name for person in home.people}) == len(home.people)
        for person in others:
            gap = head.age_on(COUNTED_ON) - person.age_on(COUNTED_ON)
            if person.relation == "10":
                assert person.sex != head.sex
                assert abs(gap) <= 8
            elif person.relation in ("20", "30"):
                assert gap >= 15
            elif person.relation in ("51", "52", "53", "54", "55", "56"):
                assert -gap >= 15
            elif person.relation in ("41", "42", "43", "44"):
                assert gap >= 37


def test_names_are_believable_and_some_are_hard_to_write(made: Community) -> None:
    names = [person.name for home in made.households for person in home.people]
    assert all(re.fullmatch(r"[㐀-鿿]{2,4}", name) for name in names)
    assert all(any(rare in name for name in names) for rare in RARE_CHARACTERS)
    assert 0.003 < sum(any(rare in name for rare in RARE_CHARACTERS) for name in names) / len(names) < 0.01
    surnames = Counter(name[0] for name in names)
    assert surnames.most_common(3)[0][1] < len(names) * 0.09
    assert len(set(names)) > len(names) * 0.6


def test_the_workload_has_exactly_the_visits_that_were_asked_for() -> None:
    asked = community(today=TODAY, visits=20_000)
    assert len(asked.visits) == 20_000
    words = [len(visit.said.encode()) for visit in asked.visits]
    assert sum(words) / len(words) == pytest.approx(400, rel=0.05)
    assert len({visit.said for visit in asked.visits}) > 18_500
    assert community(today=TODAY, visits=0).visits == ()


def test_a_creation_leaves_its_state_to_the_machine(made: Community) -> None:
    machines = {kind: declared.machine_cell for kind, declared in RECORD_TYPES.items()}
    assert not any(machines[each.kind] in each.cells for each in made.records())
    states = Counter(
        each.cells["approval"] for each in made.records(with_states=True) if each.kind == "visit"
    )
    assert set(states) == {"approved", "submitted", "returned"}
    assert states["approved"] > 0.9 * states.total()


def test_every_record_is_accepted_as_a_creation() -> None:
    small = tiny()
    system = Author(
        *(UserId("import"), "import", ReplicaId("import"), CommunityId(small.code), (), frozenset()),
        is_system=True,
    )
    edits = [
        Create(n, GroupId(str(n)), each.id, each.kind, each.cells, each.scope)
        for n, each in enumerate(small.records(), 1)
    ]
    taken = take(MemoryServer(), system, edits)
    assert {each.outcome for each in taken.decided} == {OK}
    assert {(each.id, each.scope) for each in taken.records} == {
        (each.id, each.scope) for each in small.records()
    }


def test_the_shared_households_are_there(made: Community) -> None:
    tags = Counter(tag for home in made.households for tag in home.tags)
    assert min(tags[tag] for tag in ("service_post", "volunteer", "contact")) > 50


@pytest.mark.long
def test_a_sub_district_has_seventeen_communities_and_about_130_000_people() -> None:
    people, households, numbers, grids = 0, 0, set[str](), 0
    for each in sub_district("average", today=TODAY):
        people += each.people
        households += len(each.households)
        grids += len(each.grids)
        numbers |= {p.identity_number for home in each.households for p in home.people if p.identity_number}
    assert grids == 130
    assert people == pytest.approx(130_000, rel=0.05)
    assert people / households == pytest.approx(2.62, abs=0.02)
    assert len(numbers) > 0.95 * people


def test_a_community_of_average_size_has_the_mean_household_of_the_census() -> None:
    assert (len(GRIDS["average"]), sum(GRIDS["average"])) == (17, 130)
    made = next(sub_district("average", today=TODAY))
    assert made.people / len(made.households) == pytest.approx(2.62, abs=0.01)
    assert made.people / len(made.grids) == pytest.approx(1_000, rel=0.15)
    alone = sum(len(home.people) == 1 for home in made.households)
    assert alone / len(made.households) == pytest.approx(0.254, abs=0.01)


def test_a_stress_community_is_people_without_care() -> None:
    assert (len(GRIDS["stress"]), sum(GRIDS["stress"])) == (200, 1595)
    made = community("stress", today=TODAY, number=200)
    assert (made.plans, made.visits) == ((), ())
    assert made.people > 5_000
    assert made.code == "999901012013"


def test_the_tiny_one_has_one_grid_with_twelve_households() -> None:
    small = tiny()
    assert (len(small.grids), len(small.households), small.people) == (1, 12, 40)
    assert small.plans
    assert small.visits


def test_nobody_is_counted_before_the_count() -> None:
    with pytest.raises(ValueError, match="counted"):
        community(today=COUNTED_ON - datetime.timedelta(days=1))


def test_communities_are_numbered_and_named() -> None:
    assert [community_code(number) for number in (1, 17, 18)] == [
        *("999901001001", "999901001017", "999901002001"),
    ]
    assert len({community_name(number) for number in range(1, 201)}) == 200
    assert [chinese_number(number) for number in (3, 10, 12, 20, 101, 110, 130)] == [
        *("三", "十", "十二", "二十", "一百零一", "一百一十", "一百三十"),
    ]


def test_numbers_are_handed_out_once() -> None:
    numbers = Numbers()
    phones = {numbers.phone() for _ in range(5_000)}
    assert len(phones) == 5_000
