"""Windows: session and power messages of the main window, read by a filter over native messages."""

import ctypes
import sys
from uuid import UUID

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

from gridclient.lock_signs.sign import Sign, Told, Turn

WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
PBT_APMSUSPEND, PBT_POWERSETTINGCHANGE = 0x0004, 0x8013
WTS_SIGNS = {
    0x2: Sign.OTHER_USER,  # WTS_CONSOLE_DISCONNECT
    0x4: Sign.OTHER_USER,  # WTS_REMOTE_DISCONNECT
    0x7: Sign.SCREEN_LOCK,  # WTS_SESSION_LOCK
}
LID_SWITCH = UUID("ba3e0f4d-b817-4094-a2d1-d56379e6a0f3").bytes_le
LID_SHUT = 0
_MESSAGES = b"windows_generic_MSG"


class Message(ctypes.Structure):
    """The beginning of Windows' MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint32),
        ("wparam", ctypes.c_size_t),
        ("lparam", ctypes.c_void_p),
    )


class PowerSetting(ctypes.Structure):
    """Windows' POWERBROADCAST_SETTING with a value of four bytes."""

    _fields_ = (
        ("setting", ctypes.c_ubyte * 16),
        ("length", ctypes.c_uint32),
        ("value", ctypes.c_uint32),
    )


def sign_of(address: int, lid: Turn) -> Sign | None:
    """What the message at this address means for us; `lid` remembers how the lid was."""
    message = Message.from_address(address)
    if message.message == WM_WTSSESSION_CHANGE:
        return WTS_SIGNS.get(message.wparam)
    if message.message != WM_POWERBROADCAST:
        return None
    if message.wparam == PBT_APMSUSPEND:
        return Sign.SLEEP
    if message.wparam == PBT_POWERSETTINGCHANGE and message.lparam:
        setting = PowerSetting.from_address(message.lparam)
        if bytes(setting.setting) == LID_SWITCH and lid.turns(setting.value == LID_SHUT):
            return Sign.LID
    return None


class MessageSigns(QAbstractNativeEventFilter):
    """Reads every native message of the program; those that mean nothing to us go on as they are."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told, self._lid = told, Turn()

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if kind == _MESSAGES:
            sign = sign_of(int(message), self._lid)
            if sign is not None:
                self._told(sign)
        return False, 0


def watch(window: QWidget, told: Told) -> object:
    """Have Windows tell the window of its session, of the lid and of sleep, modern standby included."""
    signs = MessageSigns(told)
    app = QCoreApplication.instance()
    if app is not None:
        app.installNativeEventFilter(signs)
    if sys.platform == "win32":
        handle = ctypes.c_void_p(int(window.winId()))
        lid = (ctypes.c_ubyte * 16).from_buffer_copy(LID_SWITCH)
        # All three end with the process. Where one is refused, the other signs still come.
        ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(handle, 0)  # this session's
        user32 = ctypes.WinDLL("user32")
        user32.RegisterPowerSettingNotification.restype = ctypes.c_void_p
        user32.RegisterPowerSettingNotification(handle, ctypes.byref(lid), 0)
        user32.RegisterSuspendResumeNotification.restype = ctypes.c_void_p
        user32.RegisterSuspendResumeNotification(handle, 0)
    return signs
