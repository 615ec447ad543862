"""Code lists: what a choice may hold, in which words. A stored value is the code; texts are for people.

An official list keeps the codes and the order of its standard; a deployer may disable a code, never change
its meaning. Lists without a standard are this product's own and have words for codes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Code:
    """One code with its Chinese and English text; `sensitive` texts are hidden behind a purpose."""

    code: str
    zh: str
    en: str
    enabled: bool = True
    sensitive: bool = False


class CodeList:
    """The codes of one list in their official order."""

    def __init__(
        self,
        name: str,
        standard: str,
        version: str,
        codes: Iterable[Code],
        *,
        aliases: Mapping[str, str] | None = None,
        usual: Iterable[str] = (),
    ) -> None:
        """`aliases` are other words, as rosters use them, between spaces, by the code that they mean.

        `usual`: what a form offers first, in this order; without it everything is. Raises ValueError for a
        code that stands twice, and for other words of an unknown code.
        """
        self.name, self.standard, self.version = name, standard, version
        self.codes = tuple(codes)
        self._by_code = {each.code: each for each in self.codes}
        if len(self._by_code) != len(self.codes):
            raise ValueError(f"{name}: a code stands twice")
        self._usual = tuple(usual)
        self._by_text: dict[str, str] = {}
        for each in self.codes:
            for text in (each.code, each.zh, each.en):
                self._by_text.setdefault(text.lower(), each.code)
        for code, words in (aliases or {}).items():
            if code not in self._by_code:
                raise ValueError(f"{name}: other words for an unknown code")
            for word in words.split():
                self._by_text.setdefault(word, code)

    def __getitem__(self, code: str) -> Code:
        """The code's entry. Raises KeyError for a code that is not in the list."""
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def enabled(self) -> tuple[Code, ...]:
        """What a form offers."""
        return tuple(each for each in self.codes if each.enabled)

    def usual(self) -> tuple[Code, ...]:
        """What a form offers first; the rest is found by typing."""
        return tuple(self._by_code[each] for each in self._usual) or self.enabled()

    def text(self, code: str, lang: Language) -> str:
        """The code's text; a code from a newer version of the list is shown as it is."""
        found = self._by_code.get(code)
        if found is None:
            return code
        return found.zh if lang == "zh" else found.en

    def find(self, text: str) -> str | None:
        """The code that a roster's text means: the code itself, either text, or a usual other word."""
        return self._by_text.get(text.strip().lower())


def own_list(name: str, *codes: Code, aliases: Mapping[str, str] | None = None) -> CodeList:
    """A list that no standard defines."""
    return CodeList(name, "product", "1", codes, aliases=aliases)
