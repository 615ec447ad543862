"""What a file is, is told by its bytes; what is not sane is refused before anybody decodes it."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.attachments import LARGEST, LONGEST_SIDE, Media
from gridcore.file_contents import (
    LONGEST_BEGINNING,
    Contents,
    Fault,
    examine,
    examine_stored,
    media_of,
)
from tests.fakes.pictures import chunk, huge_png, jpeg, pdf, png, segment

EXIF = segment(0xE1, b"Exif\0\0place")
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def header(
    *, depth: int = 8, colour: int = 0, ways: tuple[int, int, int] = (0, 0, 0), side: int = 8
) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, depth, colour, *ways))


DATA, END = chunk(b"IDAT", b"x"), chunk(b"IEND", b"")


def test_sane_files_are_what_they_seem() -> None:
    assert examine(png(5, 7)) == examine_stored(png(5, 7)) == Contents(Media.PNG, 5, 7)
    assert examine(jpeg(640, 480)) == examine_stored(jpeg(640, 480)) == Contents(Media.JPEG, 640, 480)
    assert examine(pdf()) == examine_stored(pdf()) == Contents(Media.PDF)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"MZ\x90\0", b"<svg/>", b"\xff\xd8", b"PK\x03\x04", b"%!PS"]
)
def test_what_is_neither_picture_nor_pdf_is_not_allowed(content: bytes) -> None:
    assert examine(content) is Fault.NOT_ALLOWED


@pytest.mark.parametrize(
    "content",
    [
        png()[:-1],
        png()[:40],
        png() + b"more",
        png().replace(b"IDAT", b"IDAX"),
        SIGNATURE + DATA + header() + END,
        SIGNATURE + header() + END,
        SIGNATURE + header() + header() + DATA + END,
        SIGNATURE + header(depth=3) + DATA + END,
        SIGNATURE + header(colour=5) + DATA + END,
        SIGNATURE + header(ways=(1, 0, 0)) + DATA + END,
        SIGNATURE + header(ways=(0, 0, 2)) + DATA + END,
        SIGNATURE + header(side=0) + DATA + END,
        SIGNATURE + header(side=0) + chunk(b"IDAT", zlib.compress(b"")) + END,
        SIGNATURE + chunk(b"IHDR", b"short") + DATA + END,
        SIGNATURE + END,
        jpeg()[:-2],
        jpeg()[:20],
        jpeg(0, 8),
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xff\xff",
        b"\xff\xd8" + segment(0xE0, b"x") + b"no mark",
        b"\xff\xd8\xff\xe0\x00\x01",
        b"\xff\xd8\xff\xe0\xff\xff",
        b"\xff\xd8" + segment(0xDA, b"") + b"\xff\xd9",
        b"%PDF-9.9\n%%EOF",
        pdf()[:-6],
        b"%PDF-1.4\n%%EOF" + bytes(5_000),
    ],
)
def test_what_does_not_hold_together_is_damaged(content: bytes) -> None:
    assert examine(content) is examine_stored(content) is Fault.DAMAGED


def test_a_jpeg_may_have_fillers_and_marks_that_stand_alone() -> None:
    assert examine(jpeg(9, 5, extra=b"\xff\xff\xff" + b"\x01")) == Contents(Media.JPEG, 9, 5)


def test_a_few_bytes_that_claim_a_huge_picture_are_refused() -> None:
    assert examine(huge_png(60_000)) is Fault.TOO_MANY_PIXELS
    assert examine(jpeg(65_000, 65_000)) is Fault.TOO_MANY_PIXELS


def picture(
    side: int, rows: bytes, *, depth: int = 8, colour: int = 0, laced: int = 0, whole: bool = True
) -> bytes:
    """A PNG of these unpacked rows, in two chunks."""
    packed = zlib.compress(rows)
    half = len(packed) // 2
    parts = chunk(b"IDAT", packed[:half]) + chunk(b"IDAT", packed[half:] if whole else b"")
    return SIGNATURE + header(side=side, depth=depth, colour=colour, ways=(0, 0, laced)) + parts + END


@pytest.mark.parametrize(
    ("side", "size", "depth", "colour", "laced"),
    [
        (9, 9 * 10, 8, 0, 0),
        (9, 9 * 3, 1, 0, 0),
        (9, 9 * (1 + 54), 16, 2, 0),
        (9, 9 * (1 + 72), 16, 6, 0),
        (9, 9 * (1 + 18), 8, 4, 0),
        (9, 9 * (1 + 5), 4, 3, 0),
        (1, 2, 8, 0, 1),
        (8, 1 * 2 + 1 * 2 + 1 * 3 + 2 * 3 + 2 * 5 + 4 * 5 + 4 * 9, 8, 0, 1),
    ],
)
def test_a_png_has_the_rows_that_its_header_says_neither_fewer_nor_endless_ones(
    side: int, size: int, depth: int, colour: int, laced: int
) -> None:
    def found(rows: int) -> Contents | Fault:
        return examine(picture(side, bytes(rows), depth=depth, colour=colour, laced=laced))

    assert found(size) == found(size + 100) == Contents(Media.PNG, side, side)
    assert found(size - 1) is Fault.DAMAGED
    assert found(size + 10_000_000) is Fault.DAMAGED, "a few bytes that unpack for minutes"


@pytest.mark.parametrize("side", [1_023, 1_024, 3_000])
def test_no_row_is_missed_where_many_come_out_of_few_bytes(side: int) -> None:
    assert examine(picture(side, bytes(side * (side + 1)))) == Contents(Media.PNG, side, side)


def test_rows_that_end_amid_their_packing_are_damaged() -> None:
    assert examine(picture(9, bytes(range(90)), whole=False)) is Fault.DAMAGED


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (SIGNATURE + header(side=4_900) + DATA + END, Fault.TOO_MANY_PIXELS),
        (SIGNATURE + header(side=3_500, depth=16) + DATA + END, Fault.TOO_MANY_PIXELS),
        (SIGNATURE + header(side=3_400, depth=16) + DATA + END, Fault.DAMAGED),
        (jpeg(7_000, 7_000), None),
        (jpeg(7_000, 7_000).replace(b"\xff\xc0", b"\xff\xc2"), Fault.TOO_MANY_PIXELS),
        (jpeg(4_000, 3_000).replace(b"\xff\xc0", b"\xff\xc2"), None),
    ],
)
def test_a_picture_that_is_held_whole_has_fewer_pixels_than_one_that_shrinks_as_it_is_read(
    content: bytes, fault: Fault | None
) -> None:
    found = examine(content)
    assert (found if isinstance(found, Fault) else None) is fault


def test_a_photo_of_a_camera_is_read_but_not_stored_as_it_is() -> None:
    photo = jpeg(4_000, 3_000, extra=EXIF)
    assert examine(photo) == Contents(Media.JPEG, 4_000, 3_000, tells_more=True)
    assert examine_stored(photo) is Fault.TOO_MANY_PIXELS
    assert examine_stored(jpeg(LONGEST_SIDE, 8)) == Contents(Media.JPEG, LONGEST_SIDE, 8)


@pytest.mark.parametrize(
    "content",
    [
        jpeg(extra=EXIF),
        jpeg(extra=segment(0xFE, b"by me")),
        jpeg(extra=segment(0xED, b"Photoshop 3.0")),
        jpeg() + b"appended",
        png(extra=chunk(b"tEXt", b"Author\0me")),
        png(extra=chunk(b"eXIf", b"place")),
        png(extra=chunk(b"zTXt", b"bomb")),
    ],
)
def test_pictures_that_tell_more_than_themselves_are_not_stored(content: bytes) -> None:
    assert examine_stored(content) is Fault.TELLS_MORE


@pytest.mark.parametrize("inside", [b"/JavaScript 2 0 R", b"/JS(x)", b"/Launch", b"/EmbeddedFile", b"/XFA"])
def test_a_pdf_that_wants_to_run_something_is_refused(inside: bytes) -> None:
    assert examine(pdf(inside)) is Fault.ACTIVE


def test_what_is_too_large_is_not_looked_at() -> None:
    assert examine_stored(bytes(LARGEST + 1)) is Fault.TOO_LARGE


def test_the_first_bytes_say_what_a_file_may_be() -> None:
    for content, media in ((png(), Media.PNG), (jpeg(), Media.JPEG), (pdf(), Media.PDF), (b"MZ", None)):
        assert media_of(content[:LONGEST_BEGINNING]) is media


@given(st.sampled_from([png(), jpeg(), pdf()]), st.integers(0, 200), st.integers(0, 255))
def test_no_spoiled_byte_leads_to_anything_but_an_answer(content: bytes, at: int, byte: int) -> None:
    spoiled = bytearray(content)
    spoiled[at % len(spoiled)] = byte
    assert isinstance(examine(bytes(spoiled)), Contents | Fault)


@given(st.binary(max_size=300))
def test_no_bytes_after_a_signature_lead_to_anything_but_an_answer(tail: bytes) -> None:
    for start in (SIGNATURE, b"\xff\xd8\xff", b"%PDF-1."):
        assert isinstance(examine(start + tail), Contents | Fault)
