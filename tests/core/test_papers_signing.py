"""Signing a paper of a case: who signs where, its name for ever, its hash and its text in the archive."""

import dataclasses
import datetime

import pytest

from gridcore.attachments import Attachment, Media, attachment_of, file_name
from gridcore.case_contents import CaseContents
from gridcore.fields import Values
from gridcore.papers.filed_paper import FiledPaper, named_apart
from gridcore.papers.filled_paper import Line, Paper, Part, Picture, Table
from gridcore.papers.mediation_file import papers_of
from gridcore.papers.signing import (
    LONGEST_KEPT,
    Drawn,
    Signer,
    content_hash,
    from_kept,
    kept,
    line_of,
    signers,
)
from gridcore.records import RECORD_TYPES
from gridcore.shapes import fits
from tests.core.case_samples import INVESTIGATION, SESSION, whole_case

TODAY = datetime.date(2026, 11, 23)
SHA = "0" * 64
SIGNED = RECORD_TYPES["signed_paper"]


def of_kind(file: CaseContents, kind: str) -> list[FiledPaper]:
    return [each for each in papers_of(file, TODAY) if each.kind == kind]


def with_sessions(*sessions: tuple[str, str], signed: tuple[Values, ...] = ()) -> CaseContents:
    """A case with sessions by their ids and days."""
    held = tuple({**SESSION, "held_on": day} for _, day in sessions)
    ids = {"mediation_session": [each for each, _ in sessions]}
    return dataclasses.replace(whole_case(), sessions=held, signed=signed, ids=ids)


def signature_of(paper: FiledPaper) -> Values:
    return {"paper": paper.kind, "title": paper.name, "about": paper.about, "signed_on": "2026-11-20"}


def names(file: CaseContents) -> dict[str, str]:
    return {each.about: each.name for each in of_kind(file, "mediation_record")}


def test_everybody_who_signs_a_paper_is_known_with_the_line_and_nobody_else() -> None:
    (record,) = of_kind(whole_case(), "mediation_record")
    assert [each.words for each in signers(record.paper)] == [
        "申请人张桂英",
        "被申请人春晓物业公司（李建国代）",
        "人民调解员",
        "记录人",
        "参与人",
    ]
    (notice,) = of_kind(whole_case(), "rights_notice")
    assert [each.line for each in signers(notice.paper)] == [1, 2], "a line for the date is no signature"


def test_a_drawn_signature_finds_its_line_again_by_the_name_of_its_attachment() -> None:
    name = Signer(12, "被申请人某某物业服务有限公司（李建国代）" * 3).file_name
    stored = Attachment(SHA, 9, Media.PNG, file_name(name, Media.PNG))
    assert attachment_of(stored.element) == stored
    assert line_of(stored) == 12
    assert line_of(dataclasses.replace(stored, name="漏水.png")) is None


def test_drawn_signatures_are_part_of_what_a_signed_paper_is_known_by() -> None:
    (filed,) = of_kind(whole_case(), "mediation_record")
    paper, one, two = filed.paper, Drawn(1, SHA), Drawn(2, "1" * 64)
    hashes = [content_hash(paper), content_hash(paper, [one]), content_hash(paper, [one, two])]
    assert len({*hashes, content_hash(paper, [Drawn(2, SHA)])}) == 4
    assert content_hash(paper, [two, one]) == hashes[2], "who signed first is no matter"
    assert content_hash(paper, [Drawn(1, SHA, b"picture")]) == hashes[1], "wherever the picture is"


def test_every_paper_of_a_file_is_kept_word_by_word() -> None:
    papers = [each.paper for each in papers_of(whole_case(), TODAY)]
    photo = Paper("公示", (Picture(b"\x89PNG\xff", 60), Line("日期")), is_large=True)
    for paper in (*papers, photo):
        text = kept(paper)
        assert text is not None
        assert from_kept(text) == paper
        assert fits(SIGNED.fields["content"], text)


def test_a_paper_too_long_for_its_archive_is_not_kept_and_what_cannot_be_read_is_none() -> None:
    assert kept(Paper("长", (Line("长" * LONGEST_KEPT),))) is None
    for text in ("", "{}", '{"title":"新","parts":[["Seal",{}]]}', '{"title":"新","parts":[["Line",{}]]}'):
        assert from_kept(text) is None, text


