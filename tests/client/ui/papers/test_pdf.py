"""A paper as PDF: the words that stand on it can be searched and copied, and signatures keep together."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import zlib

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPdfWriter, QTextTable
from PySide6.QtWidgets import QApplication

from gridclient.resources_path import resource
from gridclient.ui.papers.fonts import paper_families, paper_family
from gridclient.ui.papers.pdf import lay_out, page_of_block, pdf_of
from gridcore.fields import Value
from gridcore.papers.filled_paper import Clauses, Line, Paper, Part, Section, Signatures, Statement, Table
from gridcore.papers.mediation import NOT_APPROVED, agreement_paper
from gridcore.papers.tour import Door, tour_sheet
from tests.core.test_papers_mediation import AGREEMENT, CASE, COMMUNITY, PARTIES

RADICALS = range(0x2E80, 0x2FE0)
RARE_NAMES = "龑䶮㛃喆堃犇甯翀㑇"
BEYOND = "𬭚"
"""Drawn rightly; but Qt writes no ToUnicode entry for what lies beyond the basic plane."""


@pytest.fixture(scope="module", autouse=True)
def _font(qapp: QApplication) -> None:
    """`python dev.py` has built it; who starts pytest by hand gets it now."""
    if not resource("fonts", "paper.otf").exists():
        subprocess.run([sys.executable, str(resource("papers", "build_font.py"))], check=True)


def _agreement(**changes: Value) -> Paper:
    return agreement_paper(CASE, PARTIES, {**AGREEMENT, **changes}, COMMUNITY)


def _long(clauses: int) -> Paper:
    return _agreement(
        agreed="\n".join(["李建国于五日内更换卫生间漏水管道，费用自理，并恢复吊顶；"] * clauses)
    )


def test_every_character_can_be_copied_and_none_turns_into_a_radical() -> None:
    paper = _agreement(facts="人用广食龙风飞马鱼鸟，门车见贝，长金青韦页鬼魚鳥齊龜羽老而耳。" + RARE_NAMES)
    copied = _characters(pdf_of(paper))
    assert not {each for each in copied if ord(each) in RADICALS}
    assert {each for each in _words(paper) if not each.isspace()} <= copied


def test_the_whole_paper_is_set_in_its_own_font() -> None:
    fonts = set(re.findall(rb"/FontName /(?:[A-Z]{6}\+)?([A-Za-z-]+)", pdf_of(_long(40))))
    assert fonts == {b"GridclientPaper"}
    assert paper_families()[0] == paper_family() == "Gridclient Paper"


def test_no_character_of_the_font_has_a_second_glyph() -> None:
    with TTFont(resource("fonts", "paper.otf"), lazy=True) as font:
        assert "GSUB" not in font
        assert not [point for point in font.getBestCmap() if point in RADICALS]
        assert {ord(each) for each in RARE_NAMES + BEYOND} <= font.getBestCmap().keys()


def test_an_ordinary_agreement_fits_on_one_page() -> None:
    pdf = pdf_of(_agreement())
    assert pdf.startswith(b"%PDF-")
    assert _pages(pdf) == 1


@pytest.mark.parametrize("clauses", range(6, 20))
def test_signatures_stay_together_with_a_sentence_of_the_paper(clauses: int) -> None:
    """Wherever the page ends, the closing lies on one page."""
    writer = QPdfWriter(QBuffer())
    made = lay_out(_long(clauses), writer)
    closing = [made.document.findBlockByNumber(at) for at in range(made.closing, made.document.blockCount())]
    assert closing[0].text().strip().startswith("本协议一式三份")
    assert closing[-1].text() == "二〇二六年十月十二日"
    assert len({page_of_block(made, each.blockNumber()) for each in closing}) == 1


@pytest.mark.parametrize("doors", [*range(6, 12), 60])
def test_no_row_of_a_table_is_torn_by_the_end_of_a_page(doors: int) -> None:
    needs = ("errands", "wheelchair", "chat", "medicine_reminder", "call_before_visit")
    people = [Door("欧阳晓丽", "守望花园2号楼2单元0202", needs[: at % 6]) for at in range(doors)]
    made = lay_out(tour_sheet(datetime.date(2026, 11, 23), "赵颖", people), QPdfWriter(QBuffer()))
    (table,) = (each for each in made.document.rootFrame().childFrames() if isinstance(each, QTextTable))
    layout, page = made.document.documentLayout(), made.document.pageSize().height()
    for row in range(table.rows()):
        cells = [table.cellAt(row, column) for column in range(table.columns())]
        boxes = [layout.blockBoundingRect(each.firstCursorPosition().block()) for each in cells]
        boxes += [layout.blockBoundingRect(each.lastCursorPosition().block()) for each in cells]
        pages = {int(edge // page) for each in boxes for edge in (each.top(), each.bottom() - 1)}
        assert len(pages) == 1, row
    assert doors < 60 or made.document.pageCount() > 5
    last = layout.blockBoundingRect(made.document.lastBlock())
    assert last.height() > 0, "what follows the table is drawn"


def test_several_pages_carry_their_numbers() -> None:
    pdf = pdf_of(_long(40))
    assert _pages(pdf) > 1
    assert {"第", "页", "共"} <= _characters(pdf)
    assert "页" not in _characters(pdf_of(_agreement()))


def test_a_draft_says_that_it_is_one() -> None:
    assert set(NOT_APPROVED) <= _characters(pdf_of(_agreement(approval="draft")))


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def _streams(pdf: bytes) -> list[bytes]:
    found = []
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(match[1]))
        except zlib.error:
            found.append(match[1])
    return found


def _characters(pdf: bytes) -> set[str]:
    """What copying from the PDF can give: the characters of its ToUnicode maps."""
    maps = [
        each.decode("latin-1") for each in _streams(pdf) if b"beginbfrange" in each or b"beginbfchar" in each
    ]
    codes = [code for each in maps for listed in re.findall(r"\[([^\]]*)\]", each) for code in listed.split()]
    return {bytes.fromhex(code.strip("<>")).decode("utf-16-be") for code in codes} - {"\0"}


def _words(paper: Paper) -> str:
    return paper.title + "".join(map(_part_words, paper.parts))


def _part_words(part: Part) -> str:
    match part:
        case Line(text=text) | Statement(text=text):
            return text
        case Table(headings=headings, rows=rows):
            return "".join([*headings, *("".join(row) for row in rows)])
        case Section(heading=heading, paragraphs=texts) | Clauses(heading=heading, clauses=texts):
            return heading + "".join(texts)
        case Signatures(left=left, right=right):
            return "".join([*left, *right])
        case _:
            return ""
