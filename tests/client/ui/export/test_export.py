"""A list leaves with masks, a watermark and a record; with personal data of many only after a second word."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from gridclient.actions import export_file
from gridclient.actions.export import Choice, Gathered, Guard, ListAsked, ListExports, Prepared
from gridclient.actions.export_file import FileWords
from gridclient.actions.households import Wish
from gridclient.actions.review import Review
from gridcore.fields import Value
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import Create, Set, Step
from gridcore.workflows import MACHINES
from tests.client.ui.export.lists import (
    HOSTILE,
    at_a_colleagues,
    choice,
    exports,
    file_words,
    left_in,
    people,
    sheet_of,
    taken_in,
)
from tests.client.ui.visits.store import COMMUNITY, NOW, PASSPHRASE, SUPERVISOR, WORKER, Store, ports

HOUSEHOLDS, KEY_PEOPLE, VISITS = (ListAsked(each) for each in ("households", "key_people", "visits"))
COLLEAGUE = "赵主任"


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


async def gathered(made: ListExports, asked: ListAsked = KEY_PEOPLE) -> Gathered:
    return await made.gather(asked, quiet)


def words_of(export: Prepared) -> FileWords:
    return file_words([each.label.text for each in export.columns], f"编号 {export.number}")


async def write(made: ListExports, export: Prepared, path: Path) -> list[list[str]]:
    """Write the file; gives its cells."""
    if export.needs_passphrase:
        export = await made.confirm(export, PASSPHRASE)
    await made.write(export, path, words_of(export), quiet)
    return sheet_of(path)


async def written(
    made: ListExports, path: Path, asked: ListAsked = KEY_PEOPLE, *, is_masked: bool = True
) -> list[list[str]]:
    export = made.prepare(await gathered(made, asked), choice(asked.ledger, is_masked=is_masked))
    return await write(made, export, path)


async def test_a_masked_list_of_any_size_leaves_at_once_and_is_on_record(
    store: Store, tmp_path: Path
) -> None:
    await store.receive(people(40))
    path = tmp_path / "list.xlsx"
    rows = await written(exports(store, name=WORKER), path)
    assert len(rows) == 2 + 41
    assert rows[0][0].startswith("编号 ")
    assert any("王***" in row for row in rows)
    assert not any("王100" in row for row in rows)
    create, step = await store.edits()
    assert isinstance(create, Create)
    assert isinstance(step, Step)
    assert (create.kind, create.cells["people"], create.cells["masked"]) == ("list_export", 41, True)
    assert create.cells["asked_by"] == WORKER
    assert create.cells["purpose_words"] == "周一例会"
    assert create.cells["file_hash"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert step.to == "written"
    assert create.grp == step.grp


async def test_the_record_holds_no_value_of_the_list(store: Store, tmp_path: Path) -> None:
    asked = ListAsked("households", Wish(text="张桂英"))
    await written(exports(store), tmp_path / "list.xlsx", asked, is_masked=False)
    create = (await store.edits())[0]
    assert isinstance(create, Create)
    told = repr(create.cells)
    assert "张桂英" not in told
    assert "春晓苑" not in told
    assert "13800138000" not in told
    assert create.cells["narrowed"] == ["words"]


@pytest.mark.parametrize("asked", [HOUSEHOLDS, KEY_PEOPLE, VISITS], ids=lambda each: each.ledger)
async def test_each_list_holds_the_rows_of_its_page(store: Store, tmp_path: Path, asked: ListAsked) -> None:
    rows = await written(exports(store, name=WORKER), tmp_path / "list.xlsx", asked)
    expected = {"households": 3, "key_people": 1, "visits": 1}[asked.ledger]
    assert len(rows) == 2 + expected
    assert all(len(row) == len(rows[1]) for row in rows)


async def test_no_column_leaves_that_the_role_may_not_have(store: Store, tmp_path: Path) -> None:
    made = exports(store, name=WORKER)
    wanted = Choice(("care_plan.needs", "care_reason.category", "resident.name"), True, "meeting", "例会")
    export = made.prepare(await gathered(made), wanted)
    assert [each.key for each in export.columns] == ["resident.name"]
    unmasked = Choice(wanted.columns, False, "meeting", "例会")
    assert made.prepare(await gathered(made), unmasked).columns == ()


async def test_a_hostile_name_stays_a_text(store: Store, tmp_path: Path) -> None:
    hostile = people(1)
    hostile[1][2]["name"] = HOSTILE
    hostile[0][2]["address"] = "@SUM(A1)"
    await store.receive(hostile)
    rows = await written(exports(store), tmp_path / "list.xlsx", is_masked=False)
    cells = {each for row in rows for each in row}
    assert f"'{HOSTILE}" in cells
    assert "'@SUM(A1)" in cells
    assert HOSTILE not in cells


async def test_a_child_stays_masked_in_a_list_without_masks(store: Store, tmp_path: Path) -> None:
    await store.receive(people(1, birth_date="2016-05-01"))
    rows = await written(exports(store), tmp_path / "list.xlsx", is_masked=False)
    cells = {each for row in rows for each in row}
    assert "王***" in cells
    assert "2016-**-**" in cells
    assert "张桂英" in cells
    assert "王100" not in cells


async def test_everybody_of_a_household_counts(store: Store) -> None:
    assert (await gathered(exports(store), HOUSEHOLDS)).people == 4


async def test_slices_of_a_list_count_together(store: Store, tmp_path: Path) -> None:
    await store.receive(people(20))
    made = exports(store)
    await written(made, tmp_path / "one.xlsx", is_masked=False)
    again = await gathered(made)
    assert again.before == 21
    assert made.needs(again, is_masked=False) is Guard.SECOND_PERSON
    with pytest.raises(PermissionError):
        made.prepare(again, choice("key_people", is_masked=False))
    later = exports(store, ports=ports(NOW + timedelta(days=8)))
    assert later.needs(await gathered(later), is_masked=False) is Guard.FREE


async def test_nobody_lets_more_than_two_hundred_and_fifty_people_go(store: Store) -> None:
    await store.receive(people(251))
    made = exports(store)
    found = await gathered(made)
    assert made.needs(found, is_masked=False) is Guard.TOO_MANY
    with pytest.raises(PermissionError):
        await made.ask(found, choice("key_people", is_masked=False))


async def sent_and_decided(store: Store, to: str = "asked", **more: Value) -> None:
    """The request is on the server, where its record says how it stands; the laptop keeps what it sent."""
    create = next(each for each in await store.edits() if isinstance(each, Create))
    await taken_in(store, 50)
    await store.receive([("list_export", create.id, {**create.cells, "progress": to, **more})], seq=50)


async def asked_for_many(store: Store, to: str, **more: Value) -> ListExports:
    """A supervisor has asked for the data of many people, and it was decided."""
    await store.receive(people(30))
    made = exports(store)
    await made.ask(await gathered(made), choice("key_people", is_masked=False))
    await sent_and_decided(store, to, **more)
    return made


async def test_a_list_of_many_waits_for_a_second_person_and_is_written_after_that(
    store: Store, tmp_path: Path
) -> None:
    await store.receive(people(30))
    made = exports(store)
    found = await gathered(made)
    assert made.needs(found, is_masked=False) is Guard.SECOND_PERSON
    await made.ask(found, choice("key_people", is_masked=False))
    (line,) = await made.waiting("key_people")
    assert (line.progress, line.people, line.valid_until) == ("asked", 31, "2026-11-29")
    assert await made.allowed(line, quiet) is None
    assert left_in(tmp_path) == {"store"}

    await sent_and_decided(store, "allowed")
    (line,) = await made.waiting("key_people")
    export = await made.allowed(line, quiet)
    assert export is not None
    assert export.number == export.number.upper()
    path = tmp_path / "list.xlsx"
    rows = await write(made, export, path)
    assert any("王100" in row for row in rows)
    given, step = await store.edits()
    assert isinstance(given, Set)
    assert isinstance(step, Step)
    assert given.value == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (step.source, step.to, step.id) == ("allowed", "written", line.record)
    assert await made.waiting("key_people") == []


async def test_an_asker_writes_nothing_before_the_second_word_and_nothing_after_a_refusal(
    store: Store,
) -> None:
    made = await asked_for_many(store, "asked")
    (line,) = await made.waiting("key_people")
    assert await made.allowed(line, quiet) is None
    await store.receive([("list_export", line.record, {"progress": "refused"})], seq=60)
    assert [each for each in await made.waiting("key_people") if each.progress == "allowed"] == []


async def test_a_word_ends_with_its_last_day(store: Store) -> None:
    await asked_for_many(store, "allowed")
    last = exports(store, ports=ports(NOW + timedelta(days=7)))
    (line,) = await last.waiting("key_people")
    assert await last.allowed(line, quiet) is not None
    late = exports(store, ports=ports(NOW + timedelta(days=8)))
    (told,) = await late.waiting("key_people")
    assert late.is_over(told)
    assert await late.allowed(line, quiet) is None
    later = exports(store, ports=ports(NOW + timedelta(days=15)))
    assert await later.waiting("key_people") == []


async def test_what_nobody_answered_in_time_leaves_review_and_who_asked_is_told_until_asking_again(
    store: Store,
) -> None:
    made = await asked_for_many(store, "asked")
    (line,) = await made.waiting("key_people")
    roles = exports(store)._roles
    for days, waits in ((7, True), (8, False)):
        at = ports(NOW + timedelta(days=days))
        review = Review(store.database, COMMUNITY, at, supervisor=COLLEAGUE, roles=roles)
        assert bool(await review.waiting()) is waits
    late = exports(store, ports=ports(NOW + timedelta(days=8)))
    (told,) = await late.waiting("key_people")
    assert (told.record, late.is_over(told)) == (line.record, True)
    await late.ask(await gathered(late), choice("key_people", is_masked=False))
    (fresh,) = await late.waiting("key_people")
    assert fresh.record != line.record
    assert not late.is_over(fresh)


async def test_a_word_counts_for_no_more_people_than_were_asked_for(store: Store) -> None:
    made = await asked_for_many(store, "allowed")
    (line,) = await made.waiting("key_people")
    await store.receive(people(1, first=500), seq=70)
    assert await made.allowed(line, quiet) is None


async def test_a_word_counts_for_the_filter_that_was_asked_for(store: Store, tmp_path: Path) -> None:
    await store.receive(people(30))
    made = exports(store)
    asked = ListAsked("households", Wish(text="王"))
    found = await gathered(made, asked)
    await made.ask(found, choice("households", is_masked=False))
    await sent_and_decided(store, "allowed")
    (line,) = await made.waiting("households")
    export = await made.allowed(line, quiet)
    assert export is not None
    assert export.gathered.asked == asked
    assert len(export.gathered.rows) == 30


async def test_what_was_searched_for_is_forgotten_when_the_request_is_decided(store: Store) -> None:
    await store.receive(people(30))
    made = exports(store)
    asked = ListAsked("households", Wish(text="王"))
    await made.ask(await gathered(made, asked), choice("households", is_masked=False))
    await sent_and_decided(store, "refused")
    await made.ask(await gathered(made), choice("key_people", is_masked=False))
    kept = await store.database.read(
        lambda connection: connection.exec_driver_sql("SELECT value FROM setting").scalars().all()
    )
    assert not any("王" in each or "\\u738b" in each for each in kept)


async def test_on_another_laptop_it_must_be_asked_for_anew(store: Store) -> None:
    made = await asked_for_many(store, "allowed")
    await store.database.write(lambda connection: connection.exec_driver_sql("DELETE FROM setting"))
    (line,) = await made.waiting("key_people")
    assert await made.allowed(line, quiet) is None


async def test_a_word_that_was_taken_back_meanwhile_writes_nothing(store: Store, tmp_path: Path) -> None:
    made = await asked_for_many(store, "allowed")
    (line,) = await made.waiting("key_people")
    export = await made.allowed(line, quiet)
    assert export is not None
    await store.receive([("list_export", line.record, {"progress": "written"})], seq=60)
    with pytest.raises(PermissionError):
        await write(made, export, tmp_path / "list.xlsx")
    assert left_in(tmp_path) == {"store"}


async def test_a_colleague_sees_the_request_in_review_and_the_asker_cannot_decide(store: Store) -> None:
    await asked_for_many(store, "asked")
    roles = exports(store)._roles
    for name, obstacle in ((SUPERVISOR, "own"), (COLLEAGUE, "")):
        review = Review(store.database, COMMUNITY, store.ports, supervisor=name, roles=roles)
        (line,) = [each for each in await review.waiting() if each.kind == "list_export"]
        submission = await review.submission(line)
        assert submission is not None
        assert submission.obstacle == obstacle
        steps = {each.to: each for each in submission.steps}
        assert {*steps} == ({"withdrawn"} if obstacle else {"allowed", "refused"})
        if not obstacle:
            await review.decide(submission, steps["allowed"])
        await at_a_colleagues(store)
    (step,) = await store.edits()
    assert isinstance(step, Step)
    assert step.to == "allowed"
    assert {*step.saw} == {*MACHINES["list_export"].covers}
    assert set(step.saw.values()) == {50}


def full_disk(*_: object) -> int:
    raise OSError(errno.ENOSPC, "no space")


async def test_a_full_disk_leaves_no_file_and_no_record(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(os, "fsync", full_disk)
    made = exports(store)
    export = made.prepare(await gathered(made), choice("key_people"))
    with pytest.raises(ProblemError) as told:
        await made.write(export, folder / "list.xlsx", words_of(export), quiet)
    monkeypatch.undo()
    assert told.value.code is ProblemCode.DISK_FULL
    assert left_in(folder) == set()
    assert await store.edits() == []


async def test_a_place_that_refuses_the_file_leaves_nothing(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "list.xlsx"
    folder.mkdir()
    made = exports(store)
    export = made.prepare(await gathered(made), choice("key_people"))
    with pytest.raises(ProblemError) as told:
        await made.write(export, folder, words_of(export), quiet)
    assert told.value.code is ProblemCode.FOLDER_NOT_WRITABLE
    assert left_in(tmp_path) == {"store", "list.xlsx"}
    assert await store.edits() == []


async def test_a_cancelled_export_ends_its_thread_and_leaves_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    begun, go_on = threading.Event(), threading.Event()
    whole = export_file.workbook

    def slow(*given: object) -> bytes:
        begun.set()
        go_on.wait()
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(export_file, "workbook", slow)
    made = exports(store)
    export = made.prepare(await gathered(made), choice("key_people"))
    task = asyncio.ensure_future(made.write(export, folder / "list.xlsx", words_of(export), quiet))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert left_in(folder) == set()
    assert await store.edits() == []


async def test_what_a_crash_left_beside_is_written_over(store: Store, tmp_path: Path) -> None:
    (tmp_path / "list.xlsx.part").write_bytes(b"half")
    await written(exports(store), tmp_path / "list.xlsx")
    assert left_in(tmp_path) == {"store", "list.xlsx"}


def test_eleven_thousand_rows_are_told_as_they_are_written() -> None:
    rows = [[f"王{number}", "=1+1", "138****8000"] for number in range(11_000)]
    done: list[int] = []
    content = export_file.workbook(file_words(["姓名", "地址", "电话"]), rows, done.append)
    assert done == sorted(done)
    assert done[-1] == 11_000
    assert len(done) > 50
    assert content[:2] == b"PK"
    assert b"<f>" not in content