@pytest.mark.parametrize(
    "part",
    [
        Table(("甲",), (), ()),
        Table(("甲", "乙"), (100,), ()),
        Table(("甲",), (100,), (("一", "二"),)),
        Table(("甲",), (0,), ()),
        Table(("甲",), (101,), ()),
        Table(("甲",) * 21, (1,) * 21, ()),
        Picture(b"x", 0),
        Picture(b"x", 298),
    ],
)
def test_what_nobody_can_draw_was_never_a_paper(part: Part) -> None:
    text = kept(Paper("协议", (part,)))
    assert text is not None
    assert from_kept(text) is None, "a colleague's program would end at it"


def test_a_signed_name_never_means_another_record() -> None:
    day = "2026-11-03"
    before = with_sessions(("s2", day))
    (only,) = of_kind(before, "mediation_record")
    signed = (signature_of(only),)
    later = names(with_sessions(("s1", day), ("s2", day), ("s3", day), signed=signed))
    assert later == {
        "s2": only.name,
        "s1": "人民调解记录（2026-11-03，2）",
        "s3": "人民调解记录（2026-11-03，3）",
    }
    third = names(with_sessions(("s1", day), ("s3", day), signed=(*signed, {**signed[0], "about": "s9"})))
    assert only.name not in third.values(), "nor after its record has gone"


def test_a_signed_number_stays_where_an_earlier_record_goes() -> None:
    day = "2026-11-03"
    second = of_kind(with_sessions(("s1", day), ("s2", day)), "mediation_record")[1]
    assert second.name.endswith("，2）")
    signed = (signature_of(second),)
    assert names(with_sessions(("s2", day), signed=signed)) == {"s2": second.name}
    moved = names(with_sessions(("s2", "2026-11-04"), signed=signed))
    assert moved == {"s2": "人民调解记录（2026-11-04）"}, "another day is another name"


def test_a_signed_paper_belongs_to_its_record_or_before_that_was_kept_to_its_name() -> None:
    first, second = of_kind(with_sessions(("s1", "2026-11-03"), ("s2", "2026-11-03")), "mediation_record")
    signed = signature_of(first)
    assert first.is_what_was_signed({**signed, "title": second.name})
    assert not second.is_what_was_signed({**signed, "title": second.name})
    assert not first.is_what_was_signed({**signed, "paper": "agreement"})
    older = {**signed, "about": None}
    assert first.is_what_was_signed(older)
    assert not second.is_what_was_signed(older)


def test_the_longest_name_of_a_paper_fits_its_archive_and_is_still_told_apart() -> None:
    asked: list[Values] = [{**INVESTIGATION, "asked": "某" * 59 + end} for end in "甲乙"]
    agents: list[Values] = [{"agent": "某" * 60, "party": "p1", "given_on": "2026-11-03"}]
    file = dataclasses.replace(whole_case(), investigations=asked * 6, attorneys=agents)
    found = [each.name for each in papers_of(file, TODAY)]
    assert len(set(found)) == len(found)
    assert all(fits(SIGNED.fields["title"], each) for each in found)


def test_a_closing_report_does_not_change_from_day_to_day_after_it_was_signed() -> None:
    (signed,) = of_kind(whole_case(), "closing_report")
    file = dataclasses.replace(whole_case(), signed=({**signature_of(signed), "signed_on": "2026-11-23"},))
    careless = dataclasses.replace(file, signed=(*file.signed, {**signature_of(signed), "signed_on": None}))
    for signed_so in (file, careless):
        found = papers_of(signed_so, datetime.date(2027, 1, 2))
        later = [each for each in found if each.kind == "closing_report"]
        assert [content_hash(each.paper) for each in later] == [content_hash(signed.paper)]


def test_an_application_tells_the_age_at_its_own_day() -> None:
    def hashed(today: datetime.date, applied: str | None) -> str:
        file = whole_case({"applied_on": applied})
        return content_hash(papers_of(file, today)[0].paper)

    assert hashed(TODAY, "2026-10-01") == hashed(datetime.date(2027, 3, 1), "2026-10-01")
    assert hashed(TODAY, None) != hashed(datetime.date(2027, 3, 1), None)


@pytest.mark.parametrize("about", ["", "a"])
def test_papers_without_a_signature_are_numbered_as_they_stand(about: str) -> None:
    paper = FiledPaper("mediation_record", Paper("人民调解记录", ()), "", about)
    other = dataclasses.replace(paper, about=about and "b")
    assert [each.name for each in named_apart([paper, other], ())] == ["人民调解记录", "人民调解记录（2）"]
    assert (paper.title, paper.key) == ("人民调解记录", f"mediation_record/{about}")
