"""Signing a paper: who signs on which of its lines, by what it is known again, and how it is kept."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import get_args

import msgspec

from gridcore.attachments import Attachment
from gridcore.papers.filled_paper import Paper, Part, Picture, Signatures, Table

LONGEST_KEPT = 20_000
"""Characters of a paper that is kept with its signatures; a longer one is signed on the sheet."""
_MOST_COLUMNS = 20
_PAGE_MM = 297
_HERE = "（签名"
_NUMBERED = re.compile(r"([0-9]{1,2}) ", re.ASCII)
_PARTS: Mapping[str, type[Part]] = {each.__name__: each for each in get_args(Part)}


@dataclass(frozen=True)
class Signer:
    """Somebody who signs: the line, counted from 1 through both columns, and whose it is."""

    line: int
    words: str

    @property
    def file_name(self) -> str:
        """What a drawn signature is called: its line, for the program, and whose it is, for people."""
        return f"{self.line} {self.words}.png"


@dataclass(frozen=True)
class Drawn:
    """A signature that was drawn, on its line; without its picture it has not arrived here yet."""

    line: int
    sha256: str
    picture: bytes = b""


def signers(paper: Paper) -> tuple[Signer, ...]:
    """Who signs a paper, in the order of its lines."""
    return tuple(
        Signer(line, text.partition(_HERE)[0])
        for line, text in enumerate(signing_lines(paper), start=1)
        if _HERE in text
    )


def signing_lines(paper: Paper) -> list[str]:
    """The lines that are filled in by hand, the left column first."""
    found = [each for each in paper.parts if isinstance(each, Signatures)]
    return [text for each in found for text in (*each.left, *each.right)]


def line_of(attachment: Attachment) -> int | None:
    """On which line a signature stands, by its attachment's name; None for one that is no signature."""
    found = _NUMBERED.match(attachment.name)
    return int(found[1]) if found else None


def content_hash(paper: Paper, drawn: Sequence[Drawn] = ()) -> str:
    """By what a signed paper is known again: SHA-256 over all that stands on it, in hexadecimal digits.

    Signatures that were drawn count with their own hashes; without any the paper's words alone count.
    """
    content = msgspec.json.encode(paper)
    if drawn:
        lines = [[each.line, each.sha256] for each in sorted(drawn, key=lambda one: one.line)]
        content += b"\n" + msgspec.json.encode(lines)
    return hashlib.sha256(content).hexdigest()


def kept(paper: Paper) -> str | None:
    """All that stands on a paper as text, for its archive; None for one that is too long for it."""
    parts = [[type(each).__name__, asdict(each)] for each in paper.parts]
    told = {"title": paper.title, "parts": parts, "is_large": paper.is_large}
    text = msgspec.json.encode(told).decode()
    return text if len(text) <= LONGEST_KEPT else None


def from_kept(text: str) -> Paper | None:
    """The paper that was kept; None where nothing was, or where this version cannot read or draw it."""
    try:
        told = msgspec.json.decode(text, type=_Kept)
        parts = tuple(msgspec.convert(each, type=_PARTS[name]) for name, each in told.parts)
    except (msgspec.MsgspecError, KeyError):
        return None
    return Paper(told.title, parts, is_large=told.is_large) if all(map(_can_be_drawn, parts)) else None


def _can_be_drawn(part: Part) -> bool:
    """Whether a table has a column for each cell, and a picture a height: somebody else wrote it."""
    match part:
        case Table(headings=headings, widths=widths, rows=rows):
            cells = max(len(each) for each in (headings, *rows))
            return max(cells, 1) <= len(widths) <= _MOST_COLUMNS and all(0 < w <= 100 for w in widths)
        case Picture(height_mm=height):
            return 0 < height <= _PAGE_MM
        case _:
            return True


class _Kept(msgspec.Struct, frozen=True):
    title: str
    parts: tuple[tuple[str, dict[str, object]], ...]
    is_large: bool = False
