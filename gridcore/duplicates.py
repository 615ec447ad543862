"""Who seems to be recorded twice: pairs of people, with why and how likely.

Names are compared by how they sound, because one person's name is heard and typed by several people. People
are put into blocks of those who could be one, and compared inside a block only, so that the work grows with
their number and not with its square.
"""

import enum
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gridcore.ids import RecordId
from gridcore.pinyin import readings

_SLICE = 500
"""So many people are looked at between two chances to stop."""
MOST_COMPARED = 40
"""With so many others of its block somebody is compared at most: a fault of an import makes blocks of
thousands, and no list of millions of pairs helps anybody."""

Sounds = tuple[tuple[str, ...], ...]
_T = TypeVar("_T")


class Likeness(enum.IntEnum):
    """How near two names are; the nearest counts."""

    UNLIKE = 0
    SWAPPED = 1
    NEAR = 2
    SOUND = 3
    SAME = 4


class Reason(enum.StrEnum):
    """Why two records may be one."""

    NAME_AND_BIRTH = "name_and_birth"
    TAIL = "tail"
    NAME_AT_HOME = "name_at_home"
    PHONE_IN_FLAT = "phone_in_flat"
    PERSON_IN_FLAT = "person_in_flat"
    EMPTY_IN_FLAT = "empty_in_flat"


class Rank(enum.IntEnum):
    """How likely it is, the likeliest first."""

    STRONG = 1
    FAIR = 2
    WEAK = 3


@dataclass(frozen=True, slots=True)
class Person:
    """What a resident is recognised by; what is not known is empty.

    `homes`: everything that tells where somebody lives. Who shares one of them lives at one address.
    """

    record: RecordId
    name: str = ""
    birth_date: str = ""
    tail: str = ""
    sex: str = ""
    homes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, in the order of their ids; `differs` speaks against it."""

    first: RecordId
    second: RecordId
    reasons: tuple[Reason, ...]
    likeness: Likeness
    differs: frozenset[str]
    score: int

    @property
    def rank(self) -> Rank:
        """How likely it is."""
        return Rank.STRONG if self.score >= 6 else Rank.FAIR if self.score >= 3 else Rank.WEAK

    @property
    def order(self) -> tuple[int, RecordId, RecordId]:
        """The likeliest first; else by id, so that every list of them is the same."""
        return -self.score, self.first, self.second


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is, and what it found since it last said so."""

    done: int
    total: int
    pairs: tuple[Pair, ...]


def name_key(name: str) -> str:
    """A name as it is compared: no matter which width its letters have, and without spaces and dots."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(each for each in plain if each not in "·•.' " and not each.isspace())


def pair_of(first: RecordId, second: RecordId) -> tuple[RecordId, RecordId]:
    """Two records in the order in which a pair names them."""
    return (first, second) if first < second else (second, first)


def likeness(one: str, other: str) -> Likeness:
    """How near two names are."""
    return _likeness(_heard(Person(RecordId(""), one)), _heard(Person(RecordId(""), other)))


def compare(one: Person, other: Person) -> Pair | None:
    """Whether two people may be one; None where nothing says so."""
    return _compare(_heard(one), _heard(other))


def search(people: Sequence[Person]) -> Iterator[Progress]:
    """Every pair among people, once. It says after each few hundred how far it is; one may stop then."""
    count, passes = len(people), 1 + 2 * len(_FAMILIES)
    names: dict[str, Sounds] = {}
    heard: list[_Heard] = []
    for listed in _slices(people):
        heard += [_heard(each, names) for each in listed]
        yield Progress(len(heard), passes * count, ())
    done, met = count, set[tuple[RecordId, RecordId]]()
    for keys in _FAMILIES:
        all_blocks: dict[Hashable, list[_Heard]] = {}
        for some in _slices(heard):
            _put_into(all_blocks, some, keys)
            done += len(some)
            yield Progress(done, passes * count, ())
        blocks = [each for each in all_blocks.values() if len(each) > 1]
        for at, several in enumerate(_slices(blocks), 1):
            found = [pair for block in several for pair in _pairs_in(block, met)]
            yield Progress(done + count * at * _SLICE // (len(blocks) + _SLICE), passes * count, tuple(found))
        done += count


@dataclass(frozen=True, slots=True)
class _Heard:
    """A person, with how the name sounds."""

    person: Person
    name: str
    sounds: Sounds


def _heard(person: Person, known: dict[str, Sounds] | None = None) -> _Heard:
    name, heard = name_key(person.name), known if known is not None else {}
    if name not in heard:
        heard[name] = tuple(each for each in readings(name) if each)
    return _Heard(person, name, heard[name])


def _slices(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), _SLICE):
        yield items[start : start + _SLICE]


# what is compared


def _compare(one: _Heard, other: _Heard) -> Pair | None:
    a, b = one.person, other.person
    near = _likeness(one, other)
    born = bool(a.birth_date) and a.birth_date == b.birth_date
    tail, home = bool(a.tail) and a.tail == b.tail, any(each in b.homes for each in a.homes)
    if not near and not (tail and (born or home)):
        return None  # so it is of nearly all who are compared; what follows is for the others
    differs, reasons = _differing(a, b), []
    if near is Likeness.SAME and born:
        reasons.append(Reason.NAME_AND_BIRTH)
    if tail and _is_told_by_tail(near, differs, born=born, home=home):
        reasons.append(Reason.TAIL)
    if home and (near is Likeness.SAME or (near and not differs)):
        reasons.append(Reason.NAME_AT_HOME)
    if not reasons:
        return None
    score = _WEIGHTS[near] + 3 * born + 3 * tail + home - 2 * len(differs)
    return Pair(*pair_of(a.record, b.record), tuple(reasons), near, differs, score)


_WEIGHTS: Mapping[Likeness, int] = {
    Likeness.UNLIKE: -1,
    Likeness.SWAPPED: 1,
    Likeness.NEAR: 1,
    Likeness.SOUND: 2,
    Likeness.SAME: 3,
}


def _is_told_by_tail(near: Likeness, differs: frozenset[str], *, born: bool, home: bool) -> bool:
    """One in some ten thousand shares four characters by chance, so something else has to fit as well."""
    if "sex" in differs:
        return False  # the number says which
    if "birth_date" in differs:
        return near >= Likeness.SOUND
    return born or home or near is not Likeness.UNLIKE


def _differing(one: Person, other: Person) -> frozenset[str]:
    """What is known of both and is not the same; a slip in one place of a date is nobody else's date."""
    differs = set()
    if one.birth_date and other.birth_date and not _is_slip(one.birth_date, other.birth_date):
        differs.add("birth_date")
    if one.tail and other.tail and one.tail != other.tail:
        differs.add("identity_tail")
    if one.sex and other.sex and one.sex != other.sex:
        differs.add("sex")
    return frozenset(differs)


