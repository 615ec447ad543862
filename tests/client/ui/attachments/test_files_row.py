"""Photos in the form of a visit: asked for consent, kept sealed, shown in memory, taken off again."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.attachments import Attachments, Where
from gridclient.actions.visits import VisitAsked
from gridclient.db.blob_files import FOLDER, BlobFolder
from gridclient.ui.attachments.file_words import fault_words, travel_words
from gridclient.ui.attachments.files_row import FilesRow, content_of
from gridclient.ui.attachments.photo_consent import PhotoConsent
from gridclient.ui.attachments.picture_view import PictureView
from gridclient.ui.visits.visit_form_page import VisitFormPage
from gridclient.ui.widgets.question import Question
from gridcore.attachments import LARGEST, LARGEST_PICKED, MOST_OF_A_FIELD, attachment_of
from gridcore.file_contents import Fault
from gridcore.ids import RecordId
from gridcore.sync.edits import Create, Drop
from tests.client.ui.attachments.test_pictures import drawn, taken
from tests.client.ui.conftest import commit, until
from tests.client.ui.visits.store import TODAY, Store, found, opened
from tests.client.ui.visits.test_visit_form import DUE, visits_of
from tests.fakes.pictures import huge_png, pdf, png


@pytest.fixture
def store(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Store]:
    """A new store with the places of the tests."""
    folder = tmp_path / "store"
    holder = opened(folder, found(folder))
    yield qloop.run_until_complete(holder.__aenter__())
    qloop.run_until_complete(holder.__aexit__(None, None, None))


@dataclass
class Desk:
    """The page, its folder of sealed files, and what it told."""

    page: VisitFormPage
    store: Store
    folder: Path
    told: list[str] = field(default_factory=list)
    revealed: list[str] = field(default_factory=list)

    @property
    def row(self) -> FilesRow:
        assert self.page.form is not None
        assert self.page.form.files is not None
        return self.page.form.files

    def texts(self) -> str:
        return "\n".join(each.text() for each in self.row.findChildren(QLabel) if each.isVisibleTo(self.row))

    def sealed(self) -> list[Path]:
        folder = self.folder / FOLDER
        return [*folder.iterdir()] if folder.exists() else []

    async def add(self, *paths: Path, answer: str = "outside") -> None:
        """Add files, and answer what they show."""
        task = asyncio.get_running_loop().create_task(self.row.add_paths(paths))
        while not task.done():
            dialog = _dialog(PhotoConsent)
            if isinstance(dialog, PhotoConsent):
                _answer(dialog, answer)
            await asyncio.sleep(0.01)
        await task

    async def submit(self) -> None:
        assert self.page.form is not None
        self.page.form.editor("met").findChildren(QRadioButton)[0].click()
        self.page.submit()
        await until(lambda: bool(self.told))


def _dialog(kind: type[QDialog]) -> QDialog | None:
    return next(
        (each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()), None
    )


def _answer(dialog: PhotoConsent, answer: str) -> None:
    if answer == "no":
        dialog.reject()
        return
    if answer == "outside":
        dialog.outside.setChecked(True)
    else:
        dialog.inside.setChecked(True)
        assert not dialog.keep.isEnabled(), "a home needs the tick"
        dialog.agreed.setChecked(True)
    QTest.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)


async def desk_of(qtbot: QtBot, store: Store, tmp_path: Path, asked: VisitAsked = DUE) -> Desk:
    files = Attachments(store.database, BlobFolder(tmp_path / "store"), store.ports)
    page = VisitFormPage(visits_of(store), lambda: date.fromisoformat(TODAY), files=files)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    desk = Desk(page, store, tmp_path / "store")
    page.finished.connect(desk.told.append)
    page.revealed.connect(lambda kind, record, name: desk.revealed.append(name))
    page.open_record(asked)
    await until(lambda: page.form is not None)
    return desk


def photo(folder: Path, name: str = "门口.jpg", width: int = 2_400) -> Path:
    path = folder / name
    path.write_bytes(taken(width, 900))
    return path


async def test_a_photo_is_kept_sealed_and_saved_with_the_visit(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    desk = await desk_of(qtbot, store, tmp_path)
    await desk.add(photo(tmp_path))
    [tile] = desk.row.tiles
    assert tile.attachment.name == "门口.jpg"
    assert not tile.button.icon().isNull()
    assert len(desk.sealed()) == 1
    await until(lambda: tile.place == "not saved yet")
    await desk.submit()
    create, *_ = await store.edits()
    assert isinstance(create, Create)
    assert create.cells["files"] == [tile.attachment.element]
    assert "photo_consent" not in create.cells


async def test_a_photo_of_a_home_needs_the_consent_of_those_who_live_there(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    desk = await desk_of(qtbot, store, tmp_path)
    await desk.add(photo(tmp_path), answer="no")
    assert desk.row.tiles == []
    assert desk.sealed() == []
    await desk.add(photo(tmp_path, "客厅.jpg"), answer="inside")
    assert len(desk.row.tiles) == 1
    await desk.submit()
    create, *_ = await store.edits()
    assert isinstance(create, Create)
    assert create.cells["photo_consent"] is True


async def test_a_draft_brings_its_photos_back_and_a_click_shows_them(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    desk = await desk_of(qtbot, store, tmp_path)
    await desk.add(photo(tmp_path))
    desk.page.flush()
    desk.page.leave()
    await until(lambda: bool(desk.told))
    again = await desk_of(qtbot, store, tmp_path)
    [tile] = again.row.tiles
    again.row.open(tile)
    await until(lambda: _dialog(PictureView) is not None)
    view = _dialog(PictureView)
    assert isinstance(view, PictureView)
    assert view.shown.pixmap().width() > 100
    assert again.revealed == ["files"]
    view.reject()


async def test_a_photo_that_is_taken_off_is_not_saved(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    desk = await desk_of(qtbot, store, tmp_path)
    await desk.add(photo(tmp_path), photo(tmp_path, "b.jpg", 2_000))
    first, second = desk.row.tiles
    QTest.keyClick(first, Qt.Key.Key_Delete)
    assert desk.row.tiles == [second]
    await desk.submit()
    create, *_ = await store.edits()
    assert isinstance(create, Create)
    assert create.cells["files"] == [second.attachment.element]
    visit = RecordId(create.id)
    again = await desk_of(qtbot, store, tmp_path, VisitAsked(visit=visit))
    [tile] = again.row.tiles
    await until(lambda: tile.place == "waiting to be sent")
    tile.remove.click()
    again.page.submit()
    await until(lambda: bool(again.told))
    last = (await store.edits())[-1]
    assert isinstance(last, Drop)
    assert last.element == second.attachment.element


def sparse(path: Path, beginning: bytes, size: int) -> Path:
    """A file of any size that takes no room on the disk."""
    with path.open("wb") as file:
        file.write(beginning)
        file.truncate(size)
    return path


def spoiled(folder: Path) -> dict[Path, Fault]:
    """Files as they come from phones, sticks and strangers, and why each is not taken."""
    photo_bytes, paper = taken(800, 600), pdf()
    made = {
        "a.jpg": (b"MZ a program", Fault.NOT_ALLOWED),
        "letter.pdf": (b"PK\x03\x04 a text of another program", Fault.NOT_ALLOWED),
        "b.jpg": (photo_bytes[:-2], Fault.DAMAGED),
        "half.jpg": (photo_bytes[: len(photo_bytes) // 2], Fault.DAMAGED),
        "half.png": (png(200, 200)[:-20], Fault.DAMAGED),
        "half.pdf": (paper[: len(paper) // 2], Fault.DAMAGED),
        "bomb.png": (huge_png(60_000), Fault.TOO_MANY_PIXELS),
        "empty.jpg": (b"", Fault.NOT_ALLOWED),
    }
    for name, (content, _) in made.items():
        (folder / name).write_bytes(content)
    found = {folder / name: fault for name, (_, fault) in made.items()}
    found[sparse(folder / "c.jpg", b"\xff\xd8\xff\xe0", 200_000_000)] = Fault.TOO_LARGE
    found[sparse(folder / "c.pdf", b"%PDF-1.7", 200_000_000)] = Fault.TOO_LARGE
    return found | {folder / "gone.jpg": Fault.DAMAGED}


async def test_what_may_not_be_attached_is_refused_with_a_sentence_and_the_text_is_kept(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    desk = await desk_of(qtbot, store, tmp_path)
    assert desk.page.form is not None
    said = desk.page.form.editor("said")
    commit(said, "老人说腿疼")
    bad = spoiled(tmp_path)
    await desk.add(*bad, photo(tmp_path))
    for path, fault in bad.items():
        assert f"{path.name}: {fault_words(fault)}" in desk.texts()
    assert [each.attachment.name for each in desk.row.tiles] == ["门口.jpg"]
    assert len(desk.sealed()) == 1
    await desk.submit()
    create, *_ = await store.edits()
    assert isinstance(create, Create)
    assert create.cells["said"] == "老人说腿疼"


@pytest.mark.parametrize(
    ("name", "beginning", "size"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0", 200_000_000),
        ("a.pdf", b"%PDF-1.7", 200_000_000),
        ("b.pdf", b"%PDF-1.7", LARGEST + 1),
        ("film.jpg", b"\0\0\0 ftyp", LARGEST_PICKED),
    ],
)
def test_of_a_file_that_is_too_large_or_none_of_ours_no_more_than_its_beginning_is_in_memory(
    tmp_path: Path, name: str, beginning: bytes, size: int
) -> None:
    path = sparse(tmp_path / name, beginning, size)
    tracemalloc.start()
    try:
        found = content_of(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found is (Fault.NOT_ALLOWED if name == "film.jpg" else Fault.TOO_LARGE)
    assert most < 1_000_000


async def test_a_record_takes_a_handful_of_attachments(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    desk = await desk_of(qtbot, store, tmp_path)
    paths = []
    for number in range(MOST_OF_A_FIELD + 1):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(pdf(f"/Number {number}".encode()))
        paths.append(path)
    await desk.add(*paths)
    assert len(desk.row.tiles) == MOST_OF_A_FIELD
    assert str(MOST_OF_A_FIELD) in desk.texts()


async def test_files_are_dropped_and_pictures_pasted(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    desk = await desk_of(qtbot, store, tmp_path)
    path = tmp_path / "合同.pdf"
    path.write_bytes(pdf())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(QPoint(5, 5), action, data, button, Qt.KeyboardModifier.NoModifier)
    desk.row.dropEvent(drop)
    await until(lambda: len(desk.row.tiles) == 1)
    assert desk.row.tiles[0].attachment.name == "合同.pdf"
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    assert not desk.row.paste_button.isEnabled()
    clipboard.setImage(drawn(300, 200))
    assert desk.row.paste_button.isEnabled()
    desk.row.paste_button.click()
    await until(lambda: _dialog(PhotoConsent) is not None)
    dialog = _dialog(PhotoConsent)
    assert isinstance(dialog, PhotoConsent)
    _answer(dialog, "outside")
    await until(lambda: [each.place for each in desk.row.tiles] == ["not saved yet"] * 2)
    desk.page.flush()
    clipboard.clear()
    while not await visits_of(store).drafts():
        await asyncio.sleep(0.002)


async def test_enter_keeps_a_photo_that_was_answered_for_and_no_other(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    for ticked, is_kept in (
        ((), False),
        (("outside",), True),
        (("inside",), False),
        (("inside", "agreed"), True),
    ):
        dialog = PhotoConsent(page)
        dialog.show()
        for name in ticked:
            getattr(dialog, name).setChecked(True)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert (dialog.result() == QDialog.DialogCode.Accepted) is is_kept


async def test_a_pdf_leaves_the_program_only_as_a_copy_that_the_user_wants(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    desk = await desk_of(qtbot, store, tmp_path)
    path = tmp_path / "合同.pdf"
    path.write_bytes(pdf())
    await desk.add(path)
    desk.row.open(desk.row.tiles[0])
    await until(lambda: _dialog(Question) is not None)
    question = _dialog(Question)
    assert isinstance(question, Question)
    question.accept()
    await until(lambda: _dialog(QFileDialog) is not None)
    dialog = _dialog(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.selectFile(str(tmp_path / "合同.pdf"))
    [copy] = map(Path, dialog.selectedFiles())
    copy.unlink(missing_ok=True)
    QDialog.accept(dialog)  # its own would ask the platform about the folder
    await until(copy.exists)
    await until(lambda: copy.read_bytes() == pdf())


async def test_what_another_laptop_attached_is_fetched_when_somebody_looks(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    element = f"{'ab' * 32} 5000 jpeg 门口.jpg"
    cells = {"household": "h1", "resident": "p1", "visited_on": "2026-11-01", "kind": "care", "way": "door"}
    await store.receive([("visit", "v9", {**cells, "met": True, "files": [element], "approval": "draft"})])
    desk = await desk_of(qtbot, store, tmp_path, VisitAsked(visit=RecordId("v9")))
    [tile] = desk.row.tiles
    await until(lambda: tile.place == "on the server")
    desk.row.open(tile)
    await until(lambda: tile.place == "being fetched")
    assert desk.revealed == []
    assert attachment_of(element) == tile.attachment


def test_every_place_and_every_fault_has_its_words() -> None:
    from gridclient.actions.attachments import Travel

    assert len({fault_words(each) for each in Fault}) == len(Fault)
    assert len({travel_words(Travel(each)) for each in Where}) == len(Where)
    assert travel_words(Travel(Where.WAITING, 40)).endswith("40 %")
