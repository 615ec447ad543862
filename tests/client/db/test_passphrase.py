"""Passphrases: what is refused, what is made, and what guessing one costs."""

import itertools
import os

import pytest

from gridclient.db.kdf import CEILING, DEFAULT, FLOOR, KdfParams, calibrate, within_limits, wrapping_key
from gridclient.db.passphrase import ADVICE, WeakPassphrase, make_passphrase, normalise, weakness
from gridclient.resources_path import resource


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("", WeakPassphrase.TOO_SHORT),
        ("  a1b2  ", WeakPassphrase.TOO_SHORT),
        ("中文密码", WeakPassphrase.TOO_SHORT),
        ("password2026!", WeakPassphrase.TOO_COMMON),
        ("ＰＡＳＳＷＯＲＤ", WeakPassphrase.TOO_COMMON),
        ("woaini1314", WeakPassphrase.TOO_COMMON),
        ("88888888", WeakPassphrase.TOO_COMMON),
        ("aaaaaaaaaaaaaaaaaaaa", WeakPassphrase.TOO_EASY),
        ("345678901234567890", WeakPassphrase.TOO_EASY),
        ("poiuytrewqlkjhgfdsa", WeakPassphrase.TOO_EASY),
        ("abxabxabxabxabx", WeakPassphrase.TOO_EASY),
        ("x7k2m9qa", None),
        ("我家门前有条小河流", None),
        ("花园 山水 电灯 木桌", None),
        ("wangge demo 2026", None),
    ],
)
def test_what_is_guessed_first_is_refused(passphrase: str, reason: WeakPassphrase | None) -> None:
    assert weakness(passphrase) is reason


def test_every_weakness_comes_with_advice() -> None:
    assert set(ADVICE) == set(WeakPassphrase)


def test_made_passphrases_are_good_and_say_their_strength_honestly() -> None:
    for _ in range(50):
        made = make_passphrase(os.urandom)
        assert len(made.words) == 4
        assert {len(word) for word in made.words} == {2}
        assert len(made.typed.split(" ")) == 4
        assert made.typed.isascii()
        assert normalise(made.typed) == made.typed
        assert weakness(made.typed) is None
    assert 51 < made.bits < 52


def test_the_list_has_as_many_different_words_and_readings_as_the_strength_says() -> None:
    lines = resource("passphrases", "words.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" ") for line in lines]
    assert len({word for word, _ in pairs}) == len({reading for _, reading in pairs}) == 7776


def test_every_word_is_drawn_with_the_same_chance() -> None:
    """The numbers of the last, incomplete round of 7,776 are drawn again."""
    first_of_last_round = (1 << 32) // 7776 * 7776
    drawn = itertools.chain([first_of_last_round, (1 << 32) - 1, 5], itertools.repeat(5))
    made = make_passphrase(lambda size: next(drawn).to_bytes(size, "big"))
    assert len(set(made.words)) == 1
    assert made == make_passphrase(lambda size: (5).to_bytes(size, "big"))


def test_every_ingredient_changes_the_wrapping_key() -> None:
    made = {
        wrapping_key(passphrase, salt, params, more)
        for passphrase in ("one", "two")
        for salt in (bytes(16), b"1" * 16)
        for params in (FLOOR, KdfParams(20 * 1024, 2, 1), KdfParams(19 * 1024, 3, 1))
        for more in (b"", b"device")
    }
    assert len(made) == 2 * 2 * 3 * 2


@pytest.mark.parametrize("speed", [0.001, 0.02, 0.1, 0.3, 0.6, 0.99, 1.5, 3.0, 8.0, 1000.0])
def test_calibration_ends_between_half_a_second_and_a_second_wherever_it_can(speed: float) -> None:
    """`speed` is what the default costs on a laptop; costs grow with memory times passes."""

    def took_s(params: KdfParams) -> float:
        return speed * params.memory_kib * params.passes / (DEFAULT.memory_kib * DEFAULT.passes)

    chosen = calibrate(took_s)
    assert within_limits(chosen)
    if took_s(CEILING) < 0.5:
        assert chosen == CEILING
    elif took_s(FLOOR) > 1.0:
        assert chosen == FLOOR
    else:
        assert took_s(chosen) <= 1.0
        assert took_s(chosen) > 0.3


def test_a_quick_laptop_never_gets_less_than_the_default() -> None:
    assert calibrate(lambda _: 0.7) == DEFAULT
