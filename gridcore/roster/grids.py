"""Which grid a row means: by code, by name, or by its number among the community's grids."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from gridcore.roster.ids import place_key
from gridcore.tidy import tidy_code

_NUMBERED = re.compile(r"第?(?P<one>[0-9]+|[一二三四五六七八九十]+)号?网格|网格(?P<other>[0-9]+)")


@dataclass(frozen=True)
class Grids:
    """A community's grids by code, those that the importer follows, and the one of rows that name none."""

    community: str
    names: Mapping[str, str]
    followed: Collection[str]
    default: str | None = None
    _by_words: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words: dict[str, str] = {}
        for code, name in self.names.items():
            words.setdefault(code, code)
            words.setdefault(name, code)
        for code, name in self.names.items():
            words.setdefault(_key(name), code)
        for code in self.names:
            words.setdefault(code[-3:].lstrip("0"), code)
        object.__setattr__(self, "_by_words", words)

    def find(self, written: str) -> str | None:
        """The code of the grid that a cell names; None where no grid of the community is meant."""
        if (exact := self._by_words.get(written)) is not None:
            return exact
        words = (tidy_code(written).value or "").upper()
        found = self._by_words.get(words) or self._by_words.get(_key(words))
        return found or self._by_words.get(words.lstrip("0"))

    @property
    def unnamed(self) -> str | None:
        """The grid of rows that name none: the chosen one, else the only one that is followed."""
        if self.default is not None:
            return self.default
        return next(iter(self.followed)) if len(self.followed) == 1 else None


def _key(name: str) -> str:
    """A grid's name as offices vary it: 第三网格, 3号网格 and 和合社区第3网格 are one."""
    words = (tidy_code(name).value or "").upper()
    numbered = _NUMBERED.search(words)
    if numbered is None:
        return words
    return place_key(f"{numbered['one'] or numbered['other']}号")
