"""What is typed is kept soon, whether or not somebody pauses."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.widgets.record_form import RecordForm
from gridclient.ui.widgets.typing_pause import TypingPause
from gridcore.fields import record_type
from gridcore.records.visits import Visit
from tests.client.ui.conftest import commit, until

_NEVER_MS = 100_000_000


async def test_who_types_without_a_pause_is_kept_too(qtbot: QtBot) -> None:
    owner, kept = QWidget(), list[bool]()
    qtbot.addWidget(owner)
    pause = TypingPause(owner, _NEVER_MS)
    pause.timeout.connect(lambda: kept.append(True))
    pause.typed()
    await until(lambda: bool(kept))
    assert not pause.isActive()


async def test_a_form_tells_what_is_typed_while_somebody_goes_on_typing(qtbot: QtBot) -> None:
    form, told = RecordForm([record_type(Visit).fields["said"]], {}), list[object]()
    qtbot.addWidget(form)
    form.edited.connect(lambda: told.append(form.changes()["said"]))

    def types_on() -> bool:
        commit(form.editor("said"), "说")
        return bool(told)

    await until(types_on)
    assert str(told[0]).strip("说") == ""
