"""The server is restored to an earlier time; laptops send again what was lost, in any order."""

from copy import deepcopy

import msgspec

from gridcore.ids import RecordId, ReplicaId
from gridcore.sync.edits import Edit
from gridcore.sync.restored import JUMP, NO_PAST, LostRange, Past, beyond, ranges_of, remembered
from gridcore.sync.stored import Stamp
from gridcore.sync.verdicts import Verdict
from tests.core.sync.test_steps import SUE, approve, submit
from tests.core.sync_desk import (
    HOME,
    PERSON,
    VISIT,
    Desk,
    add,
    create,
    drop,
    put,
    remove,
    resolve,
    restore,
    write,
)
from tests.fakes.memory_past import SECOND, begin_anew

ANN, BOB, EVE = (ReplicaId(each) for each in ("ann-1", "bob-3", "eve-4"))
BABY = RecordId("baby")


class Restored:
    """A desk whose server went back: what was sent since the backup can be sent again."""

    def __init__(self) -> None:
        self.desk = Desk()
        self._backup = deepcopy(self.desk.server)
        self._sent: list[tuple[ReplicaId, Edit, Verdict]] = []

    def backup(self) -> None:
        self._backup = deepcopy(self.desk.server)

    def push(self, replica: ReplicaId, *edits: Edit) -> str:
        """Send before the restore; the codes of the verdicts."""
        first = self.desk.counts.get(replica, 0) + 1
        verdicts = self.desk.push(replica, *edits)
        for place, (edit, verdict) in enumerate(zip(edits, verdicts, strict=True)):
            grp = edit.grp or f"{replica}:{first + place}"
            self._sent.append((replica, msgspec.structs.replace(edit, n=first + place, grp=grp), verdict))
        return " ".join(each.code for each in verdicts)

    def go_back(self) -> None:
        """Restore the backup; the numbers jump ahead."""
        begin_anew(self._backup)
        self.desk.server = self._backup

    def again(self, *order: ReplicaId) -> str:
        """Every laptop sends all that was lost in one request; the codes of the verdicts, in this order."""
        codes = []
        for replica in order:
            edits = [edit for of, edit, _ in self._sent if of == replica]
            was = {edit.n: told.seq for of, edit, told in self._sent if of == replica}
            codes += [each.code for each in self.desk.server.push(replica, edits, was=was)[0]]
        return " ".join(codes)


def version(desk: Desk, cell: str = "address") -> int:
    return desk.version(HOME, cell)


def test_what_came_after_another_edit_is_right_in_whichever_order_both_come_again() -> None:
    for order in ((ANN, BOB), (BOB, ANN)):
        story = Restored()
        assert story.push(ANN, put(HOME, "address", "乙", version(story.desk))) == "ok"
        assert story.push(BOB, put(HOME, "address", "丙", version(story.desk))) == "ok"
        story.go_back()
        assert story.again(*order) == ("ok ok" if order[0] == ANN else "ok same")
        assert story.desk.value(HOME, "address") == "丙"
        assert story.desk.about("conflict", HOME) == []


def test_edits_that_had_not_seen_each_other_are_still_a_conflict() -> None:
    story = Restored()
    base = version(story.desk)
    assert story.push(ANN, put(HOME, "address", "乙", base)) == "ok"
    assert story.push(BOB, put(HOME, "address", "丙", base)) == "conflict"
    story.go_back()
    assert story.again(BOB, ANN) == "ok conflict"
    assert set(story.desk.sides(story.desk.about("conflict", HOME)[0].id).values()) == {"乙", "丙"}


def test_an_edit_on_a_lost_base_applies_where_the_cell_is_as_it_was() -> None:
    story = Restored()
    story.push(ANN, put(HOME, "address", "乙", version(story.desk)))
    base = version(story.desk)
    story.go_back()
    assert story.desk.one(BOB, put(HOME, "address", "丙", base)).code == "ok"
    assert story.again(ANN) == "same"
    assert story.desk.value(HOME, "address") == "丙"


def test_whoever_wrote_after_the_restore_has_not_seen_what_was_lost() -> None:
    story = Restored()
    story.push(ANN, put(HOME, "address", "乙", version(story.desk)))
    story.go_back()
    assert story.desk.one(BOB, put(HOME, "address", "丙", version(story.desk))).code == "ok"
    assert story.again(ANN) == "conflict"