def _is_slip(one: str, other: str) -> bool:
    """Whether two dates are the same but for one digit, or for month and day in the other order."""
    if len(one) != len(other):
        return False
    wrong = sum(a != b for a, b in zip(one, other, strict=True))
    return wrong <= 1 or (one[:4] == other[:4] and one[5:7] == other[8:10] and one[8:10] == other[5:7])


def _likeness(one: _Heard, other: _Heard) -> Likeness:
    if not one.name or not other.name:
        return Likeness.UNLIKE
    if one.name == other.name:
        return Likeness.SAME
    if len(one.sounds) == 1 == len(other.sounds):
        return _of_sounds(one.sounds[0], other.sounds[0])
    return max((_of_sounds(a, b) for a in one.sounds for b in other.sounds), default=Likeness.UNLIKE)


def _of_sounds(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    if one == other:
        return Likeness.SOUND
    if len(one) != len(other) or len(one) < 2:
        return Likeness.UNLIKE
    if one[0] == other[0] or one[-1] == other[-1]:
        apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        if len(apart) == 1 and _is_one_letter_apart(*apart[0]):
            return Likeness.NEAR
    return Likeness.SWAPPED if sorted(one) == sorted(other) else Likeness.UNLIKE


def _is_one_letter_apart(one: str, other: str) -> bool:
    """Whether two different syllables differ by one letter that is wrong, too many or missing."""
    short, long = sorted((one, other), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) == len(long):
        return short[start + 1 :] == long[start + 1 :]
    return short[start:] == long[start + 1 :]


# the blocks: whoever `_compare` pairs shares a key of one of the families


def _by_name(each: _Heard) -> Iterator[Hashable]:
    if each.name and each.person.birth_date:
        yield each.name, each.person.birth_date


def _by_birth_and_tail(each: _Heard) -> Iterator[Hashable]:
    if each.person.tail and each.person.birth_date:
        yield each.person.tail, each.person.birth_date


def _by_tail_and_home(each: _Heard) -> Iterator[Hashable]:
    if each.person.tail:
        yield from ((each.person.tail, home) for home in each.person.homes)


def _by_tail(each: _Heard) -> Iterator[Hashable]:
    if each.person.tail:
        yield each.person.tail


def _by_home(each: _Heard) -> Iterator[Hashable]:
    yield from each.person.homes


def _by_sound(each: _Heard) -> Iterator[Hashable]:
    """The name, and what is left of its sounds where one syllable is wrong, or where they are swapped."""
    yield each.name
    for sounds in each.sounds:
        yield 0, sounds[0]
        yield 1, sounds[-1]
        yield tuple(sorted(sounds))


_FAMILIES: tuple[Callable[[_Heard], Iterator[Hashable]], ...] = (
    _by_name,
    _by_birth_and_tail,
    _by_tail_and_home,
    _by_tail,
    _by_home,
)


def _put_into(
    blocks: dict[Hashable, list[_Heard]], some: Iterable[_Heard], keys: Callable[[_Heard], Iterator[Hashable]]
) -> None:
    for each in some:
        for key in keys(each):
            blocks.setdefault(key, []).append(each)


def _pairs_in(block: Sequence[_Heard], met: set[tuple[RecordId, RecordId]]) -> Iterator[Pair]:
    """The new pairs of a block; of a crowded one those that its names tell."""
    if len(block) <= MOST_COMPARED:
        yield from _compared(block, met)
        return
    by_sound: dict[Hashable, list[_Heard]] = {}
    _put_into(by_sound, block, _by_sound)
    for alike in by_sound.values():
        yield from _compared(alike, met)


def _compared(alike: Sequence[_Heard], met: set[tuple[RecordId, RecordId]]) -> Iterator[Pair]:
    for at, each in enumerate(alike):
        for other in alike[max(at - MOST_COMPARED, 0) : at]:
            both = pair_of(each.person.record, other.person.record)
            if both[0] == both[1] or both in met:
                continue
            pair = _compare(other, each)
            if pair is not None:
                met.add(both)
                yield pair
