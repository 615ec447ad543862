"""The server was restored after a laptop was copied: whichever of the two comes first, no edit is lost."""

from collections.abc import Callable, Sequence

import msgspec
import pytest

from gridclient.db.went_back import count_again
from gridclient.sync import handed_in
from gridclient.sync.parting import go_on
from gridclient.sync.parts import Parting
from gridcore.ids import RecordId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import GENESIS, Set, edit_hash
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import household
from tests.client.sync.laptop import Laptop
from tests.client.sync.test_round import Li, is_like_the_server, states
from tests.fakes.memory_past import SameEnvelopes, backed_up, put_back
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
KEY = b"\x07" * 32
NUMBER = "11010519491231002X"


def said(office: Office, home: RecordId, cell: str) -> list[object]:
    """Everything that was ever said for one cell of a household, as the restored server heard it."""
    edits = [each.decided.edit for each in office.server.entries]
    return [each.value for each in edits if isinstance(each, Set) and (each.id, each.cell) == (home, cell)]


def each_is_there_once(office: Office) -> bool:
    """Whether no edit was taken under two numbers."""
    seen = [
        edit_hash(msgspec.structs.replace(each.decided.edit, n=0))
        for each in office.server.entries
        if each.decided.edit.grp
    ]
    return len(seen) == len({*seen})


def lost_on_the_way() -> list[bytes]:
    """The line fails before the answer is there."""
    raise ProblemError(ProblemCode.SERVER_UNREACHABLE)


async def hand_in(laptop: Laptop, person: RecordId) -> RecordId:
    """A number of a paper: its author does not get it back."""
    return await laptop.create("resident_identity", resident=person, document="1", document_number=NUMBER)


async def a_day_of_two(office: Office) -> tuple[Laptop, Laptop, RecordId]:
    """A backup, a copied folder, and after it a day of work on either computer; only one was online."""
    office.server.users = Li(office.server.users)
    laptop = await office.worker(envelope_key=KEY)
    await laptop.sync()
    home = await household(laptop)
    await laptop.sync()
    return laptop, await office.copy_of(laptop), home


async def come(laptops: Sequence[Laptop]) -> None:
    for _ in range(3):
        for each in laptops:
            await each.sync()


async def check_at_rest(office: Office, laptops: Sequence[Laptop]) -> None:
    for each in laptops:
        assert await states(each) == {}
        assert await each.read(lambda connection: count_again(connection, COMMUNITY)) == 0
        assert await is_like_the_server(each)
    assert each_is_there_once(office)


@pytest.mark.parametrize("first", ["the copy", "the original"])
@pytest.mark.parametrize("of_copy", [1, 2, 4])
def test_what_either_had_sent_or_saved_is_there_once_whichever_comes_back_first(
    tell: Tell, first: str, of_copy: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy has fewer new edits than the original had sent, as many, or more."""
    monkeypatch.setattr(handed_in, "ENVELOPES", SameEnvelopes())

    async def story(office: Office) -> None:
        laptop, other, home = await a_day_of_two(office)
        backup = backed_up(office.server)
        await laptop.edit("household", home, phone="13900000001")
        await laptop.sync()
        await laptop.edit("household", home, remark="先说的。")
        await laptop.sync()
        await laptop.edit("household", home, phone="13900000003")  # not sent when the server burns
        for number in range(of_copy):
            await other.edit("household", home, tenure=("owner", "rented")[number % 2])
        put_back(office.server, backup)
        laptops = [other, laptop] if first == "the copy" else [laptop, other]
        await come(laptops)
        assert said(office, home, "phone") == ["13900000001", "13900000003"]
        assert len(said(office, home, "tenure")) == of_copy
        for each in laptops:
            assert await each.value("household", home, "phone") == "13900000003"
            assert await each.value("household", home, "remark") == "先说的。"
        await check_at_rest(office, laptops)

    tell(story)


def test_what_was_handed_in_or_refused_comes_again_too(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number of a paper that its author gets back no more, and a word that the server did not accept."""
    monkeypatch.setattr(handed_in, "ENVELOPES", SameEnvelopes())

    async def story(office: Office) -> None:
        laptop, other, home = await a_day_of_two(office)
        backup = backed_up(office.server)
        person = await laptop.create("resident", household=home, name="王小小", status="lives_here")
        paper = await hand_in(laptop, person)
        await laptop.edit("household", home, remark="先说的。")
        await laptop.sync()
        for number in range(9):
            await other.edit("household", home, phone=f"1390000000{number}")
        for _ in range(2):  # the second fire comes after what was carried over had been sent
            put_back(office.server, backup)
            await come([other, laptop])
            assert office.server.stored[paper].cells["paper"] == {"document": "1", "document_number": NUMBER}
            assert await laptop.value("household", home, "remark") == "先说的。"
            assert await laptop.row("resident_identity", paper) is None
            await check_at_rest(office, [laptop, other])

    tell(story)


def test_a_store_that_breaks_before_it_has_sent_again_still_does(
    tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal knows what was carried over, also what this laptop cannot read."""
    monkeypatch.setattr(handed_in, "ENVELOPES", SameEnvelopes())

    async def story(office: Office) -> None:
        laptop, other, home = await a_day_of_two(office)
        backup = backed_up(office.server)
        person = await laptop.create("resident", household=home, name="王小小", status="lives_here")
        paper = await hand_in(laptop, person)
        await laptop.sync()
        for number in range(9):
            await other.edit("household", home, phone=f"1390000000{number}")
        put_back(office.server, backup)
        await other.sync()
        third = len(laptop.line.requests) + 3
        laptop.line.change = lambda lines: lines if len(laptop.line.requests) < third else lost_on_the_way()
        with pytest.raises(ProblemError):
            await laptop.sync()
        laptop.line.change = lambda lines: lines
        assert await laptop.read(lambda connection: count_again(connection, COMMUNITY)) > 0
        await office.repaired(laptop)
        await come([laptop, other])
        assert office.server.stored[paper].cells["paper"] == {"document": "1", "document_number": NUMBER}
        assert await laptop.value("resident", person, "name") == "王小小"
        await check_at_rest(office, [laptop, other])

    tell(story)


def test_what_both_send_again_at_once_is_there_once(tell: Tell) -> None:
    """The line fails after one has heard of the restore; when it comes again, the other has sent it all."""

    async def story(office: Office) -> None:
        office.server.users = Li(office.server.users)
        laptop = await office.worker()
        await laptop.sync()
        backup = backed_up(office.server)
        home = await household(laptop)
        await laptop.sync()
        other = await office.copy_of(laptop)
        await other.edit("household", home, tenure="owner")
        put_back(office.server, backup)
        went_back = Parting("restore", 0, GENESIS, office.server.epoch, past=[])
        assert await go_on(laptop.database, laptop.clock.ports, went_back)
        await other.sync()
        await come([laptop, other])
        assert said(office, home, "tenure") == ["owner"]
        await check_at_rest(office, [laptop, other])

    tell(story)
