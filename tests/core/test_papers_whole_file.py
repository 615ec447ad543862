"""A case's file as one: its title, cover, contents and back, and by what a signed paper is known again."""

import dataclasses
import datetime

from gridcore.fields import Values
from gridcore.papers.mediation_file import (
    WholeFile,
    back_cover,
    contents,
    cover,
    papers_of,
)
from gridcore.papers.signing import content_hash
from gridcore.shapes import text_of
from tests.core.case_samples import CASE, whole_case

TODAY = datetime.date(2026, 11, 23)
FILE = whole_case()
WHOLE = WholeFile(FILE, papers_of(FILE, TODAY))


def test_what_a_file_on_the_disk_and_a_printer_are_told_names_neither_the_case_nor_anybody() -> None:
    told = [WHOLE.title, *(each.title for each in WHOLE.papers)]
    people = [text_of(each, "name") for each in FILE.parties] + [
        text_of(each, "agent") for each in FILE.attorneys
    ]
    named = [*people, *(text_of(each, "asked") for each in FILE.investigations), text_of(CASE, "title")]
    assert len([each for each in named if each]) > 3
    assert not [(title, name) for title in told for name in named if name and name in title]
    assert any(name and name in each.name for each in WHOLE.papers for name in named), "the contents do"


def test_the_whole_file_lies_between_its_cover_and_its_back() -> None:
    assert WHOLE.cover == cover(FILE)
    assert WHOLE.back(12) == back_cover(12)


def test_the_contents_name_each_paper_with_the_page_on_which_it_begins() -> None:
    starts = range(1, len(WHOLE.papers) + 1)
    named = [(each.name, at) for each, at in zip(WHOLE.papers, starts, strict=True)]
    assert WHOLE.contents(starts) == contents(FILE, named)


def test_a_signed_paper_is_known_again_and_another_one_is_not() -> None:
    one, other = WHOLE.papers[0].paper, WHOLE.papers[1].paper
    same = papers_of(whole_case(), TODAY)[0].paper
    assert content_hash(one) == content_hash(same)
    changed = dataclasses.replace(one, title=f"{one.title}二")
    assert len({content_hash(each) for each in (one, other, changed)}) == 3


def test_papers_of_one_day_or_one_agent_have_names_of_their_own() -> None:
    day: Values = {"held_on": "2026-11-03"}
    agents: list[Values] = [{"agent": "陈律师", "given_on": "2026-11-02"}] * 2
    confirmations: list[Values] = [{"court": "西湖区人民法院", "applied_on": "2026-11-09"}] * 2
    file = dataclasses.replace(FILE, sessions=[day, day, day], attorneys=agents, confirmations=confirmations)
    names = [each.name for each in papers_of(file, TODAY)]
    assert len(set(names)) == len(names), names
    assert {
        "人民调解记录（2026-11-03）",
        "人民调解记录（2026-11-03，2）",
        "人民调解记录（2026-11-03，3）",
    } <= {*names}
    assert "授权委托书（陈律师，2）" in names
