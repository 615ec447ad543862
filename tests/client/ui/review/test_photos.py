"""A supervisor sees the photo of a visit by clicking: fetched when asked for, shown in memory alone."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.actions.attachments import Attachments, as_it_stands
from gridclient.actions.review import Review
from gridclient.db.blob_files import FOLDER, BlobFolder
from gridclient.ui.attachments.files_look import FilesLook
from gridclient.ui.attachments.picture_view import PictureView
from gridclient.ui.attachments.pictures import prepared
from gridclient.ui.review.review_page import ReviewPage
from gridcore.attachments import Attachment, Media
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from tests.client.ui.attachments.test_pictures import taken
from tests.client.ui.conftest import until
from tests.client.ui.households.card import page_over
from tests.client.ui.review.handed_in import CARE
from tests.client.ui.visits.store import COMMUNITY, SUPERVISOR, SUPERVISOR_ROLES, Store


def photo() -> tuple[bytes, Attachment]:
    """A photo as it was handed in."""
    content = prepared(taken(640, 480))
    assert isinstance(content, bytes)
    return content, Attachment(hashlib.sha256(content).hexdigest(), len(content), Media.JPEG, "门口.jpg")


async def page_of(qtbot: QtBot, store: Store, files: Attachments, made: Attachment) -> ReviewPage:
    kind, record, cells = CARE
    await store.receive([(kind, record, {**cells, "files": [made.element]})], seq=20)
    review = Review(store.database, COMMUNITY, store.ports, supervisor=SUPERVISOR, roles=SUPERVISOR_ROLES)
    page = ReviewPage(review, files=files)
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show()
    page.page_shown()
    await until(lambda: page.view is not None)
    return page


def look_of(page: ReviewPage) -> FilesLook:
    assert page.view is not None
    assert page.view.files is not None
    return page.view.files


def picture_view() -> PictureView | None:
    views = [each for each in QApplication.topLevelWidgets() if isinstance(each, PictureView)]
    return next((each for each in views if each.isVisible()), None)


async def test_a_photo_that_is_away_is_fetched_only_when_it_is_clicked(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    _, made = photo()
    files = Attachments(store.database, BlobFolder(tmp_path / "files"), store.ports)
    page = await page_of(qtbot, store, files, made)
    seen: list[str] = []
    page.revealed.connect(lambda _kind, _record, field: seen.append(field))
    (tile,) = look_of(page).tiles
    assert not tile.remove.isVisibleTo(page), "nobody takes a photo off while judging"
    await until(lambda: bool(tile.place))
    before = tile.place
    tile.button.click()
    await until(lambda: tile.place != before)
    assert picture_view() is None
    assert seen == []


async def test_the_line_of_a_visit_on_the_household_s_card_has_its_photos(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    _, made = photo()
    kind, record, cells = CARE
    await store.receive([(kind, record, {**cells, "files": [made.element]})], seq=20)
    page = page_over(store)
    page.files = Attachments(store.database, BlobFolder(tmp_path / "files"), store.ports)
    qtbot.addWidget(page)
    page.show()
    page.open_record("h1")
    page.page_shown()
    await until(lambda: bool(page.findChildren(FilesLook)))
    (look,) = page.findChildren(FilesLook)
    assert [each.attachment for each in look.tiles] == [made]
    await until(lambda: bool(look.tiles[0].place))


async def test_a_photo_that_is_here_is_shown_from_memory_and_that_is_logged(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    content, made = photo()
    folder = tmp_path / "files"
    folder.mkdir()
    files = Attachments(store.database, BlobFolder(folder), store.ports)
    page = await page_of(qtbot, store, files, made)
    form = as_it_stands(RECORD_TYPES["visit"], RecordId(CARE[1]), CARE[2])
    assert await files.attach(form, {}, content, "门口.jpg") == made
    seen: list[tuple[str, ...]] = []
    page.revealed.connect(lambda *told: seen.append(told))
    (tile,) = look_of(page).tiles
    tile.button.click()
    await until(lambda: picture_view() is not None)
    view = picture_view()
    assert view is not None
    assert seen == [("visit", CARE[1], "files")]
    kept = [each.read_bytes() for each in (folder / FOLDER).iterdir()]
    assert kept
    assert not any(content[:64] in each or b"JFIF" in each for each in kept)
    view.accept()
    await until(lambda: picture_view() is None)
