"""A workbook is read into plain rows, or a problem says why not; no bytes whatever raise anything else."""

import datetime
import io
import struct
import tracemalloc
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import PasswordError

from gridcore.roster import workbook
from gridcore.roster.notes import WORKBOOK_PROBLEMS
from gridcore.roster.workbook import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_UNPACKED,
    Area,
    Workbook,
    WorkbookProblem,
    read_workbook,
)
from tests.core.roster.written import CONTENT_TYPES, archive, xlsx

SMALL = xlsx(("人员", [["姓名", "住址"], ["张桂英", "3号楼2单元501"]]))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code(content: bytes) -> str:
    found = read_workbook(content)
    assert isinstance(found, WorkbookProblem)
    assert found.code in WORKBOOK_PROBLEMS
    return found.code


def book(content: bytes) -> Workbook:
    found = read_workbook(content)
    assert isinstance(found, Workbook), found
    return found


def cell(place: str, value: object = 1, attributes: str = "") -> str:
    return f'<c r="{place}"{attributes}><v>{value}</v></c>'


def rows_xml(*cells: str) -> str:
    return "<sheetData>" + "".join(f"<row>{each}</row>" for each in cells) + "</sheetData>"


def zipped(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return held.getvalue()


def test_cells_become_plain_values_and_rows_keep_their_numbers() -> None:
    day, hour = datetime.date(1956, 3, 4), datetime.time(8, 30)
    content = xlsx(("甲", [[], ["张", 501, 1.5, True], [day, hour, ("=1+1", 2), "  "], [("=NA()", "#N/A")]]))
    (sheet,) = book(content).sheets
    assert sheet.name == "甲"
    assert sheet.rows == [
        (None, None, None, None),
        ("张", 501, 1.5, True),
        (day, "08:30:00", 2, None),
        (None, None, None, None),
    ]


def test_merged_cells_are_told_and_end_with_the_table() -> None:
    content = archive(
        rows_xml(cell("A1") + cell("B1"), cell("A2") + cell("B2"))
        + '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:A90"/><mergeCell ref="X9:Z9"/></mergeCells>'
    )
    (sheet,) = book(content).sheets
    assert sheet.merged == (Area(0, 0, 0, 1), Area(1, 0, 1, 0))


def test_merged_cells_that_overlap_without_end_are_left_out() -> None:
    merged = "".join('<mergeCell ref="A1:B2"/>' for _ in range(5_000))
    content = archive(rows_xml(cell("A1"), cell("B2")) + f"<mergeCells>{merged}</mergeCells>")
    (sheet,) = book(content).sheets
    assert len(sheet.merged) == 2


def test_several_sheets_keep_their_order_and_hidden_ones_say_so() -> None:
    found = book(xlsx(("甲", [["a"]]), ("乙", []), ("丙", [["c"]]), hidden=("丙",)))
    assert [(each.name, tuple(each.rows), each.is_hidden) for each in found.sheets] == [
        ("甲", (("a",),), False),
        ("乙", (), False),
        ("丙", (("c",),), True),
    ]


def test_a_sheet_with_a_chart_alone_is_passed_over() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as made:
        page = made.add_worksheet("数据")
        page.write(0, 0, 7)
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=数据!$A$1:$A$1"})
        made.add_chartsheet("图").set_chart(chart)
    assert [each.name for each in book(held.getvalue()).sheets] == ["数据"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty_file"),
        (b"\x00" * 600, "empty_file"),
        (b"<!DOCTYPE html><html><body>login</body></html>", "web_page"),
        (b"\xef\xbb\xbf\r\n <table><tr><td>1</td></tr></table>", "web_page"),
        ("姓名,住址\n张三,3号楼".encode(), "text_file"),
        ("姓名,住址\n张三,3号楼".encode("gb18030"), "text_file"),
        ("姓名\t住址".encode("utf-16"), "text_file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"%PDF-1.7", "image"),
        (OLE + b"\x00" * 500, "other_format"),
        (OLE + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 9, "password_protected"),
        (b"\x7fELF\x02\x00\x00\x01", "not_a_workbook"),
        (b"PK\x05\x06" + b"\x00" * 18, "damaged"),
        (zipped(**{"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "other_format"),
        (zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\x01"}), "other_format"),
        (zipped(**{"photo.jpg": b"\xff\xd8"}), "not_a_workbook"),
        (zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "damaged"),
        (zipped(**{"[Content_Types].xml": "<Types/>".encode("utf-16")}), "damaged"),
    ],
)
def test_what_is_no_workbook_gets_a_sentence_of_its_own(content: bytes, expected: str) -> None:
    assert code(content) == expected


def test_a_file_that_is_too_large_is_not_unpacked() -> None:
    assert code(SMALL + b"\x00" * (MOST_BYTES - len(SMALL) + 1)) == "too_large"


def test_a_zip_bomb_is_refused_by_its_directory() -> None:
    bomb = archive(rows_xml(cell("A1")), more={"xl/big.xml": b" " * (MOST_UNPACKED + 1)})
    assert len(bomb) < 200_000
    assert code(bomb) == "too_large"


def test_a_directory_that_lies_about_sizes_does_not_help_a_bomb() -> None:
    content = archive("<sheetData></sheetData>", more={"xl/big.xml": b" " * 3_000_000})
    lying = content.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 100))
    assert lying != content
    assert code(lying) == "damaged"


def test_an_archive_of_thousands_of_parts_is_refused() -> None:
    more = {f"xl/media/{number}.png": b"" for number in range(2_100)}
    assert code(archive(rows_xml(cell("A1")), more=more)) == "too_large"


def test_pictures_beside_the_sheets_are_not_even_unpacked() -> None:
    content = archive(rows_xml(cell("A1")), more={"xl/media/1.png": b"\x00" * (MOST_UNPACKED + 1)})
    assert tuple(book(content).sheets[0].rows) == ((1,),)


def test_an_encrypted_archive_is_told_apart_from_a_damaged_one() -> None:
    content = bytearray(zipped(**{"[Content_Types].xml": CONTENT_TYPES.encode()}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert code(bytes(content)) == "password_protected"


def test_a_packing_that_excel_never_uses_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("[Content_Types].xml", CONTENT_TYPES)
    assert code(held.getvalue()) == "damaged"


def test_a_truncated_file_is_refused_wherever_it_ends() -> None:
    for end in range(1, len(SMALL), 37):
        assert code(SMALL[:end]) in {"damaged", "text_file", "not_a_workbook"}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_damaged_bytes_never_raise(damage: list[tuple[int, int]]) -> None:
    content = bytearray(SMALL)
    for place, value in damage:
        content[place] = value
    assert isinstance(read_workbook(bytes(content)), Workbook | WorkbookProblem)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", OLE, b"<html>"]))
def test_any_bytes_never_raise(content: bytes, start: bytes) -> None:
    assert isinstance(read_workbook(start + content), Workbook | WorkbookProblem)


@pytest.mark.parametrize(
    ("sheet_xml", "expected"),
    [
        (rows_xml("".join(cell(f"{'A' * 4}{n}") for n in (1, 2))), "too_many_columns"),
        (rows_xml(cell("A1") + cell("XFD1")), "too_many_columns"),
        (rows_xml(cell("A1"), cell("A1048576")), "too_many_rows"),
        (rows_xml(cell("A1"), cell(f"SA{MOST_CELLS // 400}")), "too_many_rows"),
        (rows_xml("<c><v>1</v></c>" * 20_000), "too_many_columns"),
        (f'<sheetData><row r="{MOST_ROWS + 1}"><c><v>1</v></c></row></sheetData>', "too_many_rows"),
        (rows_xml('<x:c r="XFD1" xmlns:x="x"><v>1</v></x:c>'), "too_many_columns"),
        (rows_xml(f'<c {" " * 300} r="XFD1"><v>1</v></c>'), "too_many_columns"),
        (rows_xml('<c r="&#65;1"><v>1</v></c>'), "damaged"),
        (rows_xml(cell("A1") + '<c r="1A"><v>1</v></c>'), "damaged"),
    ],
)
def test_a_sheet_that_would_fill_the_memory_is_refused_before_it_is_laid_out(
    sheet_xml: str, expected: str
) -> None:
    assert code(archive(sheet_xml)) == expected


def test_twenty_thousand_columns_of_garbage_are_refused() -> None:
    def letters(number: int) -> str:
        found = ""
        while number:
            number, rest = divmod(number - 1, 26)
            found = chr(65 + rest) + found
        return found

    row = "".join(cell(f"{letters(column)}1", "x" * 5, ' t="str"') for column in range(1, 20_001))
    assert code(archive(rows_xml(row))) == "too_many_columns"


def test_formats_without_values_far_away_do_no_harm() -> None:
    content = archive(rows_xml(cell("A1") + '<c r="XFD1" s="1"/>', '<c r="A1048576" s="1"/>'))
    assert tuple(book(content).sheets[0].rows) == ((1,),)


def test_cells_without_an_address_follow_each_other() -> None:
    content = archive('<sheetData><row r="2"><c><v>1</v></c><c><v>2</v></c></row></sheetData>')
    assert tuple(book(content).sheets[0].rows) == ((None, None), (1, 2))


def test_oddly_written_addresses_are_read_as_well() -> None:
    content = archive(rows_xml(f"<c {' ' * 300} r = 'B1'><v>7</v></c>"))
    assert tuple(book(content).sheets[0].rows) == ((None, 7),)


def test_the_largest_sheet_is_laid_out() -> None:
    content = archive(rows_xml(cell(f"A{MOST_ROWS}")))
    assert len(book(content).sheets[0].rows) == MOST_ROWS
    assert MOST_COLUMNS * 1_000 < MOST_CELLS


@pytest.mark.parametrize("value", ["0", "+0", "&#48;", "<![CDATA[0]]>", "<!-- -->0", "0<!-- -->"])
def test_one_long_text_in_a_million_cells_is_refused(value: str) -> None:
    cells = (cell(f"A{row}", value, ' t="s"') for row in range(1, 2_001))
    shared = f"<si><t>{'字' * 30_000}</t></si>"
    assert code(archive(rows_xml(*cells), shared=shared)) == "too_large"


def test_long_texts_that_few_cells_name_are_read() -> None:
    shared = f"<si><t>{'字' * 30_000}</t></si><si><t>张</t></si>"
    cells = cell("A1", 0, ' t="s"') + cell("B1", 1, ' t="s"') + cell("C1", "字", ' t="str"')
    assert tuple(book(archive(rows_xml(cells), shared=shared)).sheets[0].rows) == (
        ("字" * 30_000, "张", "字"),
    )


def test_hundreds_of_sheets_that_name_one_part_are_refused() -> None:
    assert code(archive(rows_xml(cell("A1")), sheets=MOST_SHEETS + 1)) == "too_large"
    assert code(archive(rows_xml(cell(f"Z{MOST_CELLS // 40}")), sheets=2)) == "too_large"


class PanicException(BaseException):
    """Named like what a panic of the reader arrives as."""


@pytest.mark.parametrize(
    ("failure", "expected"),
    [(PanicException(), "damaged"), (PasswordError(), "password_protected")],
)
def test_a_failing_reader_is_a_damaged_or_locked_workbook(
    failure: BaseException, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(book: object) -> list[workbook.Sheet]:
        raise failure

    monkeypatch.setattr(workbook, "_laid_out", fail)
    assert code(SMALL) == expected


def test_an_interruption_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(book: object) -> list[workbook.Sheet]:
        raise KeyboardInterrupt

    monkeypatch.setattr(workbook, "_laid_out", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_workbook(SMALL)


def test_a_large_part_is_held_unpacked_once() -> None:
    size = 8_000_000
    content = archive(rows_xml(cell("A1")), more={"xl/theme/large.xml": b"<a/>" * (size // 4)})
    tracemalloc.start()
    try:
        book(content)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 1.5 * size


def test_limits_hold_wherever_a_part_is_cut_for_its_search(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[f"很长的文字{'长' * 70}{row}-{column}" for column in range(4)] for row in range(40)]
    content = xlsx(("人员", rows))
    whole = read_workbook(content)
    assert isinstance(whole, Workbook)
    for size in (1, 7, 150, 1_001):
        monkeypatch.setattr(workbook, "_PIECE", size)
        assert read_workbook(content) == whole
        assert read_workbook(xlsx(("人员", [["x"] * 501]))) == WorkbookProblem("too_many_columns")
        monkeypatch.setattr(workbook, "MOST_LETTERS", 4_000)
        assert read_workbook(content) == WorkbookProblem("too_large")
        monkeypatch.undo()
