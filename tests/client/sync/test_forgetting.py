"""What two supervisors erased leaves a laptop without a byte; what comes too late goes as well."""

from collections.abc import Callable

import pytest

from gridclient.db.confirmed import rows_of_scope
from gridclient.db.cursors import cursor_of
from gridclient.db.pending import set_aside
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.problems import ProblemError
from gridcore.roles import Role
from gridcore.sync.edits import Erase, Step
from gridcore.sync.stored import digest, digest_text
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import household
from tests.client.sync.laptop import Laptop
from tests.client.sync.test_leaving import holds
from tests.fakes.memory_client import MemoryClient
from tests.fakes.memory_server import COMMUNITY, MemoryServer

Tell = Callable[[Story], None]

NAME, PHONE, REMARK, DRAFT = "金丝雀", "13912340000", "独居老人", "尚未保存"


def erased_by_two(server: MemoryServer, record: RecordId) -> None:
    """One supervisor asks and another one agrees, each from a laptop of their own."""
    sue, sam = (MemoryClient(server.enrol(each, (Role.SUPERVISOR, COMMUNITY))) for each in ("sue", "sam"))
    server.push(sue.replica, [Erase(1, GroupId("g"), record)])
    proposal = next(
        each
        for each in server.stored.values()
        if each.kind == "proposal" and each.cells.get("cell") == "erase"
    )
    saw = {"value": proposal.seq}
    accept = Step(1, GroupId("g"), proposal.id, "progress", "open", "accepted", proposal.seq, "", saw)
    verdicts, _ = server.push(sam.replica, [accept])
    assert [each.code for each in verdicts] == ["ok"]


async def somebody(laptop: Laptop) -> RecordId:
    home = await household(laptop)
    made = await laptop.create("resident", household=home, name=NAME, phone=PHONE)
    await laptop.sync()
    await laptop.edit("resident", made, remark=REMARK)
    await laptop.sync()
    form = await laptop.open("resident", made)
    await laptop.records.keep_draft(form, {"remark": DRAFT})
    return made


def test_of_what_was_erased_no_byte_stays(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        made = await somebody(laptop)
        assert await holds(laptop, NAME, PHONE, REMARK, DRAFT) == [NAME, PHONE, REMARK, DRAFT]
        erased_by_two(office.server, made)
        await laptop.sync()
        assert await laptop.row("resident", made) is None
        assert await holds(laptop, NAME, PHONE, REMARK, DRAFT) == []

    tell(story)


def test_an_edit_that_comes_too_late_is_sent_and_then_forgotten(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        made = await somebody(laptop)
        await laptop.edit("resident", made, phone="13700001111")
        erased_by_two(office.server, made)
        end = await laptop.sync()
        assert end.sent == 1
        assert await holds(laptop, NAME, PHONE, REMARK, DRAFT, "13700001111") == []
        assert await laptop.read(lambda connection: set_aside(connection, COMMUNITY)) == []
        assert "13700001111" not in repr(office.server.log)

    tell(story)


def test_a_scope_is_counted_without_what_was_erased_before_its_rows_have_come(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        made = await somebody(laptop)
        await laptop.edit("resident", made, phone="13700001111")
        erased_by_two(office.server, made)
        laptop.line.cut_after = 1
        with pytest.raises(ProblemError):
            await laptop.sync()
        grid = ScopeId("grid/grid-1")
        held = await laptop.read(lambda connection: cursor_of(connection, COMMUNITY, grid))
        rows = await laptop.read(lambda connection: rows_of_scope(connection, grid))
        assert made not in {record for record, _ in rows}, "the head alone says that it was erased"
        assert held is not None
        assert (held.rows, digest_text(held.total)) == (len(rows), digest(rows))
        assert not (await laptop.sync()).differing

    tell(story)


def test_a_form_that_stands_open_leaves_nothing_of_what_was_erased(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        made = await somebody(laptop)
        form = await laptop.open("resident", made)
        erased_by_two(office.server, made)
        await laptop.sync()
        await laptop.records.keep_draft(form, {"remark": DRAFT})
        assert await holds(laptop, NAME, REMARK, DRAFT) == []
        await laptop.save(form, None, remark=DRAFT)
        await laptop.sync()
        assert await holds(laptop, NAME, REMARK, DRAFT) == []
        assert await laptop.read(lambda connection: set_aside(connection, COMMUNITY)) == []

    tell(story)


def test_what_others_wrote_stays(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        made = await somebody(laptop)
        home = await household(laptop, "2号楼", "光明路9号")
        await laptop.sync()
        erased_by_two(office.server, made)
        await laptop.edit("household", home, phone="13655554444")
        await laptop.sync()
        assert await laptop.value("household", home, "phone") == "13655554444"
        assert await holds(laptop, "光明路9号") == ["光明路9号"]

    tell(story)