def test_a_replica_goes_on_from_its_own_lost_versions_in_one_request() -> None:
    story = Restored()
    for word in ("乙", "丙", "丁"):
        assert story.push(ANN, put(HOME, "address", word, version(story.desk))) == "ok"
        assert story.push(ANN, write(HOME, "remark", f"一。{word}。", version(story.desk, "remark"))) == "ok"
    story.go_back()
    assert story.again(ANN) == "ok ok ok ok ok ok"
    assert story.desk.value(HOME, "address") == "丁"
    assert story.desk.value(HOME, "remark") == "一。丁。"
    assert story.desk.record(HOME).vers["address"].was is not None


def words_about(desk: Desk) -> set[str]:
    """The clauses of a text that stand, or that somebody is asked about."""
    asked = [str(each.cells["sides"]) for each in desk.about("conflict", HOME)]
    text = "".join([str(desk.value(HOME, "remark")), *asked])
    return {word for word in "甲乙丙丁戊" if word in text}


def merged_the_other_way_round() -> tuple[Restored, int]:
    """Bob's text was merged into Ann's; after the restore hers is to be merged into his. Also her version."""
    story = Restored()
    base = version(story.desk, "remark")
    assert story.push(ANN, write(HOME, "remark", "甲。二。三。", base)) == "ok"
    seen = version(story.desk, "remark")
    assert story.push(BOB, write(HOME, "remark", "一。二。丙。", base)) == "merged"
    return story, seen


def test_nobody_who_had_seen_one_of_two_texts_replaces_both_when_they_merge_the_other_way_round() -> None:
    story, seen = merged_the_other_way_round()
    story.go_back()
    assert story.again(BOB, ANN) == "ok merged"
    assert story.desk.value(HOME, "remark") == "甲。二。丙。"
    assert story.desk.one(ANN, write(HOME, "remark", "甲。丁。二。三。", seen)).code == "conflict"
    assert words_about(story.desk) == {*"甲丙丁"}


def test_nor_does_the_next_text_of_the_same_request() -> None:
    story, seen = merged_the_other_way_round()
    assert story.push(ANN, write(HOME, "remark", "甲。丁。二。三。", seen)) == "merged"
    story.go_back()
    assert story.again(BOB, ANN) == "ok merged conflict"
    assert words_about(story.desk) == {*"甲丙丁"}


def test_whoever_had_seen_both_texts_replaces_them_whichever_came_first() -> None:
    for order in ((ANN, BOB), (BOB, ANN)):
        story, _ = merged_the_other_way_round()
        both = version(story.desk, "remark")
        story.go_back()
        assert story.again(*order) == "ok merged"
        assert story.desk.one(EVE, write(HOME, "remark", "戊。二。丙。", both)).code == "ok"
        assert story.desk.value(HOME, "remark") == "戊。二。丙。"


def test_what_came_after_the_restore_was_seen_by_nobody_before_it() -> None:
    story = Restored()
    base = version(story.desk, "remark")
    assert story.push(ANN, write(HOME, "remark", "甲。二。三。", base)) == "ok"
    seen = version(story.desk, "remark")
    story.go_back()
    assert story.desk.one(BOB, write(HOME, "remark", "一。二。丙。", base)).code == "ok"
    assert story.again(ANN) == "merged"
    assert story.desk.one(ANN, write(HOME, "remark", "甲。丁。二。三。", seen)).code == "conflict"
    assert words_about(story.desk) == {*"甲丙丁"}


def test_a_text_that_was_merged_into_one_of_the_backup_is_as_it_was() -> None:
    story = Restored()
    base = version(story.desk, "remark")
    assert story.push(BOB, write(HOME, "remark", "一。二。丙。", base)) == "ok"
    story.backup()
    assert story.push(ANN, write(HOME, "remark", "甲。二。三。", base)) == "merged"
    both = version(story.desk, "remark")
    story.go_back()
    assert story.again(ANN) == "merged"
    assert story.desk.one(EVE, write(HOME, "remark", "戊。二。丙。", both)).code == "ok"
    assert story.desk.value(HOME, "remark") == "戊。二。丙。"


