"""What a file is, by its bytes: a sane JPEG, PNG or PDF, or why it is refused. Nothing is decoded here.

What is stored carries no place, camera or author: the server refuses pictures with such parts, so that no
client has to be trusted with taking them out.
"""

import enum
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gridcore.attachments import LARGEST, LONGEST_SIDE, Media

MOST_PIXELS = 60_000_000
"""Of a picture that may be decoded; a file of a few bytes can claim far more."""
MOST_AT_ONCE = 24_000_000
"""Of a picture that is held as a whole before it gets smaller: a PNG, or a JPEG that comes in refinements.

Half of it where a colour has 16 bits. A page of A4 has 16 million at 400 dots an inch.
"""


class Fault(enum.StrEnum):
    """Why a file is not taken."""

    NOT_ALLOWED = "not_allowed"
    """Neither JPEG nor PNG nor PDF, whatever its name says."""
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    ACTIVE = "active"
    """A PDF that wants to run something or carries files of its own."""
    TELLS_MORE = "tells_more"
    """A picture with parts that tell where, when or with what it was taken."""


@dataclass(frozen=True)
class Contents:
    """A file that is what it seems to be; a PDF has no sides."""

    media: Media
    width: int = 0
    height: int = 0
    tells_more: bool = False


class _DamagedError(Exception):
    """The parts of the file do not hold together."""


class _TooManyPixelsError(Exception):
    """More than may be held at once."""


_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PNG_PLAIN = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"bKGD", b"pHYs"}
)
_PNG_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PNG_WHOLE = ((0, 0, 1, 1),)
_PNG_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""First column and row of each pass of an interlaced picture, and the steps to the next."""
_PNG_SPARE = 4_096
"""Bytes after the last row that some programs write."""
_PIECE = 1 << 20
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_REFINED = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_JPEG_PLAIN = _JPEG_FRAMES | {0xC4, 0xCC, 0xDB, 0xDD, 0xE0, 0xE2, 0xEE}
"""Frames and tables, the headers of JFIF and Adobe, and colour profiles."""
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_PDF_ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
_PDF_TAIL = 2_048


_BEGINNINGS = ((Media.PNG, _PNG), (Media.JPEG, b"\xff\xd8\xff"), (Media.PDF, b"%PDF-"))
LONGEST_BEGINNING = max(len(each) for _, each in _BEGINNINGS)


def media_of(beginning: bytes) -> Media | None:
    """What a file with these first bytes says that it is; None for what is never taken."""
    return next((media for media, each in _BEGINNINGS if beginning.startswith(each)), None)


def examine(content: bytes) -> Contents | Fault:
    """What a file is, or why it is not taken; a picture's sides are checked before anybody decodes it."""
    try:
        match media_of(content):
            case Media.PNG:
                found = _png(content)
            case Media.JPEG:
                found = _jpeg(content)
            case Media.PDF:
                return _pdf(content)
            case _:
                return Fault.NOT_ALLOWED
    except _TooManyPixelsError:
        return Fault.TOO_MANY_PIXELS
    except (_DamagedError, struct.error, zlib.error):
        return Fault.DAMAGED
    if not (found.width and found.height):
        return Fault.DAMAGED
    return Fault.TOO_MANY_PIXELS if found.width * found.height > MOST_PIXELS else found


def examine_stored(content: bytes) -> Contents | Fault:
    """The same for what is to be stored: small enough, and a picture that tells nothing but itself."""
    if len(content) > LARGEST:
        return Fault.TOO_LARGE
    found = examine(content)
    if isinstance(found, Fault):
        return found
    if max(found.width, found.height) > LONGEST_SIDE:
        return Fault.TOO_MANY_PIXELS
    return Fault.TELLS_MORE if found.tells_more else found


def _png(content: bytes) -> Contents:
    header = b""
    tells_more = False
    names, data = [], []
    for name, body in _chunks(content):
        names.append(name)
        if name == b"IHDR":
            header = body
        if name == b"IDAT":
            data.append(body)
        tells_more = tells_more or name not in _PNG_PLAIN
    if names[:1] != [b"IHDR"] or names.count(b"IHDR") != 1 or names[-1] != b"IEND":
        raise _DamagedError
    width, height, depth, colour, *ways = struct.unpack(">IIBBBBB", header)
    if depth not in _PNG_DEPTHS.get(colour, ()) or ways[:2] != [0, 0] or ways[2] > 1:
        raise _DamagedError
    if width * height > MOST_AT_ONCE // (2 if depth == 16 else 1):
        raise _TooManyPixelsError
    passes = _PNG_PASSES if ways[2] else _PNG_WHOLE
    _count_rows(data, _rows_size(width, height, depth * _PNG_SAMPLES[colour], passes))
    return Contents(Media.PNG, width, height, tells_more)


def _rows_size(width: int, height: int, bits: int, passes: tuple[tuple[int, int, int, int], ...]) -> int:
    """The bytes of a PNG's rows when they are unpacked, each with the one that says how it is filtered."""
    size = 0
    for left, top, step, step_down in passes:
        columns, rows = -((left - width) // step), -((top - height) // step_down)
        size += rows * (1 + -(-columns * bits // 8)) if columns > 0 else 0
    return size


def _count_rows(data: Sequence[bytes], wanted: int) -> None:
    """Unpack the rows piece by piece and keep none: as many as the header says, and not endless ones."""
    unpacking, found = zlib.decompressobj(), 0
    for each in data:
        rest, piece = each, _PIECE
        while rest or piece == _PIECE:  # a full piece may have left something behind in the packing
            piece = len(unpacking.decompress(rest, _PIECE))
            rest, found = unpacking.unconsumed_tail, found + piece
            if found > wanted + _PNG_SPARE:
                raise _DamagedError
    if found < wanted:
        raise _DamagedError


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks with their names, each with a right checksum; nothing follows the last."""
    at, name = len(_PNG), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if checksum != zlib.crc32(name + body):
            raise _DamagedError
        yield name, body
        at += 12 + length
    if at != len(content):
        raise _DamagedError


def _jpeg(content: bytes) -> Contents:
    """The segments up to the picture's data; the frame's header tells its sides."""
    at, width, height, tells_more = 2, 0, 0, False
    while True:
        mark, kind = content[at : at + 1], content[at + 1 : at + 2]
        if mark != b"\xff" or not kind:
            raise _DamagedError
        if kind == b"\xff":
            at += 1
            continue
        if kind[0] in _JPEG_ALONE:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if length < 2 or at + 2 + length > len(content):
            raise _DamagedError
        if kind[0] == 0xDA:
            break
        if kind[0] in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            if kind[0] in _JPEG_REFINED and width * height > MOST_AT_ONCE:
                raise _TooManyPixelsError
        tells_more = tells_more or kind[0] not in _JPEG_PLAIN
        at += 2 + length
    end = content.rfind(b"\xff\xd9")
    if end < at:
        raise _DamagedError
    return Contents(Media.JPEG, width, height, tells_more or end + 2 != len(content))


def _pdf(content: bytes) -> Contents | Fault:
    """Only what stands there in the open is seen; that is why no PDF is ever opened inside the program."""
    if content[5:7] not in (b"1.", b"2.") or b"%%EOF" not in content[-_PDF_TAIL:]:
        return Fault.DAMAGED
    return Fault.ACTIVE if any(each in content for each in _PDF_ACTIVE) else Contents(Media.PDF)
