"""Two values for one cell: each merge rule, each base, each chain, with and without an open conflict."""

from dataclasses import dataclass, replace

import pytest

from gridcore.fields import Merge, Value
from gridcore.ids import GroupId, RecordId, ReplicaId
from gridcore.records import RECORD_TYPES
from gridcore.sync.cells import take_value
from gridcore.sync.edits import Set, Text
from gridcore.sync.known import Overlay
from tests.core.sync_desk import HOME, PERSON, VISIT, Desk, put, resolve, write

ANN, ANN2, BOB, EVE, SUE = (ReplicaId(each) for each in ("ann-1", "ann-2", "bob-3", "eve-4", "sue-6"))
ADDRESS, STATUS, WORKER, LAST = (HOME, "address"), (PERSON, "status"), (VISIT, "worker"), (HOME, "last_visit")
REMARK = (HOME, "remark")


@dataclass(frozen=True)
class Case:
    """Who sends what on which base; how it ends. A base is how many of these edits its author had seen."""

    name: str
    cell: tuple[RecordId, str]
    sent: tuple[tuple[ReplicaId, str, int], ...]
    codes: str
    value: Value
    sides: dict[str, Value] | None = None


CASES = (
    # ASK: the arriving value stands, both are shown
    Case("seen", ADDRESS, ((ANN, "乙", 0), (BOB, "丙", 1)), "ok ok", "丙"),
    Case("own chain", ADDRESS, ((ANN, "乙", 0), (ANN, "丙", 0)), "ok ok", "丙"),
    Case("same", ADDRESS, ((ANN, "乙", 0), (BOB, "乙", 0)), "ok same", "乙"),
    Case("own same", ADDRESS, ((ANN, "乙", 0), (ANN, "乙", 0)), "ok same", "乙"),
    Case("ask", ADDRESS, ((ANN, "乙", 0), (BOB, "丙", 0)), "ok conflict", "丙", {ANN: "乙", BOB: "丙"}),
    Case(
        "the author's other laptop is another replica",
        ADDRESS,
        ((ANN, "乙", 0), (ANN2, "丙", 0)),
        "ok conflict",
        "丙",
        {ANN: "乙", ANN2: "丙"},
    ),
    Case(
        "what both said is not one's own to change",
        ADDRESS,
        ((ANN, "乙", 0), (BOB, "乙", 0), (ANN, "丙", 0)),
        "ok same conflict",
        "丙",
        {BOB: "乙", ANN: "丙"},
    ),
    Case(
        "nor the other's",
        ADDRESS,
        ((ANN, "乙", 0), (BOB, "乙", 0), (BOB, "丙", 0)),
        "ok same conflict",
        "丙",
        {ANN: "乙", BOB: "丙"},
    ),
    Case(
        "all who said it are sides when a third disagrees",
        ADDRESS,
        ((ANN, "乙", 0), (BOB, "乙", 0), (EVE, "丙", 0)),
        "ok same conflict",
        "丙",
        {ANN: "乙", BOB: "乙", EVE: "丙"},
    ),
    Case(
        "whoever saw what both said may replace it",
        ADDRESS,
        ((ANN, "乙", 0), (BOB, "乙", 0), (ANN, "丙", 1)),
        "ok same ok",
        "丙",
    ),
    Case(
        "the standing side goes on",
        ADDRESS,
        ((ANN, "乙", 0), (BOB, "丙", 0), (BOB, "丁", 0)),
        "ok conflict ok",
        "丁",
        {ANN: "乙", BOB: "丁"},
    ),
    Case(
        "the other side goes on beside it",
        ADDRESS,
        ((ANN, "乙", 0), (BOB, "丙", 0), (ANN, "丁", 0)),
        "ok conflict conflict",
        "丙",
        {ANN: "丁", BOB: "丙"},
    ),
    Case(
        "a third joins as a side",
        ADDRESS,
        ((ANN, "乙", 0), (BOB, "丙", 0), (EVE, "丁", 0)),
        "ok conflict conflict",
        "丁",
        {ANN: "乙", BOB: "丙", EVE: "丁"},
    ),
    Case(
        "who says what stands joins as a side",
        ADDRESS,
        ((ANN, "乙", 0), (BOB, "丙", 0), (EVE, "丙", 0), (BOB, "丁", 0)),
        "ok conflict same ok",
        "丁",
        {ANN: "乙", BOB: "丁", EVE: "丙"},
    ),
    Case(
        "who saw the conflict is a side, stands, and leaves it open",
        ADDRESS,
        ((ANN, "乙", 0), (BOB, "丙", 0), (EVE, "丁", 2)),
        "ok conflict ok",
        "丁",
        {ANN: "乙", BOB: "丙", EVE: "丁"},
    ),
    # ASK_KEEP: the standing value stays, both are shown
    Case(
        "keep",
        STATUS,
        ((ANN, "away", 0), (BOB, "moved_away", 0)),
        "ok conflict",
        "away",
        {ANN: "away", BOB: "moved_away"},
    ),
    Case("keep, seen", STATUS, ((ANN, "away", 0), (BOB, "moved_away", 1)), "ok ok", "moved_away"),
    Case("keep, chain", STATUS, ((ANN, "away", 0), (ANN, "moved_away", 0)), "ok ok", "moved_away"),
    Case("keep, same", STATUS, ((ANN, "away", 0), (BOB, "away", 0)), "ok same", "away"),
    Case(
        "keep, both said it, then one changes",
        STATUS,
        ((ANN, "away", 0), (BOB, "away", 0), (ANN, "moved_away", 0)),
        "ok same conflict",
        "away",
        {ANN: "moved_away", BOB: "away"},
    ),
    Case(
        "keep, whose value stands may go on",
        STATUS,
        ((ANN, "away", 0), (BOB, "away", 0), (ANN, "moved_away", 0), (BOB, "lives_here", 0)),
        "ok same conflict ok",
        "lives_here",
        {ANN: "moved_away", BOB: "lives_here"},
    ),
    Case(
        "keep, the side that does not stand goes on",
        STATUS,
        ((ANN, "away", 0), (BOB, "moved_away", 0), (BOB, "lives_here", 0)),
        "ok conflict conflict",
        "away",
        {ANN: "away", BOB: "lives_here"},
    ),
    Case(
        "keep, a third joins",
        STATUS,
        ((ANN, "away", 0), (BOB, "moved_away", 0), (EVE, "lives_here", 0)),
        "ok conflict conflict",
        "away",
        {ANN: "away", BOB: "moved_away", EVE: "lives_here"},
    ),
    # LAST, MAX
    Case("last", WORKER, ((ANN, "乙", 0), (BOB, "丙", 0)), "ok ok", "丙"),
    Case("max above", LAST, ((ANN, "2026-03-01", 0), (BOB, "2026-03-05", 0)), "ok merged", "2026-03-05"),
    Case("max below", LAST, ((ANN, "2026-03-05", 0), (BOB, "2026-03-01", 0)), "ok merged", "2026-03-05"),
    Case("max, seen", LAST, ((ANN, "2026-03-05", 0), (BOB, "2026-03-01", 1)), "ok ok", "2026-03-01"),
    Case("max, own chain", LAST, ((ANN, "2026-03-05", 0), (ANN, "2026-03-01", 0)), "ok ok", "2026-03-01"),
    Case(
        "max: what met another's day goes by rule from then on",
        LAST,
        ((ANN, "2026-03-05", 0), (BOB, "2026-03-03", 0), (ANN, "2026-03-01", 0)),
        "ok merged merged",
        "2026-03-05",
    ),
    Case(
        "max: also where the own day won",
        LAST,
        ((BOB, "2026-03-03", 0), (ANN, "2026-03-05", 0), (ANN, "2026-03-01", 0)),
        "ok merged merged",
        "2026-03-05",
    ),
    # TEXT
    Case("text, seen", REMARK, ((ANN, "乙。", 0), (BOB, "丙。", 1)), "ok ok", "丙。"),
    Case("text, chain", REMARK, ((ANN, "乙。", 0), (ANN, "丙。", 0)), "ok ok", "丙。"),
    Case(
        "text, apart",
        REMARK,
        ((ANN, "零。一。二。三。", 0), (BOB, "一。二。三。四。", 0)),
        "ok merged",
        "零。一。二。三。四。",
    ),
    Case(
        "text, overlap",
        REMARK,
        ((ANN, "乙。二。三。", 0), (BOB, "丙。二。三。", 0)),
        "ok conflict",
        "乙。二。三。",
        {ANN: "乙。二。三。", BOB: "丙。二。三。"},
    ),
    Case(
        "text goes on from what it sent after others' words came in",
        REMARK,
        ((ANN, "乙。二。三。", 0), (BOB, "一。二。丙。", 0), (ANN, "丁。二。三。", 0)),
        "ok merged merged",
        "丁。二。丙。",
    ),
    Case(
        "text goes on from what it sent after it was merged",
        REMARK,
        ((BOB, "一。二。丙。", 0), (ANN, "乙。二。三。", 0), (ANN, "丁。二。三。", 0)),
        "ok merged merged",
        "丁。二。丙。",
    ),
    Case(
        "text that overlaps what was merged into its predecessor",
        REMARK,
        ((BOB, "一。二。丙。", 0), (ANN, "乙。二。三。", 0), (ANN, "丁。二。戊。", 0)),
        "ok merged conflict",
        "乙。二。丙。",
        {"decided:ann-1:1": "乙。二。丙。", ANN: "丁。二。戊。"},
    ),
    Case(
        "text of an older form keeps what the newer one had seen",
        REMARK,
        ((BOB, "一。二。丙。", 0), (ANN, "一。二。丙。四。", 1), (ANN, "乙。二。三。", 0)),
        "ok ok merged",
        "乙。二。丙。四。",
    ),
    Case(
        "text joins an open conflict and is not merged into it",
        REMARK,
        ((ANN, "乙。二。三。", 0), (BOB, "丙。二。三。", 0), (EVE, "一。二。丁。", 0)),
        "ok conflict conflict",
        "乙。二。三。",
        {ANN: "乙。二。三。", BOB: "丙。二。三。", EVE: "一。二。丁。"},
    ),
    Case(
        "text that both sent is not one's own to change",
        REMARK,
        ((ANN, "乙。二。三。", 0), (BOB, "乙。二。三。", 0), (ANN, "丁。二。三。", 0)),
        "ok same conflict",
        "乙。二。三。",
        {BOB: "乙。二。三。", ANN: "丁。二。三。"},
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("together", [False, True], ids=["alone", "in one request"])
def test_values_meet_as_the_table_says(case: Case, together: bool) -> None:
    """Edits of one replica in a row may come in one request or in several: nothing else changes."""
    desk = Desk()
    record, cell = case.cell
    versions = [desk.version(record, cell)]
    codes: list[str] = []
    extra: str | None = None
    requests: list[list[tuple[ReplicaId, str, int]]] = []
    for sent in case.sent:
        joins = together and requests and requests[-1][0][0] == sent[0] and sent[2] <= len(codes)
        if joins and all(each[2] == sent[2] for each in requests[-1]):
            requests[-1].append(sent)
        else:
            requests.append([sent])
    for request in requests:
        change = write if cell == "remark" else put
        edits = [change(record, cell, value, versions[base]) for _, value, base in request]
        for verdict in desk.push(request[0][0], *edits):
            codes.append(verdict.code.value)
            extra = verdict.extra or extra
            versions.append(desk.version(record, cell))
    assert " ".join(codes) == case.codes
    assert desk.value(record, cell) == case.value
    assert len(desk.about("conflict", record)) == (case.sides is not None)
    if case.sides is not None:
        assert desk.sides(extra) == case.sides
        standing = str(desk.about("conflict", record)[0].cells["standing"])
        assert desk.sides(extra)[standing] == case.value


@pytest.mark.parametrize(
    ("rule", "standing", "arriving", "result"),
    [
        (Merge.ANY, True, False, True),
        (Merge.ANY, False, True, True),
        (Merge.MIN, 3, 5, 3),
        (Merge.MAX, 3, 5, 5),
        (Merge.MAX, None, 5, 5),
        (Merge.MAX, 3, None, 3),
        (Merge.MIN, "2026-03-01", "2026-02-01", "2026-02-01"),
    ],
)
def test_rules_that_need_no_person_decide_alone(
    rule: Merge, standing: Value, arriving: Value, result: Value
) -> None:
    desk = Desk()
    desk.one(ANN, put(HOME, "tenure", "owner"))
    known = Overlay(desk.server)
    cell = replace(RECORD_TYPES["household"].cells["tenure"], merge=rule)
    stored = desk.record(HOME)
    stored.cells["tenure"] = standing
    edit = Set(1, GroupId("g"), HOME, "tenure", arriving, 0)
    outcome = take_value(known, desk.server.author(BOB), stored, cell, edit)
    after = known.record(HOME)
    assert (outcome.code, outcome.result) == ("merged", result)
    assert after is not None
    assert after.cells["tenure"] == result


def test_a_text_whose_base_nobody_knows_any_more_is_a_conflict() -> None:
    desk = Desk()
    desk.server.entries.clear()
    desk.one(ANN, write(HOME, "remark", "乙。", desk.version(HOME, "remark")))
    verdict = desk.one(BOB, write(HOME, "remark", "一。二。三。四。", 3))
    assert verdict.code == "conflict"
    assert desk.value(HOME, "remark") == "乙。"
    assert desk.sides(verdict.extra) == {ANN: "乙。", BOB: "一。二。三。四。"}
    assert desk.record(RecordId(str(verdict.extra))).cells["before"] is None


def test_two_texts_for_an_empty_field_are_a_conflict() -> None:
    desk = Desk()
    desk.one(ANN, write(PERSON, "remark", "乙。"))
    assert desk.one(BOB, write(PERSON, "remark", "丙。")).code == "conflict"


def test_a_text_that_was_emptied_meanwhile_is_a_conflict() -> None:
    desk = Desk()
    seen = desk.version(HOME, "remark")
    desk.one(ANN, put(HOME, "remark", None, seen))
    assert desk.one(BOB, write(HOME, "remark", "乙。二。三。", seen)).code == "conflict"


def test_a_conflict_tells_both_authors_and_the_value_before() -> None:
    desk = Desk()
    seen = desk.version(HOME, "address")
    desk.push(ANN, Set(0, GroupId(""), HOME, "address", "乙", seen, at="2026-03-01T08:00:00Z"))
    verdict = desk.one(BOB, put(HOME, "address", "丙", seen))
    cells = desk.record(RecordId(str(verdict.extra))).cells
    sides = cells["sides"]
    assert (cells["before"], cells["base"], cells["standing"]) == ("甲", seen, BOB)
    assert isinstance(sides, dict)
    ann = sides[ANN]
    assert isinstance(ann, dict)
    assert (ann["author"], ann["at"]) == ("ann", "2026-03-01T08:00:00Z")


def test_a_wording_may_come_as_a_plain_value() -> None:
    desk = Desk()
    seen = desk.version(HOME, "remark")
    desk.push(ANN, Text(0, GroupId(""), HOME, "remark", "零。一。二。三。", seen))
    assert desk.one(BOB, put(HOME, "remark", "一。二。三。四。", seen)).code == "merged"


def test_the_number_of_a_verdict_covers_what_it_speaks_of() -> None:
    """A laptop that has read up to the verdict's number has read the conflict as well."""
    desk = Desk()
    seen = desk.version(HOME, "address")
    desk.one(ANN, put(HOME, "address", "乙", seen))
    verdict = desk.one(BOB, put(HOME, "address", "丙", seen))
    assert desk.record(RecordId(str(verdict.extra))).seq < verdict.seq == desk.record(HOME).seq
    desk.one(ANN, put(PERSON, "status", "away"))
    before = desk.record(PERSON).seq
    kept = desk.one(BOB, put(PERSON, "status", "moved_away"))
    assert desk.record(PERSON).seq == before, "nobody needs to read again what has not changed"
    assert kept.seq == desk.record(RecordId(str(kept.extra))).seq


def test_the_author_of_a_decision_is_told_of_own_older_edits() -> None:
    desk = Desk()
    seen = desk.version(HOME, "address")
    desk.one(ANN, put(HOME, "address", "乙", seen))
    opened = desk.one(BOB, put(HOME, "address", "丙", seen)).extra
    desk.one(BOB, resolve(opened, desk.record(RecordId(str(opened))).seq, "丁"))
    assert desk.value(HOME, "address") == "丁"
    late = desk.one(BOB, put(HOME, "address", "戊", seen))
    assert late.code == "conflict"
    assert "丁" in desk.sides(late.extra).values()
    assert desk.one(SUE, put(HOME, "address", "己", desk.version(HOME, "address"))).code == "ok"