def twice_restored() -> tuple[Restored, int]:
    """Bob wrote before the first fire, Ann between the two: one backup was restored twice. Ann's number."""
    story = Restored()
    base = version(story.desk)
    again = deepcopy(story._backup)
    assert story.push(BOB, put(HOME, "address", "乙", base)) == "ok"
    story.go_back()
    (told,) = story.desk.push(ANN, put(HOME, "address", "丙", base))
    again.restores = 1
    begin_anew(again)
    story.desk.server = again
    return story, told.seq


def test_whoever_wrote_between_two_restores_of_one_backup_had_not_seen_what_was_lost_at_the_first() -> None:
    story, seen = twice_restored()
    both = (put(HOME, "address", "丙", version(story.desk)), put(HOME, "address", "丁", seen))
    edits = [msgspec.structs.replace(each, n=n, grp=f"ann:{n}") for n, each in enumerate(both, 1)]
    assert [each.code for each in story.desk.server.push(ANN, edits, was={1: seen})[0]] == ["ok", "ok"]
    assert story.again(BOB) == "conflict"


def test_nobody_saw_a_text_that_merged_what_two_restores_lost() -> None:
    past = Past(ANN, (LostRange(9, 3 * JUMP),), {1: 10 + JUMP})
    standing = Stamp(9, BOB, 4, 0, was=10)
    assert past.former_of_both(standing, 1) is None
    assert past.former_of_both(msgspec.structs.replace(standing, was=9 + JUMP), 1) == 10 + JUMP


def test_elements_come_back_as_they_were_in_any_order() -> None:
    for order in ((ANN, BOB), (BOB, ANN)):
        story = Restored()
        assert story.push(ANN, add(HOME, "tags", "volunteer")) == "ok"
        assert story.push(BOB, drop(HOME, "tags", "volunteer", version(story.desk, "tags"))) == "ok"
        assert story.push(BOB, add(HOME, "tags", "contact")) == "ok"
        story.go_back()
        story.again(*order)
        assert story.desk.value(HOME, "tags") in (["contact"], ["contact", "volunteer"])
        if order[0] == ANN:
            assert story.desk.value(HOME, "tags") == ["contact"]


def test_an_element_that_was_dropped_and_added_again_is_not_dropped_by_the_older_word() -> None:
    story = Restored()
    story.push(ANN, add(HOME, "tags", "volunteer"))
    story.backup()
    assert story.push(ANN, drop(HOME, "tags", "volunteer", version(story.desk, "tags"))) == "ok"
    assert story.push(BOB, add(HOME, "tags", "volunteer", version(story.desk, "tags"))) == "ok"
    assert story.push(BOB, drop(HOME, "tags", "volunteer", version(story.desk, "tags"))) == "ok"
    assert story.push(BOB, add(HOME, "tags", "volunteer", version(story.desk, "tags"))) == "ok"
    story.go_back()
    story.again(BOB, ANN)
    assert story.desk.value(HOME, "tags") == ["volunteer"]


def test_what_hangs_on_a_lost_record_waits_for_it() -> None:
    story = Restored()
    assert story.push(ANN, create(BABY, "resident", household=HOME, name="小小")) == "ok"
    assert story.push(BOB, put(BABY, "name", "王小小", story.desk.version(BABY, "name"))) == "ok"
    assert story.push(EVE, remove(BABY, story.desk.record(BABY).seq)) == "ok"
    story.go_back()
    verdicts = story.again(BOB, EVE, ANN)
    assert verdicts == "parked parked ok"
    assert {each.verdict.extra for each in story.desk.server.parked} == {"awaited"}


def test_what_nobody_can_bring_back_is_answered_as_ever() -> None:
    story = Restored()
    story.go_back()
    assert story.desk.one(ANN, put(RecordId("never"), "name", "某")).code == "denied"
    future = story.desk.record(HOME).seq + 2 * JUMP
    assert story.desk.one(ANN, put(HOME, "address", "乙", future)).code == "invalid"
    assert story.desk.one(ANN, remove(HOME, future)).code == "invalid"


