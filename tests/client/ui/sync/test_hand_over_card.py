"""Handing over by file: the card writes what it says, and a file that is wrong is told in words."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gridclient.actions.hand_over import HandOver, Luggage, TakenIn, Written
from gridclient.db.blob_files import BlobFolder
from gridclient.db.enrolments import keep_enrolment
from gridclient.db.folders import write_durably
from gridclient.db.identity import Identity
from gridclient.db.replicas import Replica
from gridclient.ui.problem_text import problem_text
from gridclient.ui.sync.hand_over_card import HandOverCard
from gridcore.ids import DeviceId, ReplicaId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.bundles import BundleKind, take_apart
from tests.client.ui.conftest import until
from tests.client.ui.file_dialogs import file_dialog, file_dialogs, save_as
from tests.client.ui.visits.store import COMMUNITY, WORKER, Store


async def enrolled(store: Store) -> None:
    """Keys of a server and of this laptop."""
    device, own, server = (
        Ed25519PrivateKey.generate(),
        X25519PrivateKey.generate(),
        X25519PrivateKey.generate(),
    )
    known = Identity(
        user=UserId("li"),
        user_name=WORKER,
        community=COMMUNITY,
        device=DeviceId("d"),
        server_key=Ed25519PrivateKey.generate().public_key().public_bytes_raw(),
        envelope_key=server.public_key().public_bytes_raw(),
        own_envelope_key=own.private_bytes_raw(),
    )
    replica = Replica(ReplicaId("r"), "", DeviceId("d"), UserId("li"), device.private_bytes_raw())
    await store.database.write(lambda c: keep_enrolment(c, "https://office", "", replica, known, ""))


def card_of(qtbot: QtBot, store: Store) -> tuple[HandOverCard, list[str]]:
    card = HandOverCard(HandOver(store.database, store.ports, WORKER, BlobFolder(Path("nowhere"))))
    said: list[str] = []
    card.told.connect(said.append)
    qtbot.addWidget(card)
    card.show()
    return card, said


async def test_the_file_lies_where_the_user_said_and_is_for_the_office(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    await enrolled(store)
    card, said = card_of(qtbot, store)
    QTest.mouseClick(card.write_button, Qt.MouseButton.LeftButton)
    dialog = await file_dialog()
    assert WORKER in dialog.selectedFiles()[0]
    save_as(dialog, tmp_path / "over")
    await until(lambda: bool(said))
    assert "0 change(s) are in over.gridsync" in said[0]
    header = take_apart((tmp_path / "over.gridsync").read_bytes()).header
    assert (header.kind, header.sender) == (BundleKind.REQUESTS, "d")


class Suitcase(HandOver):
    """One with photos that wait, and with room as its reader says."""

    asked: list[int]
    waiting = Luggage(3, 1_250_000)

    async def luggage(self) -> Luggage:
        return self.waiting

    async def write(self, path: Path, most_bytes: int = 0) -> Written:
        self.asked = [most_bytes]
        return Written(2, 1, 2, 4)

    async def read(self, path: Path) -> TakenIn:
        self.waiting = Luggage(0, 0, 1)
        return TakenIn(5, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows the folder says who may read")
async def test_whoever_may_read_files_beside_it_may_carry_the_file_and_nobody_else(
    store: Store, tmp_path: Path
) -> None:
    """It is sealed for the office, whose people have another account; what is private stays private."""
    (tmp_path / "plain").touch()
    await enrolled(store)
    path = tmp_path / "stick.gridsync"
    await HandOver(store.database, store.ports, WORKER, BlobFolder(Path("nowhere"))).write(path)
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode
    write_durably(tmp_path / "private", b"")
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600


async def test_the_user_sees_how_much_waits_and_chooses_how_much_goes_along(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    suitcase = Suitcase(store.database, store.ports, WORKER, BlobFolder(tmp_path))
    card = HandOverCard(suitcase)
    said: list[str] = []
    card.told.connect(said.append)
    qtbot.addWidget(card)
    card.show()
    await until(card.along.isVisible)
    assert "1.2 MB" in card.waiting.text()
    card.along.setCurrentIndex(1)
    await card.write(tmp_path / "over.gridsync")
    assert suitcase.asked == [10_000_000]
    assert "4 photo(s) or paper(s) are to come with the answer. 2 photo(s) or paper(s) are left" in said[0]


async def test_photos_that_were_opened_are_told_before_and_after_they_come(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    suitcase = Suitcase(store.database, store.ports, WORKER, BlobFolder(tmp_path))
    suitcase.waiting = Luggage(0, 0, 4)
    card = HandOverCard(suitcase)
    said: list[str] = []
    card.told.connect(said.append)
    qtbot.addWidget(card)
    card.show()
    await until(card.along.isVisible)
    assert card.waiting.text() == "4 photo(s) or paper(s) that you opened can come back."
    await card.read(tmp_path / "over.answer.gridsync")
    assert said == ["The answer was read: 5 record(s) came. 3 photo(s) or paper(s) came, too."]
    await until(lambda: card.waiting.text().startswith("1 "))


async def test_once_all_photos_have_arrived_nothing_is_asked_any_more(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    suitcase = Suitcase(store.database, store.ports, WORKER, BlobFolder(tmp_path))
    card = HandOverCard(suitcase)
    qtbot.addWidget(card)
    card.show()
    await until(card.along.isVisible)
    suitcase.waiting = Luggage(0, 0)
    card.reload()
    await until(lambda: not card.along.isVisible())
    assert card.waiting.isHidden()


async def test_leaving_the_dialog_writes_nothing(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    await enrolled(store)
    card, said = card_of(qtbot, store)
    QTest.mouseClick(card.read_button, Qt.MouseButton.LeftButton)
    (await file_dialog()).reject()
    await until(lambda: not file_dialogs())
    assert said == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 a workbook", ProblemCode.BUNDLE_OTHER_FILE),
        (b"GRB1", ProblemCode.BUNDLE_DAMAGED),
        (None, ProblemCode.BUNDLE_DAMAGED),
    ],
)
async def test_a_wrong_file_is_told_in_words_and_changes_nothing(
    qtbot: QtBot, store: Store, tmp_path: Path, content: bytes | None, code: ProblemCode
) -> None:
    await enrolled(store)
    card, said = card_of(qtbot, store)
    file = tmp_path / "answer.gridsync"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ProblemError) as caught:
        await card.read(file)
    assert caught.value.code is code
    assert problem_text(code, {}).happened
    assert said == []


async def test_a_folder_that_cannot_be_written_is_a_problem_with_a_code(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    await enrolled(store)
    card, _ = card_of(qtbot, store)
    with pytest.raises(ProblemError) as caught:
        await card.write(tmp_path / "no such folder" / "over.gridsync")
    assert caught.value.code in (ProblemCode.FOLDER_NOT_WRITABLE, ProblemCode.DISK_FAILED)
