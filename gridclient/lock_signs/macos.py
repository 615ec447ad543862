"""macOS: sleep from IOKit, the locked screen from the distributed notifications; both are plain C.

Written from Apple's headers; it has not run on a Mac yet. NSWorkspace, which knows of a change of users,
would need a bridge to Objective-C: the screen is locked then as well.
"""

import ctypes
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.lock_signs.sign import Sign, Told

CAN_SLEEP, WILL_SLEEP = 0xE0000270, 0xE0000280
_SCREEN_IS_LOCKED = b"com.apple.screenIsLocked"
_UTF8, _DELIVER_AT_ONCE = 0x08000100, 4
_POWER = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)
_NOTICE = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)


def hear_power(message: int, told: Told, allow: Callable[[], None]) -> None:
    """A message of IOKit. Asked whether it may sleep, we allow it; when it will, we end before it does:
    it waits until the process is gone, half a minute at most.
    """
    if message == CAN_SLEEP:
        allow()
    elif message == WILL_SLEEP:
        told(Sign.SLEEP)


def watch(window: QWidget, told: Told) -> object:
    """Register with both; None where a library is not what it was."""
    try:
        return _Registered(told)
    except (OSError, AttributeError, ValueError):
        return None


class _Registered:
    """Keeps what C calls back."""

    def __init__(self, told: Told) -> None:
        core = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
        power = ctypes.CDLL("/System/Library/Frameworks/IOKit.framework/IOKit")
        self._root = 0
        self._on_power = _POWER(
            lambda _, __, message, argument: hear_power(message, told, lambda: self._allow(power, argument))
        )
        self._on_lock = _NOTICE(lambda *_: told(Sign.SCREEN_LOCK))
        self._register_power(core, power)
        self._register_lock(core)

    def _register_power(self, core: ctypes.CDLL, power: ctypes.CDLL) -> None:
        port, notifier = ctypes.c_void_p(), ctypes.c_uint32()
        power.IORegisterForSystemPower.restype = ctypes.c_uint32
        self._root = power.IORegisterForSystemPower(
            None, ctypes.byref(port), self._on_power, ctypes.byref(notifier)
        )
        if not self._root:
            return
        power.IONotificationPortGetRunLoopSource.restype = ctypes.c_void_p
        source = ctypes.c_void_p(power.IONotificationPortGetRunLoopSource(port))
        core.CFRunLoopGetMain.restype = ctypes.c_void_p
        modes = ctypes.c_void_p.in_dll(core, "kCFRunLoopCommonModes")
        core.CFRunLoopAddSource(ctypes.c_void_p(core.CFRunLoopGetMain()), source, modes)

    def _register_lock(self, core: ctypes.CDLL) -> None:
        core.CFStringCreateWithCString.restype = ctypes.c_void_p
        name = ctypes.c_void_p(core.CFStringCreateWithCString(None, _SCREEN_IS_LOCKED, _UTF8))
        core.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
        center = ctypes.c_void_p(core.CFNotificationCenterGetDistributedCenter())
        core.CFNotificationCenterAddObserver.restype = None
        core.CFNotificationCenterAddObserver(
            center, None, self._on_lock, name, None, ctypes.c_long(_DELIVER_AT_ONCE)
        )

    def _allow(self, power: ctypes.CDLL, argument: int | None) -> None:
        power.IOAllowPowerChange(ctypes.c_uint32(self._root), ctypes.c_void_p(argument))
