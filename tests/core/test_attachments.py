"""Attachments are elements of a set: one line of text that names content, and is never a path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.attachments import (
    LARGEST,
    LONGEST_NAME,
    MOST_OF_A_FIELD,
    Attachment,
    Media,
    attachment_of,
    file_name,
    is_sha256,
)
from gridcore.fields import UNION
from gridcore.records import RECORD_TYPES
from gridcore.shapes import fits, fits_element

SHA = "ab" * 32
DOOR = Attachment(SHA, 181_204, Media.JPEG, "门口 1.jpg")


def test_an_attachment_is_one_element_of_a_set() -> None:
    assert attachment_of(DOOR.element) == DOOR
    files = RECORD_TYPES["visit"].fields["files"]
    assert files.merge is UNION
    assert RECORD_TYPES["visit"].cells["files"].is_set
    assert fits_element(files, DOOR.element)
    assert fits(files, [DOOR.element])
    assert fits_element(RECORD_TYPES["evidence"].fields["files"], DOOR.element)


@pytest.mark.parametrize(
    "element",
    [
        None,
        7,
        "",
        SHA,
        f"{SHA} 0 jpeg a.jpg",
        f"{SHA} {LARGEST + 1} jpeg a.jpg",
        f"{SHA} 012 jpeg a.jpg",
        f"{SHA} 12 gif a.gif",
        f"{SHA} 12 jpeg a.png",
        f"{SHA} 12 jpeg ../../a.jpg",
        f"{SHA} 12 jpeg C:\\a.jpg",
        f"{SHA} 12 jpeg .jpg",
        f"{SHA} 12 jpeg con.jpg",
        f"{SHA} 12 jpeg a\u202egpj.exe.jpg",
        f"{SHA} 12 jpeg a\n.jpg",
        f"{SHA.upper()} 12 jpeg a.jpg",
        f"{SHA} 12 jpeg {'长' * LONGEST_NAME}.jpg",
    ],
)
def test_what_names_no_attachment_joins_no_set(element: object) -> None:
    assert attachment_of(element) is None
    assert not fits_element(RECORD_TYPES["visit"].fields["files"], element)  # type: ignore[arg-type]


def test_a_field_holds_a_handful_of_files() -> None:
    many = [f"{number:064x} 12 png {number}.png" for number in range(MOST_OF_A_FIELD + 1)]
    files = RECORD_TYPES["visit"].fields["files"]
    assert fits(files, [*many[:-1]])
    assert not fits(files, [*many])
    assert not fits(files, DOOR.element)


@pytest.mark.parametrize(
    ("given", "media", "kept"),
    [
        ("IMG_001.JPG", Media.JPEG, "IMG_001.jpg"),
        ("/home/me/../x/门口.jpeg", Media.JPEG, "门口.jpg"),
        ("..\\..\\windows\\a.png", Media.PNG, "a.png"),
        ("invoice.pdf.jpg", Media.PDF, "invoice.pdf"),
        ("run.exe", Media.PNG, "run.exe.png"),
        ("...", Media.PNG, "file.png"),
        ("", Media.PDF, "file.pdf"),
        ("NUL", Media.PDF, "_NUL.pdf"),
        ("aux.jpg", Media.JPEG, "_aux.jpg"),
        ("a\u202egpj.exe", Media.JPEG, "agpj.exe.jpg"),
        ('a<b>"c|?*d', Media.PNG, "a b c d.png"),
        ("cafe\u0301.png", Media.PNG, "café.png"),
        ("a\x00b\tc", Media.PNG, "ab c.png"),
    ],
)
def test_a_name_is_for_people_and_leads_nowhere(given: str, media: Media, kept: str) -> None:
    assert file_name(given, media) == kept


@given(st.text(max_size=120), st.sampled_from(Media))
def test_a_kept_name_is_kept_again_and_fits_an_element(given: str, media: Media) -> None:
    name = file_name(given, media)
    assert file_name(name, media) == name
    assert 4 < len(name) <= LONGEST_NAME
    found = Attachment(SHA, 5, media, name)
    assert attachment_of(found.element) == found
    assert len(found.element) <= 200  # the longest word of an edit


def test_a_hash_is_64_small_hexadecimal_digits() -> None:
    assert is_sha256(SHA)
    assert not is_sha256(SHA[:-1])
    assert not is_sha256(SHA[:-1] + "g")
