"""Passphrases: how they are read, which are refused, and how a good one is made.

A made passphrase is four Chinese words, typed by their readings: password fields switch input methods off,
and an input method may send what it learns elsewhere. The words are there to be remembered.
"""

import hashlib
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gridclient.resources_path import resource
from gridcore.fields import Label, label

WORDS_IN_A_PASSPHRASE = 4
SHORTEST = 8
WEAKEST_BITS = 36.0
"""Eight random letters and digits, one of them beside its neighbour: years for 1,000 guesses a second."""

_KEYBOARD = ("qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "!@#$%^&*()_+")


class WeakPassphrase(StrEnum):
    """Why a passphrase is refused."""

    TOO_SHORT = "too_short"
    TOO_COMMON = "too_common"
    TOO_EASY = "too_easy"


ADVICE: Mapping[WeakPassphrase, Label] = {
    WeakPassphrase.TOO_SHORT: label("Passphrase", "This is too short. Please use at least 8 characters."),
    WeakPassphrase.TOO_COMMON: label("Passphrase", "Many people use this one. Please choose another."),
    WeakPassphrase.TOO_EASY: label("Passphrase", "This is easily guessed. Please add a few words."),
}
"""What a person reads beside the field."""


@dataclass(frozen=True)
class MadePassphrase:
    """Words to remember, and what is typed for them."""

    words: tuple[str, ...]
    typed: str
    bits: float


def normalise(passphrase: str) -> str:
    """What counts: NFKC without outer space, so that full-width letters are the same passphrase."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def weakness(passphrase: str) -> WeakPassphrase | None:
    """Why this passphrase would be refused for a new store; None when it is good."""
    said = normalise(passphrase)
    if len(said) < SHORTEST and strength_bits(said) < WEAKEST_BITS:
        return WeakPassphrase.TOO_SHORT
    letters = said.strip("0123456789 !@#$%^&*()_+-=.,?~")
    if {_digest(said), _digest(letters)} & _common():
        return WeakPassphrase.TOO_COMMON
    return WeakPassphrase.TOO_EASY if strength_bits(said) < WEAKEST_BITS else None


def strength_bits(passphrase: str) -> float:
    """A cautious estimate: repeats, runs like 3456 and keyboard rows count one bit a character."""
    said = normalise(passphrase)
    per_character = _bits_per_character(said)
    bits = 0.0
    for place, character in enumerate(said):
        before = said[max(0, place - 1) : place]
        guessable = before != "" and (_is_run(before, character) or said.find(before + character) < place - 1)
        bits += 1.0 if guessable else per_character
    return min(bits, len(set(said)) * per_character)


def make_passphrase(random: Callable[[int], bytes]) -> MadePassphrase:
    """Four words that are drawn evenly from the list: 51 bits."""
    listed = resource("passphrases", "words.txt").read_text(encoding="utf-8").splitlines()
    chosen = [listed[_draw(len(listed), random)].split(" ") for _ in range(WORDS_IN_A_PASSPHRASE)]
    return MadePassphrase(
        words=tuple(word for word, _ in chosen),
        typed=" ".join(reading for _, reading in chosen),
        bits=WORDS_IN_A_PASSPHRASE * math.log2(len(listed)),
    )


def _draw(below: int, random: Callable[[int], bytes]) -> int:
    # A remainder alone would favour the first words; numbers from the incomplete last round are drawn again.
    usable = (1 << 32) - (1 << 32) % below
    while (number := int.from_bytes(random(4), "big")) >= usable:
        pass
    return number % below


def _bits_per_character(said: str) -> float:
    if not said.isascii():
        return 5.5  # half a word of the 2,000 that come to mind first
    pool = sum(
        size
        for size, found in (
            (10, any(each.isdigit() for each in said)),
            (26, any(each.islower() for each in said)),
            (26, any(each.isupper() for each in said)),
            (15, not said.replace(" ", "").isalnum()),
        )
        if found
    )
    return math.log2(max(pool, 2))


def _is_run(before: str, character: str) -> bool:
    if abs(ord(before) - ord(character)) <= 1:
        return True
    pair = (before + character).lower()
    return any(pair in row or pair in row[::-1] for row in _KEYBOARD)


def _digest(said: str) -> str:
    return hashlib.sha256(said.casefold().encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _common() -> frozenset[str]:
    return frozenset(resource("passphrases", "common.txt").read_text(encoding="ascii").split())
