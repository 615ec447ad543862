"""What leaves a laptop leaves it without a byte: handed-in values, scopes that were taken away."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from sqlalchemy import Connection

from gridclient.actions.sync_status import SyncStatus
from gridclient.db.facts import save
from gridclient.db.search import search
from gridclient.db.sent import Kept, handed_in_about
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId
from gridcore.problems import ProblemError
from gridcore.roles import Role
from gridcore.sync.edits import Create, Edit, Set, decode_edit
from gridcore.wire.sealed import sealed_base
from tests.client.sync.conftest import GRID, Office, Story
from tests.client.sync.homes import household, visit
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]

CANARY = "金丝雀"
NUMBER = "110101194910010011"


def pages(connection: Connection) -> bytes:
    """Everything that the store still holds, in every table, those of the search index too."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    held = []
    for (name,) in names:
        if not name.startswith("sqlite_") and name != "search_words":  # its own tables hold what it holds
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').all():
                held += [each if isinstance(each, bytes) else str(each).encode() for each in row]
    return b"\n".join(held)


async def holds(laptop: Laptop, *texts: str) -> list[str]:
    """Which of these the store still has; characters of an index count one by one."""
    held = await laptop.read(pages)
    return [each for each in texts if each.encode() in held]


async def identity_number(laptop: Laptop) -> tuple[RecordId, RecordId]:
    """A resident, and the number of the identity card that is handed in."""
    home = await household(laptop)
    resident = await laptop.create("resident", household=home, name="王小明")
    made = await laptop.create("resident_identity", resident=resident, document="1", document_number=NUMBER)
    return resident, made


