"""Whoever types the beginning of anything that a record is known by finds it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from gridclient.db import shown_rebuild
from gridclient.db.confirmed import write_confirmed
from gridclient.db.facts import save
from gridclient.db.keys import Keys
from gridclient.db.search import search
from gridclient.db.search_rows import Why
from gridclient.db.settings import SEARCH_KEYS, get_setting
from gridclient.db.shown import refresh
from gridclient.db.threads import Database
from gridcore.fields import Value
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.sync.edits import Edit, Remove, Set
from gridcore.sync.stored import Confirmed
from tests.client.db.conftest import in_database

GRID = ScopeId("grid/g1")
AT = "2026-10-29T08:00:00Z"
ZENG = RecordId("zeng")

RECORDS: tuple[tuple[str, str, dict[str, Value]], ...] = (
    (
        "home",
        "household",
        {"address": "幸福花园12号楼3单元301", "phone": "057188886543", "remark": "门前有狗"},
    ),
    ("other", "household", {"address": "和平里5号", "phone": "13800001234", "remark": '100%_\\ "安静"'}),
    ("zeng", "resident", {"household": "home", "name": "曾伟强", "phone": "13900005678"}),
    ("shan", "resident", {"household": "other", "name": "单伟", "phone": ""}),
    ("lv", "resident", {"household": "other", "name": "吕绿"}),
    ("ali", "resident", {"household": "other", "name": "Aliya·Rahman"}),
    ("tower", "household", {"address": "B座5单元0802"}),
    ("min", "resident", {"household": "tower", "name": "敏敏"}),
    ("number", "phone_number", {"resident": "zeng", "phone": "13700009911", "owner": "child"}),
    ("lost", "phone_number", {"phone": "13700009922"}),
    ("visit", "visit", {"household": "home", "said": "老人说腿疼，想去医院。", "visited_on": "2026-01-01"}),
    ("room", "room", {"place": {"building": "b", "room_number": "3-301"}}),
)


def filled(connection: Connection) -> None:
    for kind in shown_rebuild.prepare(connection):
        shown_rebuild.finish(connection, kind)
    made = [Confirmed(RecordId(name), kind, GRID, cells, {}, 1) for name, kind, cells in RECORDS]
    write_confirmed(connection, made)
    refresh(connection, [each.id for each in made])


def found(connection: Connection, text: str) -> list[tuple[str, Why]]:
    return [(each.record, each.why) for each in search(connection, text)]


def told(folder: Path, keys: Keys, story: object) -> None:
    async def happen(database: Database) -> None:
        await database.write(filled)
        await database.write(story)  # type: ignore[arg-type]

    in_database(folder, keys, happen)


TYPED: tuple[tuple[str, str, Why], ...] = (
    ("曾", "zeng", Why.NAME),
    ("曾伟", "zeng", Why.NAME),
    ("强", "zeng", Why.NAME),
    ("zengw", "zeng", Why.PINYIN),
    ("Zeng Wei", "zeng", Why.PINYIN),
    ("zwq", "zeng", Why.INITIALS),
    ("ceng", "zeng", Why.PINYIN),
    ("dan", "shan", Why.PINYIN),
    ("shanwei", "shan", Why.PINYIN),
    ("lü", "lv", Why.PINYIN),
    ("lulu", "lv", Why.PINYIN),
    ("aliya", "ali", Why.NAME),
    ("5678", "zeng", Why.TAIL),
    ("13900005678", "zeng", Why.TAIL),
    ("56", "zeng", Why.TAIL),
    ("6543", "home", Why.TAIL),
    ("12号楼", "home", Why.ADDRESS),
    ("花园", "home", Why.ADDRESS),
    ("3-301", "room", Why.ADDRESS),
    ("12-3-301", "home", Why.ADDRESS),
    ("12-3-30", "home", Why.ADDRESS),
    ("3-301", "home", Why.ADDRESS),
    ("１２－３－３０１", "home", Why.ADDRESS),
    ("12栋3单元0301", "home", Why.ADDRESS),
    ("花园 12-3", "home", Why.ADDRESS),
    ("花园301", "home", Why.ADDRESS),
    ("b-5-802", "tower", Why.ADDRESS),
    ("5单元802", "tower", Why.ADDRESS),
    ("增伟强", "zeng", Why.SOUND),
    ("曾维", "zeng", Why.SOUND),
    ("绿", "lv", Why.NAME),
    ("吕律", "lv", Why.SOUND),
    ("闽", "min", Why.SOUND),
    ("９９１１", "zeng", Why.TAIL),
    ("腿疼", "visit", Why.WORDS),
    ("疼想去", "visit", Why.WORDS),
    ("有狗", "home", Why.WORDS),
)


def test_everything_that_is_typed_finds_its_record(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        missed = [typed for typed in TYPED if (typed[1], typed[2]) not in found(connection, typed[0])]
        assert missed == []

    told(folder, keys, story)


@pytest.mark.parametrize(
    "text", ["%", "_", "\\", '"', "100%", "' OR 1=1", "NEAR(", "words:狗", "AND", " ", ""]
)
def test_what_is_typed_is_never_a_pattern_or_a_query(folder: Path, keys: Keys, text: str) -> None:
    def story(connection: Connection) -> None:
        assert {record for record, _ in found(connection, text)} <= {"other"}

    told(folder, keys, story)


def test_a_hit_leads_to_its_household(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        homes = {
            each.record: each.household
            for text in ("曾", "腿疼", "花园", "3-301")
            for each in search(connection, text)
        }
        assert homes == {"zeng": "home", "visit": "home", "home": "home", "room": None}

    told(folder, keys, story)


def test_numbers_of_an_address_are_whole_ones_side_by_side_but_for_the_last(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        for text in ("2-3-301", "12-301", "12-3-3-301", "12-3-30-", "12-3-01", "和平里3-301", "3-301-12"):
            assert "home" not in {record for record, _ in found(connection, text)}, text

    told(folder, keys, story)


def test_whoever_is_written_as_typed_stands_before_whoever_sounds_so(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        made = [
            Confirmed(RecordId(f"n{place}"), "resident", GRID, {"name": name}, {}, 1)
            for place, name in enumerate(("章维", "张伟", "章伟"))
        ]
        write_confirmed(connection, made)
        refresh(connection, [each.id for each in made])
        assert found(connection, "张伟")[0] == ("n1", Why.NAME)
        assert {*found(connection, "张伟")[1:]} == {("n0", Why.SOUND), ("n2", Why.SOUND)}

    told(folder, keys, story)


def test_a_room_leads_to_whoever_lives_there(folder: Path, keys: Keys) -> None:
    """Or the doors of a tower would crowd out its households."""

    def story(connection: Connection) -> None:
        made = [
            Confirmed(RecordId("door"), "room", GRID, {"place": {"room_number": "0719"}}, {}, 1),
            Confirmed(RecordId("there"), "household", GRID, {"room": "door", "address": "0719"}, {}, 1),
            Confirmed(RecordId("empty"), "room", GRID, {"place": {"room_number": "0719"}}, {}, 1),
        ]
        write_confirmed(connection, made)
        refresh(connection, [each.id for each in made])
        assert [(each.record, each.household) for each in search(connection, "0719")] == [
            ("there", "there"),
            ("empty", None),
        ]

    told(folder, keys, story)


def test_a_further_phone_finds_whose_it_is(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        (hit,) = search(connection, "9911")
        assert (hit.record, hit.kind, hit.household, hit.why) == ("zeng", "resident", "home", Why.TAIL)
        assert search(connection, "9922") == [], "of a number whose owner is not here nothing is told"

    told(folder, keys, story)


def test_what_a_record_was_known_by_before_finds_it_no_more(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        edits: list[Edit] = [
            Set(0, GroupId("g"), RecordId("zeng"), "name", "赵四", 1, AT),
            Set(0, GroupId("g"), RecordId("visit"), "said", "一切都好", 1, AT),
            Remove(0, GroupId("g"), RecordId("other"), 1, AT),
        ]
        save(connection, CommunityId("c"), edits, AT)
        assert all(found(connection, text) == [] for text in ("曾", "zengw", "zwq", "腿疼", "和平里", "安静"))
        assert found(connection, "zhaosi") == [("zeng", Why.PINYIN)]
        assert found(connection, "都好") == [("visit", Why.WORDS)]

    told(folder, keys, story)


def test_parts_of_names_are_found_as_they_are_now_at_every_look(folder: Path, keys: Keys) -> None:
    """The reading connection remembers names: not for a moment longer than they are true."""

    def renamed(name: str) -> Callable[[Connection], None]:
        def story(connection: Connection) -> None:
            save(connection, CommunityId("c1"), [Set(0, GroupId("g"), ZENG, "name", name, 1, AT)], AT)

        return story

    async def happen(database: Database) -> None:
        await database.write(filled)
        assert await database.read(partial(found, text="伟强")) == [("zeng", Why.NAME)]
        await database.write(renamed("曾秀英"))
        assert await database.read(partial(found, text="伟强")) == []
        assert await database.read(partial(found, text="秀英")) == [("zeng", Why.NAME)]
        await database.write(renamed("曾伟强"))
        assert await database.read(partial(found, text="伟强")) == [("zeng", Why.NAME)]

    in_database(folder, keys, happen)


def test_a_visit_leaves_what_is_remembered_of_names(folder: Path, keys: Keys) -> None:
    """Or the first key of each search would read all of them again while a sync brings visits."""

    def story(connection: Connection) -> None:
        before = get_setting(connection, SEARCH_KEYS)
        visit = Confirmed(RecordId("v2"), "visit", GRID, {"household": "home", "said": "睡得不好"}, {}, 2)
        write_confirmed(connection, [visit])
        refresh(connection, [visit.id])
        assert found(connection, "睡得") == [("v2", Why.WORDS)]
        assert get_setting(connection, SEARCH_KEYS) == before
        save(connection, CommunityId("c1"), [Set(0, GroupId("g"), ZENG, "name", "曾秀英", 1, AT)], AT)
        assert get_setting(connection, SEARCH_KEYS) > before

    told(folder, keys, story)


def test_a_part_never_reaches_from_one_name_into_the_next(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        for text in ("伟曾", "强吕", "绿", "伟强吕", "绿 曾"):
            both = [record for record, why in found(connection, text) if why is Why.NAME]
            assert both == (["lv"] if text == "绿" else [])

    told(folder, keys, story)


def test_of_many_with_a_part_as_many_are_found_as_are_wanted(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        made = [
            Confirmed(RecordId(f"r{at:02}"), "resident", GRID, {"household": "home", "name": name}, {}, 1)
            for at, name in enumerate(["赵国庆"] * 9 + ["钱国庆"] * 9)
        ]
        write_confirmed(connection, made)
        refresh(connection, [each.id for each in made])
        hits = [each.record for each in search(connection, "国庆", 12)]
        assert len(hits) == len({*hits}) == 12
        assert len(search(connection, "国庆", 50)) == 18

    told(folder, keys, story)


def test_the_likeliest_stands_first_and_nobody_twice(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        made = [
            Confirmed(RecordId(f"n{place}"), "resident", GRID, {"name": name}, {}, 1)
            for place, name in enumerate(("伟大", "大伟", "王伟"))
        ]
        write_confirmed(connection, made)
        refresh(connection, [each.id for each in made])
        hits = found(connection, "伟")
        assert hits[0] == ("n0", Why.NAME)
        assert len(hits) == len({record for record, _ in hits}) == 5
        assert len(search(connection, "伟", 2)) == 2

    told(folder, keys, story)
