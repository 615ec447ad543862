"""Every icon in every colour that was asked for, as files inside Qt's in-memory resource tree.

Style sheets can only name files, and `QIcon` draws crisply at any scale only from an SVG file. Registering
tinted copies in memory gives both without writing a file anywhere.
"""

from __future__ import annotations

import struct
from functools import cache
from operator import itemgetter
from pathlib import Path

from PySide6.QtCore import qRegisterResourceData

from gridclient.resources_path import resource

_FORMAT = 1  # of rcc: name offset, flags, then child count and first child, or territory, language and data
_DIRECTORY, _FILE, _ANY_TERRITORY, _C_LANGUAGE = 2, 0, 0, 1

_registered: list[tuple[bytes, bytes, bytes]] = []
"""Qt keeps pointers into these for as long as the process runs."""


@cache
def image_folder(colour: str) -> str:
    """The resource folder that holds all icons drawn in one `#RRGGBB` colour."""
    name = colour.removeprefix("#").lower()
    images = {name: _tinted(image, colour) for name, image in _images().items()}
    tree, names, data = _encode(("icons", name), images)
    qRegisterResourceData(_FORMAT, tree, names, data)
    _registered.append((tree, names, data))
    return f":/icons/{name}"


@cache
def icon_names() -> frozenset[str]:
    """The names of all icons that exist."""
    return frozenset(path.stem for path in _icon_files())


def _icon_files() -> list[Path]:
    return sorted(resource("icons").glob("*.svg"))


@cache
def _images() -> dict[str, bytes]:
    """All icons as they lie in their files, read once for all colours."""
    return {path.name: path.read_bytes() for path in _icon_files()}


def _tinted(image: bytes, colour: str) -> bytes:
    return image.replace(b"currentColor", colour.encode())


def _encode(folders: tuple[str, ...], files: dict[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """The three tables of rcc's binary format for files that lie below a chain of folders."""
    tree, names, data = bytearray(), bytearray(), bytearray()
    tree += struct.pack(">IHII", 0, _DIRECTORY, 1, 1)
    for depth, folder in enumerate(folders, start=1):
        children = len(files) if depth == len(folders) else 1
        tree += struct.pack(">IHII", len(names), _DIRECTORY, children, depth + 1)
        names += _name(folder)
    by_hash = sorted(((_hash(name), name) for name in files), key=itemgetter(0))  # Qt finds them by bisection
    for _, name in by_hash:
        tree += struct.pack(">IHHHI", len(names), _FILE, _ANY_TERRITORY, _C_LANGUAGE, len(data))
        names += _name(name)
        data += struct.pack(">I", len(files[name])) + files[name]
    return bytes(tree), bytes(names), bytes(data)


def _name(name: str) -> bytes:
    return struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")


@cache
def _hash(name: str) -> int:
    """Qt's `qt_hash`, by which rcc sorts."""
    found = 0
    for character in name:
        found = (found << 4) + ord(character)
        found ^= (found & 0xF0000000) >> 23
        found &= 0x0FFFFFFF
    return found
