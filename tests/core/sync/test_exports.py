"""A list of many people leaves after a second supervisor's word, and the word counts for what was asked."""

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Step
from gridcore.workflows.export import LIST_EXPORT
from tests.core.sync_desk import GRID, Desk, create, in_group, put, step
from tests.fakes.memory_server import COMMUNITY

LIST = RecordId("list")
ANN, CYD, SUE = (ReplicaId(each) for each in ("ann-1", "cyd-5", "sue-6"))
ASKED: dict[str, Value] = {
    "ledger": "key_people",
    "columns": ["resident.name"],
    "narrowed": ["words"],
    "purpose": "report",
    "purpose_words": "年度核对",
    "rows": 60,
    "people": 60,
    "masked": False,
    "asked_by": "Sue",
    "valid_until": "2026-11-30",
}


def go(source: str, to: str, base: int = 0, **more: str) -> Step:
    return step(LIST, "progress", (source, to), base, **more)  # type: ignore[arg-type]


def asked() -> tuple[Desk, ReplicaId]:
    """Sue asked for a list of sixty people; gives a second supervisor."""
    desk = Desk()
    second = desk.server.enrol("sam", (Role.SUPERVISOR, COMMUNITY))
    group = in_group("ask", create(LIST, "list_export", scope=GRID, **ASKED), go("prepared", "asked"))
    assert [each.code for each in desk.push(SUE, *group)] == ["ok", "ok"]
    return desk, second


def judgement(desk: Desk, to: str, *, reason: str = "") -> Step:
    """A word of somebody who has read everything."""
    saw = dict.fromkeys(LIST_EXPORT.covers, desk.record(LIST).seq)
    base = desk.version(LIST, "progress")
    return step(LIST, "progress", ("asked", to), base, saw=saw, reason=reason)


def test_who_asked_cannot_allow_it() -> None:
    desk, _ = asked()
    assert desk.one(SUE, judgement(desk, "allowed")).code == "denied"
    assert desk.value(LIST, "progress") == "asked"


@pytest.mark.parametrize("who", [ANN, CYD])
def test_nobody_but_a_supervisor_allows_it(who: ReplicaId) -> None:
    desk, _ = asked()
    assert desk.one(who, judgement(desk, "allowed")).code == "denied"


def test_a_second_supervisor_allows_it_and_the_asker_writes_it() -> None:
    desk, second = asked()
    assert desk.one(second, judgement(desk, "allowed")).code == "ok"
    base = desk.version(LIST, "progress")
    group = in_group("write", put(LIST, "file_hash", "ab" * 32), go("allowed", "written", base))
    assert [each.code for each in desk.push(SUE, *group)] == ["ok", "ok"]
    assert desk.value(LIST, "progress") == "written"
    assert desk.value(LIST, "file_hash") == "ab" * 32


def test_a_refusal_says_why() -> None:
    desk, second = asked()
    assert desk.one(second, judgement(desk, "refused")).code == "invalid"
    assert desk.one(second, judgement(desk, "refused", reason="不需要姓名")).code == "ok"
    base = desk.version(LIST, "progress")
    assert desk.one(SUE, go("allowed", "written", base)).code == "stale"


def test_what_was_asked_for_does_not_change_afterwards() -> None:
    desk, second = asked()
    assert desk.one(second, judgement(desk, "allowed")).code == "ok"
    for cell, value in (("people", 600), ("ledger", "households"), ("valid_until", "2027-01-01")):
        desk.one(SUE, put(LIST, cell, value, desk.version(LIST, cell)))
        assert desk.value(LIST, cell) == ASKED[cell]


def test_a_worker_notes_a_masked_list_and_asks_for_no_other() -> None:
    desk = Desk()
    made = create(LIST, "list_export", scope=GRID, **{**ASKED, "masked": True})
    assert [e.code for e in desk.push(ANN, *in_group("a", made, go("prepared", "written")))] == ["ok", "ok"]
    other = RecordId("other")
    unmasked = create(other, "list_export", scope=GRID, **ASKED)
    ask = step(other, "progress", ("prepared", "asked"), 0)
    assert desk.push(ANN, *in_group("b", unmasked, ask))[1].code == "denied"


def test_a_list_lies_in_a_grid_that_its_author_follows() -> None:
    desk = Desk()
    made = create(LIST, "list_export", scope=ScopeId("grid/grid-2"), **ASKED)
    assert desk.one(ANN, made).code != "ok"
