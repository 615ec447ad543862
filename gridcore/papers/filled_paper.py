"""A filled paper: what stands on it, part by part; how it is drawn is the printer's matter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line by itself at the right edge: a number, a seal, a date."""

    text: str


@dataclass(frozen=True)
class Remark:
    """A line in small letters above the title, which belongs to no official form: a draft says so here."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows under bold headings; `widths` are hundredths of the page's width, `centred` names columns."""

    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    centred: tuple[int, ...] = (1,)


@dataclass(frozen=True)
class Section:
    """A bold heading on a line of its own, and paragraphs below it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Clauses:
    """A bold heading on a line of its own, and numbered clauses below it."""

    heading: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """One paragraph; its first words, where there are any, are bold."""

    lead: str
    text: str


@dataclass(frozen=True)
class Signatures:
    """What is to be signed by hand, in two columns that begin at the same height."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A photograph in the middle of the page, so many millimetres high."""

    content: bytes
    height_mm: int


Part = Line | Remark | Table | Section | Clauses | Statement | Signatures | Picture


@dataclass(frozen=True)
class Paper:
    """A paper with its title, the parts above it and those below."""

    title: str
    parts: tuple[Part, ...]
    remark: Remark | None = None
    is_large: bool = False
    """For reading at arm's length, in the light of a staircase."""