def test_a_decision_of_a_conflict_that_had_lost_a_side_is_taken_and_asked_for_again() -> None:
    """Who decided had seen a version of the conflict that the backup does not have."""
    story = Restored()
    base = version(story.desk)
    for replica, word in ((ANN, "乙"), (BOB, "丙")):
        story.desk.one(replica, put(HOME, "address", word, base))
    (conflict,) = story.desk.about("conflict", HOME)
    story.backup()
    assert story.push(EVE, put(HOME, "address", "丁", base)) == "conflict"
    saw = story.desk.record(conflict.id).seq
    assert story.push(SUE, resolve(conflict.id, saw, "丁", EVE)) == "ok"
    story.go_back()
    assert story.again(SUE) == "ok"
    assert story.desk.value(HOME, "address") == "丁"
    assert story.again(EVE) in ("same", "conflict")
    assert story.desk.value(HOME, "address") == "丁"


def test_a_removal_that_had_seen_every_change_removes_again() -> None:
    story = Restored()
    assert story.push(ANN, put(PERSON, "name", "某甲", story.desk.version(PERSON, "name"))) == "ok"
    assert story.push(BOB, remove(PERSON, story.desk.record(PERSON).seq)) == "ok"
    story.go_back()
    assert story.again(ANN, BOB) == "ok ok"
    assert story.desk.record(PERSON).state == "removed"


def test_an_approval_that_comes_before_the_step_it_approves_waits_for_it() -> None:
    story = Restored()
    assert story.push(ANN, submit(story.desk.version(VISIT, "approval"))) == "ok"
    assert story.push(SUE, approve(story.desk)) == "ok"
    story.go_back()
    assert story.again(SUE) == "parked"
    assert story.desk.server.parked[-1].verdict.extra == "awaited"
    assert story.again(ANN) == "ok"
    story.desk.counts[SUE] = 1
    assert story.desk.one(SUE, approve(story.desk)).code == "ok"


def test_an_approval_holds_in_the_right_order_and_the_step_before_it_comes_too_late_in_peace() -> None:
    story = Restored()
    assert story.push(ANN, submit(story.desk.version(VISIT, "approval"))) == "ok"
    assert story.push(SUE, approve(story.desk)) == "ok"
    story.go_back()
    assert story.again(ANN, SUE) == "ok ok"
    late = Restored()
    assert late.push(ANN, submit(late.desk.version(VISIT, "approval"))) == "ok"
    base = late.desk.version(VISIT, "approval")
    late.go_back()
    late.desk.one(EVE, submit(late.desk.version(VISIT, "approval")))
    stamp = late.desk.record(VISIT).vers["approval"]
    vers = {**late.desk.record(VISIT).vers, "approval": msgspec.structs.replace(stamp, base=base)}
    late.desk.server.stored[VISIT] = msgspec.structs.replace(late.desk.record(VISIT), vers=vers)
    assert late.again(ANN) == "same"


def test_a_new_edit_on_something_lost_waits_too_and_one_that_saw_nothing_lost_does_not() -> None:
    past = Past(ANN, (LostRange(10, 20),))
    for seen, waits in ((10, False), (15, True)):
        made = (put(BABY, "name", "某", seen), submit(seen), remove(BABY, seen))
        assert {past.awaits(each) for each in made} == {waits}
    assert not past.awaits(restore(BABY))


def test_without_a_restore_nothing_is_lost_and_nothing_is_marked() -> None:
    desk = Desk()
    record = desk.record(HOME)
    assert remembered([record], NO_PAST) == (record,)
    assert not NO_PAST.is_lost(3)
    assert NO_PAST.is_base_known(record.seq, record.seq)
    assert not NO_PAST.is_base_known(record.seq + 1, record.seq)
    assert not NO_PAST.is_base_known(-1, record.seq)


def test_numbers_go_on_beyond_what_a_second_restore_of_one_backup_cannot_know() -> None:
    first = beyond(9, SECOND)
    assert first == 9 + JUMP
    assert beyond(9, SECOND + 60) > first + JUMP
    assert beyond(first + 70 * JUMP, SECOND + 60) > first + 70 * JUMP, (
        "a clock that is wrong takes nothing back"
    )


def test_ranges_hold_what_was_given_out_after_the_backup() -> None:
    (lost,) = ranges_of([[10, 20]])
    assert [lost.holds(each) for each in (10, 11, 20, 21)] == [False, True, True, False]
