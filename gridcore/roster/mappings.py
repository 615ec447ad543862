"""What a person said about the columns of a file, remembered by its headings for the next file like it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from gridcore.forbidden import forbidden_topic
from gridcore.json_faults import JSON_FAULTS
from gridcore.roster.columns import Column, column_of
from gridcore.roster.headings import Headings

Choice = Mapping[int, Column]
"""What each column holds, by its place from 0; the others are left out."""
MOST_REMEMBERED = 100
_Stored = dict[str, dict[int, str]]


@dataclass(frozen=True)
class Mappings:
    """Choices by the signature of the headings, and for single headings wherever they stand."""

    by_signature: Mapping[str, Choice] = field(default_factory=dict)
    by_title: Mapping[str, Column | None] = field(default_factory=dict)

    def chosen(self, headings: Headings) -> Choice | None:
        """What was said of such headings; None if nothing. What has become impossible is left out."""
        found = self.by_signature.get(signature(headings.titles))
        if found is None and not self.by_title.keys() & set(headings.titles):
            return None
        return _possible(headings, found if found is not None else self._by_title(headings))

    def _by_title(self, headings: Headings) -> Choice:
        """The columns that were found, with what was said of single headings."""
        said: dict[int, Column] = {}
        for place, title in enumerate(headings.titles):
            column = self.by_title.get(title)
            if column is not None and column not in said.values():
                said[place] = column
        found = {
            place: column
            for place, column in headings.columns.items()
            if headings.titles[place] not in self.by_title and column not in said.values()
        }
        return {**found, **said}


NO_MAPPINGS = Mappings()


def signature(titles: Sequence[str]) -> str:
    """The same for all files with these headings in this order; it gives none of them away."""
    return hashlib.sha256("\x1f".join(titles).encode("utf-8", "surrogatepass")).hexdigest()


def with_choice(mappings: Mappings, titles: Sequence[str], choice: Choice) -> Mappings:
    """The mappings with one more remembered; of very many the oldest is forgotten."""
    key = signature(titles)
    kept = {each: held for each, held in mappings.by_signature.items() if each != key}
    kept[key] = dict(choice)
    return Mappings(dict(list(kept.items())[-MOST_REMEMBERED:]), mappings.by_title)


def without_choice(mappings: Mappings, titles: Sequence[str]) -> Mappings:
    """The mappings with one forgotten: from now on the headings speak for themselves."""
    key = signature(titles)
    kept = {each: held for each, held in mappings.by_signature.items() if each != key}
    return Mappings(kept, mappings.by_title)


def moved_choice(choice: Choice, place: int, column: Column | None) -> Choice:
    """The choice once a person said what a column holds: what held the same before is left out."""
    rest = {at: held for at, held in choice.items() if at != place and held is not column}
    return rest if column is None else dict(sorted({**rest, place: column}.items()))


def encode_mappings(mappings: Mappings) -> str:
    """The remembered choices as text; they hold no heading and no value."""
    stored: _Stored = {
        key: {at: column.value for at, column in choice.items()}
        for key, choice in mappings.by_signature.items()
    }
    return msgspec.json.encode(stored).decode()


def decode_mappings(text: str) -> Mappings:
    """The remembered choices; none where the text cannot be read, and without columns unknown here."""
    try:
        stored = msgspec.json.decode(text, type=_Stored)
    except JSON_FAULTS:
        return Mappings()
    known = frozenset(Column)
    return Mappings(
        {
            key: {at: Column(name) for at, name in choice.items() if name in known}
            for key, choice in stored.items()
        }
    )


def titles_from(content: bytes) -> Mappings:
    """A file that says what single headings mean: `{"住户": "name", "旧编号": null}`.

    Raises ValueError with a sentence where it is none, names no such column, names one twice, or names a
    heading about what is never kept.
    """
    try:
        said = msgspec.json.decode(content, type=dict[str, str | None])
    except JSON_FAULTS:
        raise ValueError('it is no JSON object such as {"住户": "name", "旧编号": null}') from None
    names = [each for each in said.values() if each is not None]
    for name in names:
        if name not in frozenset(Column):
            raise ValueError(f"there is no column {name}; one of {', '.join(Column)}")
    if len(set(names)) < len(names):
        raise ValueError("two headings cannot hold the same")
    for title in said:
        if is_closed(title):
            raise ValueError(f"{title} is not imported by design")
    return Mappings(by_title={title: None if name is None else Column(name) for title, name in said.items()})


def is_closed(title: str) -> bool:
    """Whether a heading is about what is never kept."""
    return column_of(title) is None and forbidden_topic(title) is not None


def _possible(headings: Headings, choice: Choice) -> Choice:
    found: dict[int, Column] = {}
    for place, column in sorted(choice.items()):
        if 0 <= place < len(headings.titles) and place not in headings.forbidden:
            found.update({} if column in found.values() else {place: column})
    return found
