"""A long list on paper: one table over many pages, each page with its own sums and with those so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sheet:
    """What stands on it; `widths` are shares of the page's width, `notes` stand on every page.

    `sums` are numbers to be added up, one for each row, by what they count; the rows are counted anyway.
    """

    title: str
    notes: tuple[str, ...]
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def foot(self, first: int, end: int) -> str:
        """The line below the rows `first` to `end` of a page: its own sums and those so far, at last all."""
        page, so_far = self._told(first, end), self._told(0, end)
        if end == len(self.rows):
            return f"本页小计：{page}　　合计：{so_far}"
        return f"本页小计：{page}　　累计：{so_far}"

    def _told(self, first: int, end: int) -> str:
        counted = [f"{end - first}行", *(f"{name}{sum(each[first:end])}" for name, each in self.sums.items())]
        return "，".join(counted)
