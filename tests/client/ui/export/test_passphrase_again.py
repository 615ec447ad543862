"""Personal data leaves only with the passphrase, which is tried as at unlocking and stays with nobody."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.actions.passphrase_again import PassphraseAgain
from gridclient.ports import Ports
from gridclient.ui.export.passphrase_dialog import PassphraseDialog
from gridcore.problems import ProblemCode, ProblemError
from tests.client.ui.conftest import until
from tests.client.ui.export.lists import choice, exports, left_in, sheet_of
from tests.client.ui.export.test_export import gathered, quiet, words_of
from tests.client.ui.export.test_export_dialog import Opened, asked_again, choose, file_dialog, say_passphrase
from tests.client.ui.households.card import idle
from tests.client.ui.visits.store import NOW, PASSPHRASE, Store


async def refused(opened: Opened) -> PassphraseDialog:
    """A wrong one, and its refusal."""
    dialog = await say_passphrase(opened, "what a stranger types")
    await until(lambda: not dialog.passphrase.text() and not dialog.passphrase.isReadOnly())
    return dialog


async def test_personal_data_leaves_only_with_the_passphrase_and_a_wrong_one_counts_as_at_unlocking(
    store: Store, tmp_path: Path
) -> None:
    clock = [NOW]
    made = exports(store, ports=Ports(lambda: clock[0], store.ports.random_bytes))
    export = made.prepare(await gathered(made), choice("key_people", is_masked=False))
    with pytest.raises(PermissionError):
        await made.write(export, tmp_path / "list.xlsx", words_of(export), quiet)
    for guess in ("wrong", "\0" * 30_000, "\ud800 half a character", "=HYPERLINK(1)"):
        with pytest.raises(ProblemError) as told:
            await made.confirm(export, guess)
        assert told.value.code is ProblemCode.WRONG_PASSPHRASE
        clock[0] += timedelta(seconds=made.seconds_to_wait())
    with pytest.raises(ProblemError):
        await made.confirm(export, "wrong")
    assert made.seconds_to_wait() > 0
    with pytest.raises(ProblemError) as told:
        await made.confirm(export, PASSPHRASE)
    assert told.value.code is ProblemCode.TRY_AGAIN_LATER
    clock[0] += timedelta(seconds=made.seconds_to_wait())
    await made.write(await made.confirm(export, PASSPHRASE), tmp_path / "list.xlsx", words_of(export), quiet)
    assert left_in(tmp_path) == {"store", "list.xlsx"}
    assert made.seconds_to_wait() == 0
    masked = made.prepare(await gathered(made), choice("key_people"))
    assert not masked.needs_passphrase


async def test_personal_data_waits_for_the_passphrase_and_a_wrong_one_is_refused_in_words(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    opened = await Opened(qtbot, exports(store)).ready()
    opened.dialog.masked.setChecked(False)
    opened.say_why()
    opened.press()
    asked = await refused(opened)
    assert "This passphrase does not open the store." in asked.refusal.text()
    assert asked.passphrase.text() == ""
    assert QApplication.focusWidget() is asked.passphrase
    assert not asked.accept_button.isEnabled()
    assert file_dialog() is None
    await say_passphrase(opened)
    path = tmp_path / "list.xlsx"
    await choose(path)
    await until(lambda: not opened.is_open)
    assert any("张桂英" in row for row in sheet_of(path))


async def test_who_does_not_know_the_passphrase_takes_nothing_out(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    opened = await Opened(qtbot, exports(store)).ready()
    opened.dialog.masked.setChecked(False)
    opened.say_why()
    opened.press()
    for _ in range(3):
        asked = await refused(opened)
    assert asked.waiting.seconds > 0
    assert asked.waiting.text()
    QTest.keyClicks(asked.passphrase, PASSPHRASE)
    QTest.keyClick(asked.passphrase, Qt.Key.Key_Return)
    assert not asked.passphrase.isReadOnly(), "nothing is tried while it waits"
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    await until(lambda: asked_again(opened) is None)
    assert opened.is_open
    assert opened.dialog.accept_button.isEnabled()
    assert file_dialog() is None
    assert left_in(tmp_path) == {"store"}
    assert await store.edits() == []


class Endless(PassphraseAgain):
    """A laptop on which trying a passphrase takes long."""

    async def check(self, passphrase: str) -> None:
        """Try it, and wait for somebody who gives up."""
        await super().check(passphrase)
        await asyncio.Event().wait()


async def test_who_gives_up_while_the_passphrase_is_tried_takes_nothing_out(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    made = exports(store)
    made._again = Endless(store.database._folder, store.ports)
    opened = await Opened(qtbot, made).ready()
    opened.dialog.masked.setChecked(False)
    opened.say_why()
    opened.press()
    asked = await say_passphrase(opened)
    await until(asked.passphrase.isReadOnly)
    asked.reject()
    await until(lambda: asked_again(opened) is None)
    await idle()
    assert opened.is_open
    assert file_dialog() is None
    assert left_in(tmp_path) == {"store"}
