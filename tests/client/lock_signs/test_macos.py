"""What IOKit's messages mean; the calls into macOS can be tried on a Mac only."""

from gridclient.lock_signs.macos import CAN_SLEEP, WILL_SLEEP, hear_power
from gridclient.lock_signs.sign import Sign

WILL_POWER_ON = 0xE0000320


def heard(message: int) -> tuple[list[Sign], list[str]]:
    told: list[Sign] = []
    allowed: list[str] = []
    hear_power(message, told.append, lambda: allowed.append("sleep"))
    return told, allowed


def test_a_mac_that_will_sleep_waits_for_the_end_of_the_process() -> None:
    assert heard(WILL_SLEEP) == ([Sign.SLEEP], [])


def test_a_mac_that_asks_may_sleep() -> None:
    assert heard(CAN_SLEEP) == ([], ["sleep"])


def test_waking_up_is_no_sign() -> None:
    assert heard(WILL_POWER_ON) == ([], [])