def test_a_handed_in_number_leaves_the_laptop_and_a_line_stays(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker(envelope_key=X25519PrivateKey.generate().public_key().public_bytes_raw())
        await laptop.sync()
        resident, made = await identity_number(laptop)
        assert await laptop.value("resident_identity", made, "document_number") == NUMBER
        await laptop.sync()
        assert office.server.stored[made].cells["paper"] == {"document": "1", "document_number": NUMBER}
        assert await laptop.row("resident_identity", made) is None
        assert await holds(laptop, NUMBER) == []
        lines = await laptop.read(lambda connection: handed_in_about(connection, resident))
        assert [(each.record, each.kind) for each in lines] == [(made, "resident_identity")]
        overview = await SyncStatus(laptop.database, COMMUNITY).overview()
        assert [each.about.words[0] for each in overview.handed_in] == ["王小明"]
        assert overview.is_sealed

    tell(story)


def test_what_goes_back_to_its_author_with_its_form_is_not_handed_in(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker(envelope_key=X25519PrivateKey.generate().public_key().public_bytes_raw())
        home = await household(laptop)
        resident = await laptop.create("resident", household=home, name="王小明")
        await laptop.sync()
        number, grp, at = RecordId("number"), GroupId("form"), laptop.clock.ports.moment()
        paper: dict[str, Value] = {"document": "1", "document_number": NUMBER}
        form: list[Edit] = [
            Create(0, grp, number, "resident_identity", {"resident": resident, "paper": paper}, at=at),
            Set(0, grp, home, "phone", "13900000009", 999_999, at),  # nobody has seen that version
        ]
        await laptop.database.write(lambda connection: save(connection, COMMUNITY, form, at))
        await laptop.sync()
        assert number not in office.server.stored
        page = await SyncStatus(laptop.database, COMMUNITY).overview()
        assert {each.record: each.reason for each in page.refused} == {
            number: "group_refused",
            home: "base_unknown",
        }
        assert await holds(laptop, NUMBER) == [NUMBER], "the server shows it to nobody: its author has it"
        assert not page.handed_in

    tell(story)


def test_a_form_that_was_to_be_handed_in_goes_with_the_last_place_beside_which_that_is(
    tell: Tell,
) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        for kind in ("dispute_report", "danger_report"):
            form = await laptop.records.open_form(kind)
            assert form is not None
            await laptop.records.keep_draft(form, {"said": f"{kind}{CANARY}"})
        assert await holds(laptop, CANARY) == [CANARY]
        office.server.revoke("li", Role.GRID_WORKER, GRID)
        await laptop.sync()
        assert await holds(laptop, CANARY) == []

    tell(story)


def test_what_was_handed_in_can_be_opened_by_the_server_alone(tell: Tell) -> None:
    key = X25519PrivateKey.generate()

    async def story(office: Office) -> None:
        laptop = await office.worker(envelope_key=key.public_key().public_bytes_raw())
        await laptop.sync()
        _, made = await identity_number(laptop)
        await laptop.sync()

        def sealed(connection: Connection) -> Kept:
            row = connection.exec_driver_sql("SELECT n, hash, body FROM sent WHERE record = ?", (made,)).one()
            return Kept(row.n, row.hash.hex(), row.body)

        kept = await laptop.read(sealed)
        suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
        edit = decode_edit(suite.decrypt(kept.body, key, sealed_base(COMMUNITY, kept.n, kept.hash)))
        assert isinstance(edit, Create)
        assert edit.cells["paper"] == {"document": "1", "document_number": NUMBER}
        assert edit.n == kept.n

    tell(story)


def test_without_a_key_of_the_server_the_page_says_that_it_is_not_sealed(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        _, made = await identity_number(laptop)
        await laptop.sync()
        assert await laptop.row("resident_identity", made) is None
        assert not (await SyncStatus(laptop.database, COMMUNITY).overview()).is_sealed

    tell(story)


def test_a_reply_that_was_lost_does_not_keep_a_handed_in_number(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker(envelope_key=X25519PrivateKey.generate().public_key().public_bytes_raw())
        await laptop.sync()
        _, made = await identity_number(laptop)
        laptop.line.lose_reply = True
        with pytest.raises(ProblemError):
            await laptop.sync()
        assert await laptop.value("resident_identity", made, "document_number") == NUMBER
        await laptop.sync()
        assert await holds(laptop, NUMBER) == []

    tell(story)


@pytest.mark.parametrize("has_key", [True, False])
def test_a_scope_that_was_taken_away_leaves_no_byte(tell: Tell, has_key: bool) -> None:
    key = X25519PrivateKey.generate().public_key().public_bytes_raw() if has_key else b""

    async def story(office: Office) -> None:
        laptop = await office.worker(envelope_key=key)
        await laptop.sync()
        home = await household(laptop, address=f"{CANARY}小区1号楼")
        made = await visit(laptop, home, f"{CANARY}身体好")
        await laptop.edit("household", home, remark=f"门前有{CANARY}", phone="13877776666")
        await laptop.sync()
        await laptop.edit("visit", made, said=f"{CANARY}病了")
        await laptop.sync()
        await laptop.records.keep_draft(await laptop.open("household", home), {"remark": f"草稿{CANARY}"})
        form = await laptop.records.open_form("visit", None, {"household": home})
        assert form is not None
        await laptop.records.keep_draft(form, {"household": home, "said": f"草稿{CANARY}"})
        await laptop.edit("household", home, remark=f"还有{CANARY}")
        assert await holds(laptop, CANARY, "金", "13877776666", "6666") == [
            CANARY,
            "金",
            "13877776666",
            "6666",
        ]
        office.server.revoke("li", Role.GRID_WORKER, GRID)
        await laptop.sync()
        assert await holds(laptop, CANARY, "金", "雀", "13877776666", "6666", "jinsiq") == []
        assert await laptop.read(lambda connection: search(connection, CANARY)) == []

    tell(story)


def test_a_scope_is_kept_until_the_last_edit_of_it_was_answered(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        home = await household(laptop)
        await laptop.sync()
        office.server.revoke("li", Role.GRID_WORKER, GRID)

        await laptop.edit("household", home, phone="13900000009")
        request_without_it = laptop.line.server.answer

        def answer_before(body: bytes) -> list[bytes]:
            """The answer to a request that left before the edit was saved."""
            return [line for line in request_without_it(body) if not line.startswith(b'{"h"')]

        laptop.line.server.answer = answer_before  # type: ignore[method-assign]
        await laptop.sync()
        assert await laptop.value("household", home, "phone") == "13900000009"
        laptop.line.server.answer = request_without_it  # type: ignore[method-assign]
        await laptop.sync()
        assert await laptop.rows("household") == []

    tell(story)
