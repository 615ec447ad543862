"""Files made byte by byte: pictures and papers as they should be, and as nobody should trust them."""

import struct
import zlib


def chunk(name: bytes, body: bytes) -> bytes:
    """A part of a PNG with its checksum."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 8, height: int = 8, *, extra: bytes = b"", salt: int = 0) -> bytes:
    """A grey PNG of these sides; `extra` are chunks before the data, `salt` makes its content another."""
    rows = b"".join(
        b"\0" + bytes((x * 7 + y * 13 + salt) & 0xFF for x in range(width)) for y in range(height)
    )
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")
    )


def huge_png(side: int) -> bytes:
    """A few bytes that claim a picture of side × side."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


def segment(kind: int, body: bytes) -> bytes:
    """A part of a JPEG."""
    return bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body


def jpeg(width: int = 8, height: int = 8, *, extra: bytes = b"", data: bytes = b"\x12\x34") -> bytes:
    """The parts of a JPEG in their order; `extra` are segments before the frame."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    head = b"\xff\xd8" + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    return head + extra + frame + scan + data + b"\xff\xd9"


def pdf(inside: bytes = b"") -> bytes:
    """The least that is a PDF."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog" + inside + b">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
