"""One round: what was done goes up once, what is new comes down, and nothing flickers on the way."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from gridclient.db.cursors import ScopeState, cursors
from gridclient.db.numbering import numbers
from gridclient.db.pending import EditState, count_by_state
from gridclient.db.replicas import current_replica
from gridclient.sync.round import fitting
from gridcore.ids import GroupId, RecordId, ReplicaId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import Set
from gridcore.wire.messages import MOST_EDITS, decode_request
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import SCOPE, household
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]


async def states(laptop: Laptop) -> dict[EditState, int]:
    return await laptop.read(lambda connection: count_by_state(connection, COMMUNITY))


async def is_like_the_server(laptop: Laptop) -> bool:
    """Every followed scope has the server's digest."""
    found = await laptop.read(lambda connection: cursors(connection, COMMUNITY))
    return bool(found) and all(each.state is ScopeState.COMPLETE for each in found.values())


def test_what_was_saved_offline_is_on_the_server_after_one_round(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        home = await household(laptop)
        shown = await laptop.row("household", home)
        assert shown is not None
        assert shown.waiting
        assert shown.scope == SCOPE
        end = await laptop.sync()
        assert end.sent == 3
        assert office.server.stored[home].cells["address"] == "幸福小区1号楼301室"
        shown = await laptop.row("household", home)
        assert shown is not None
        assert not shown.waiting
        assert await states(laptop) == {}
        assert await is_like_the_server(laptop)

    tell(story)


def test_own_edits_are_not_sent_back_and_their_versions_are_the_servers(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        home = await household(laptop)
        await laptop.sync()
        await laptop.edit("household", home, tenure="owner", phone="13900005678")
        await laptop.sync()
        assert not any(line.startswith(b'["r"') for line in laptop.line.answers[-1])
        form = await laptop.open("household", home)
        stored = office.server.stored[home]
        assert form.seen.bases == {
            **dict.fromkeys(form.seen.bases, 0),
            "tags": {},
            **{cell: stamp.v for cell, stamp in stored.vers.items()},
        }
        assert await is_like_the_server(laptop)

    tell(story)


def test_two_laptops_see_each_others_work(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang = await office.worker("li"), await office.worker("zhang")
        home = await household(li)
        await li.sync()
        await zhang.sync()
        assert await zhang.value("household", home, "phone") == "13800001234"
        await zhang.edit("household", home, phone="13911112222", tags=["volunteer"])
        await li.edit("household", home, tenure="owner")
        await zhang.sync()
        await li.sync()
        await zhang.sync()
        for laptop in (li, zhang):
            assert await laptop.value("household", home, "phone") == "13911112222"
            assert await laptop.value("household", home, "tenure") == "owner"
            assert await is_like_the_server(laptop)

    tell(story)


@pytest.mark.parametrize("lines", range(12))
def test_an_answer_cut_at_any_line_loses_nothing_and_repeats_nothing(tell: Tell, lines: int) -> None:
    async def story(office: Office) -> None:
        li, zhang = await office.worker("li"), await office.worker("zhang")
        await li.sync()
        for number in range(4):
            await household(zhang, f"{number}号楼")
        await zhang.sync()
        home = await household(li, "9号楼")
        li.line.cut_after = lines
        try:
            await li.sync()
        except ProblemError:
            row = await li.row("household", home)
            assert row is not None
            assert row.values["address"] == "幸福小区1号楼301室"
        await li.sync()
        assert await states(li) == {}
        assert await is_like_the_server(li)
        assert len(await li.rows("household")) == 5
        assert len(office.server.log[ReplicaId("li-1")]) == 3

    tell(story)


def test_a_lost_reply_does_not_repeat_the_edits(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        home = await household(laptop)
        laptop.line.lose_reply = True
        with pytest.raises(ProblemError):
            await laptop.sync()
        assert (await states(laptop))[EditState.WAITING] == 3
        await laptop.edit("household", home, tenure="owner")
        await laptop.sync()
        assert len(office.server.log[ReplicaId("li-1")]) == 4
        assert await laptop.value("household", home, "tenure") == "owner"
        assert await is_like_the_server(laptop)

    tell(story)


def test_an_answered_edit_stays_in_sight_until_its_row_has_come(tell: Tell) -> None:
    """The answer is cut after the head: the edit is answered, its record is not here yet."""

    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        home = await household(laptop)
        laptop.line.cut_after = 1
        with pytest.raises(ProblemError):
            await laptop.sync()
        assert await states(laptop) == {EditState.ANSWERED: 3}
        row = await laptop.row("household", home)
        assert row is not None
        assert row.values["phone"] == "13800001234"
        assert not row.waiting, "it is on the server"
        await laptop.sync()
        assert await states(laptop) == {}
        assert await laptop.value("household", home, "phone") == "13800001234"

    tell(story)


def test_numbers_and_chain_agree_with_the_server(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        await household(laptop)
        await laptop.sync()
        found = await laptop.read(lambda connection: numbers(connection, COMMUNITY))
        assert (found.next_n, found.acked_n) == (4, 3)
        assert found.acked_chain == found.chain == office.server.chains[ReplicaId("li-1")]

    tell(story)


def test_nothing_to_do_is_one_request_without_edits(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await household(laptop)
        await laptop.sync()
        before = len(laptop.line.requests)
        end = await laptop.sync()
        assert len(laptop.line.requests) == before + 1
        assert decode_request(laptop.line.requests[-1]).edits == []
        assert (end.sent, end.received) == (0, 0)

    tell(story)


def test_a_server_that_went_back_stops_sync_and_drops_nothing(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        home = await household(laptop)
        before = await states(laptop)
        laptop.line.change = lambda lines: [b'{"restore":0}']
        end = await laptop.sync()
        assert end.parting is not None
        assert end.parting.mark == "restore"
        assert await states(laptop) == before
        assert await laptop.value("household", home, "phone") == "13800001234"

    tell(story)


class Li(dict[ReplicaId, UserId]):
    """Every replica that is new belongs to Li."""

    def __missing__(self, replica: ReplicaId) -> UserId:
        return UserId("li")


def test_a_copy_marks_nothing_answered_and_goes_on_as_a_new_replica(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        home = await household(laptop)
        office.server.chains[ReplicaId("li-1")] = "f" * 64
        office.server.users = Li(office.server.users)
        end = await laptop.sync()
        assert end.parting is None
        assert end.parted is not None
        assert end.parted.mark == "fork"
        replica = await laptop.read(current_replica)
        assert replica is not None
        assert replica.id != "li-1"
        assert sorted(office.server.log[replica.id]) == [1, 2, 3]
        assert await laptop.value("household", home, "phone") == "13800001234"
        assert await states(laptop) == {}

    tell(story)


def test_a_removed_record_is_gone_everywhere(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang = await office.worker("li"), await office.worker("zhang")
        home = await household(li)
        await li.sync()
        await zhang.sync()
        await li.records.remove(home)
        assert await li.rows("household") == []
        await li.sync()
        await zhang.sync()
        for laptop in (li, zhang):
            assert await laptop.row("household", home) is None
            assert await is_like_the_server(laptop)

    tell(story)


def test_a_farewell_that_comes_twice_is_counted_once(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang = await office.worker("li"), await office.worker("zhang")
        home = await household(li)
        await li.sync()
        await zhang.sync()
        await li.records.remove(home)
        await li.sync()
        zhang.line.change = lambda lines: [
            each for line in lines for each in ([line] * 2 if line[:4] == b'["g"' else [line])
        ]
        assert not (await zhang.sync()).differing
        assert await is_like_the_server(zhang)

    tell(story)


def test_a_scope_that_differs_is_read_once_more_from_a_server_that_compares_nothing(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang = await office.worker("li"), await office.worker("zhang")
        home = await household(zhang)
        await zhang.sync()
        await li.sync()

        def lose(connection: Connection) -> None:
            connection.exec_driver_sql("DELETE FROM confirmed WHERE id = ?", (home,))
            connection.exec_driver_sql("UPDATE cursor SET rows = rows - 1 WHERE scope = ?", (SCOPE,))

        await li.database.write(lose)
        assert (await li.sync()).received > 0
        assert await is_like_the_server(li)
        assert await li.value("household", home, "phone") == "13800001234"

    tell(story)


def test_a_request_never_cuts_a_group() -> None:
    def edits(group: int, count: int) -> list[Set]:
        return [Set(0, GroupId(str(group)), RecordId("r"), "phone", "1", 0) for _ in range(count)]

    whole = [*edits(1, MOST_EDITS - 5), *edits(2, 4), *edits(3, 3)]
    assert len(fitting(whole)) == MOST_EDITS - 1
    heavy = [Set(0, GroupId(str(n)), RecordId("r"), "said", "字" * 100_000, 0) for n in range(9)]
    assert len(fitting(heavy)) == 6


@pytest.mark.parametrize(
    "line",
    [
        b'["r","household","h1",9,[1],{}]',
        b'["r","household","h1",9,{},7]',
        b"{}",
        b'{"c":{}}',
        b"\xff",
        b'["g","\xff"]',
        b'["r","household","h1",9,{"phone":"\xff"},{}]',
        b"[" * 5_000,
    ],
)
def test_an_answer_that_is_garbage_changes_nothing(tell: Tell, line: bytes) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        home = await household(laptop)
        await laptop.sync()
        before = await laptop.read(lambda connection: cursors(connection, COMMUNITY))
        laptop.line.change = lambda lines: [lines[0], line, *lines[1:]]
        with pytest.raises(ProblemError) as caught:
            await laptop.sync()
        assert caught.value.code is ProblemCode.SERVER_GARBAGE
        assert await laptop.read(lambda connection: cursors(connection, COMMUNITY)) == before
        assert await laptop.value("household", home, "phone") == "13800001234"

    tell(story)
