"""What Windows' messages mean, read from their bytes; the filter itself takes them on every platform."""

from __future__ import annotations

import ctypes
from typing import Any
from uuid import uuid4

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from gridclient.lock_signs.sign import Sign, Turn
from gridclient.lock_signs.windows import (
    LID_SWITCH,
    PBT_APMSUSPEND,
    PBT_POWERSETTINGCHANGE,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    Message,
    MessageSigns,
    PowerSetting,
    sign_of,
)

RESUMED, UNLOCKED, KEY_DOWN = 0x0007, 0x8, 0x0100
OPEN, SHUT = 1, 0


def read(
    message: int, wparam: int, setting: PowerSetting | None = None, lid: Turn | None = None
) -> Sign | None:
    """What a message means that lies in memory as Windows lays it out."""
    lparam = ctypes.addressof(setting) if setting is not None else None
    made = Message(0x1234, message, wparam, lparam)
    return sign_of(ctypes.addressof(made), lid or Turn())


def power_setting(value: int, setting: bytes = LID_SWITCH) -> PowerSetting:
    return PowerSetting.from_buffer_copy(setting + (4).to_bytes(4, "little") + value.to_bytes(4, "little"))


def test_the_structures_are_laid_out_as_windows_has_them() -> None:
    assert ctypes.sizeof(PowerSetting) == 24
    assert PowerSetting.value.offset == 20
    word = ctypes.sizeof(ctypes.c_void_p)
    assert (Message.message.offset, Message.wparam.offset, Message.lparam.offset) == (
        word,
        2 * word,
        3 * word,
    )
    # {BA3E0F4D-B817-4094-A2D1-D56379E6A0F3}: its first three parts are little-endian in memory
    assert LID_SWITCH.hex() == "4d0f3eba17b89440a2d1d56379e6a0f3"


@pytest.mark.parametrize(
    ("message", "wparam", "sign"),
    [
        (WM_WTSSESSION_CHANGE, 0x7, Sign.SCREEN_LOCK),
        (WM_WTSSESSION_CHANGE, 0x2, Sign.OTHER_USER),
        (WM_WTSSESSION_CHANGE, 0x4, Sign.OTHER_USER),
        (WM_WTSSESSION_CHANGE, UNLOCKED, None),
        (WM_POWERBROADCAST, PBT_APMSUSPEND, Sign.SLEEP),
        (WM_POWERBROADCAST, RESUMED, None),
        (WM_POWERBROADCAST, PBT_POWERSETTINGCHANGE, None),
        (KEY_DOWN, 0x7, None),
        (KEY_DOWN, PBT_APMSUSPEND, None),
    ],
)
def test_what_a_message_means(message: int, wparam: int, sign: Sign | None) -> None:
    assert read(message, wparam) is sign


def test_shutting_the_lid_locks_and_a_lid_that_was_shut_before_does_not() -> None:
    lid = Turn()

    def told(value: int) -> Sign | None:
        return read(WM_POWERBROADCAST, PBT_POWERSETTINGCHANGE, power_setting(value), lid)

    assert [told(SHUT), told(SHUT), told(OPEN), told(SHUT), told(SHUT), told(OPEN), told(SHUT)] == [
        *(None, None, None),
        Sign.LID,
        *(None, None),
        Sign.LID,
    ]


def test_another_power_setting_is_not_the_lid() -> None:
    lid = Turn()
    for value in (OPEN, SHUT):
        setting = power_setting(value, uuid4().bytes_le)
        assert read(WM_POWERBROADCAST, PBT_POWERSETTINGCHANGE, setting, lid) is None


def test_the_filter_tells_and_lets_every_message_go_on(qapp: QApplication) -> None:
    told: list[Sign] = []
    signs = MessageSigns(told.append)
    locked = Message(0, WM_WTSSESSION_CHANGE, 0x7, None)
    at: Any = shiboken6.Shiboken.VoidPtr(ctypes.addressof(locked))  # as Qt hands it over
    assert signs.nativeEventFilter(b"xcb_generic_event_t", at) == (False, 0)
    assert told == []
    assert signs.nativeEventFilter(b"windows_generic_MSG", at) == (False, 0)
    assert told == [Sign.SCREEN_LOCK]
