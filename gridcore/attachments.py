"""Attachments: photos and papers that hang on a record, named by their content.

A field of attachments is a set; an element is one line of text, `sha256 size media name`. So attaching is
adding an element and detaching dropping it, and the set's rules decide how edits of two people meet.
"""

import enum
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

LARGEST = 10_000_000
"""Bytes of one attachment as it is stored and sent."""
LARGEST_PICKED = 60_000_000
"""Bytes of a file that a person may pick; a photo gets smaller before it is stored."""
LONGEST_SIDE = 2_048
"""Pixels of a stored picture's longer side."""
MOST_OF_A_FIELD = 20
LONGEST_NAME = 60


class Media(enum.StrEnum):
    """What may be attached; told by the content, never by a file's name."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"


ENDINGS: Mapping[Media, str] = {Media.JPEG: ".jpg", Media.PNG: ".png", Media.PDF: ".pdf"}
"""How the name of an attachment ends."""

_ELEMENT = re.compile(r"([0-9a-f]{64}) ([1-9][0-9]{0,7}) (jpeg|png|pdf) ([^\n]+)", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SEPARATORS = re.compile(r"[/\\:]")
_ENDING = re.compile(r"\.(?:jpe?g|jfif|png|pdf)$", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[<>"|?*\s]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_UNNAMED = "file"


@dataclass(frozen=True)
class Attachment:
    """One attachment of a record: its content's SHA-256 and size, what it is, and what it is called."""

    sha256: str
    size: int
    media: Media
    name: str

    @property
    def element(self) -> str:
        """The element of the set that this attachment is."""
        return f"{self.sha256} {self.size} {self.media} {self.name}"


def attachment_of(element: object) -> Attachment | None:
    """The attachment that an element names; None for anything else, also for a name that is a path."""
    found = _ELEMENT.fullmatch(element) if isinstance(element, str) else None
    if found is None:
        return None
    sha256, size, media, name = found[1], int(found[2]), Media(found[3]), found[4]
    if size > LARGEST or name != file_name(name, media):
        return None
    return Attachment(sha256, size, media, name)


def is_sha256(text: str) -> bool:
    """Whether a text is a SHA-256 as attachments write it."""
    return _SHA256.fullmatch(text) is not None


def file_name(given: str, media: Media) -> str:
    """A name for people, from the one that a file had: no folders, nothing invisible, its kind's ending."""
    name = unicodedata.normalize("NFC", _SEPARATORS.split(given)[-1])
    seen = "".join(each for each in name if unicodedata.category(each)[0] != "C" or each.isspace())
    stem = _stem(_NOT_IN_NAMES.sub(" ", seen)) or _UNNAMED
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem + ENDINGS[media]


def _stem(name: str) -> str:
    """Without endings and marginal signs, not too long; what it gives, it gives again."""
    while True:
        shorter = _ENDING.sub("", name.strip(" ."))[: LONGEST_NAME - 5].strip(" .")
        if shorter == name:
            return name
        name = shorter
