"""What people ask for at the door: taken down offline, answered in Review, told where their file is."""

import datetime
from collections.abc import Callable

from gridclient.actions.records import Saved, Unsaved
from gridclient.actions.review import Review, Submission
from gridclient.actions.rights import Correctable, Rights
from gridclient.db.person_file import held_about
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.roles import Role
from tests.client.actions.pasts import WORKER, histories, two_laptops
from tests.client.sync.conftest import Office, Story
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
TOLD: dict[str, Value] = {
    "wish": "correct",
    "said": "我是一九五二年生的",
    "asked_by": "person",
    "identity_check": "document",
    "asked_on": "2026-10-29",
}
SUPERVISOR = frozenset({Role.SUPERVISOR})


def rights(laptop: Laptop, name: str = "li", roles: frozenset[Role] = WORKER) -> Rights:
    """What requests are taken down with."""
    return Rights(laptop.database, laptop.records, laptop.clock.ports, roles=roles, worker=name)


def review(laptop: Laptop, name: str) -> Review:
    """What a supervisor judges with."""
    return Review(laptop.database, COMMUNITY, laptop.clock.ports, supervisor=name, roles=SUPERVISOR)


async def wrong(laptop: Laptop, person: RecordId, cell: str, kind: str = "resident") -> Correctable:
    """The field that is said to be wrong."""
    found = await rights(laptop).correctable(person)
    return next(each for each in found if (each.kind, each.cell.name) == (kind, cell))


async def waiting(laptop: Laptop, name: str, kind: str = "rights_request") -> Submission:
    """The one thing of a kind that waits."""
    (line,) = [each for each in await review(laptop, name).waiting() if each.kind == kind]
    found = await review(laptop, name).submission(line)
    assert found is not None
    return found


async def answer(laptop: Laptop, name: str, to: str, words: str = "", kind: str = "rights_request") -> None:
    """The supervisor takes a step, and syncs."""
    found = await waiting(laptop, name, kind)
    step = next(each for each in found.steps if each.to == to)
    await review(laptop, name).decide(found, step, words)
    await laptop.sync()


def test_a_correction_is_judged_beside_the_value_of_now_and_written_when_it_is_granted(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, _, person = await two_laptops(office)
        sun = await office.supervisor()
        await li.edit("resident", person, birth_date="1950-01-01")
        asked = await rights(li).ask(
            person, TOLD, await wrong(li, person, "birth_date"), {"birth_date": "1952-01-01"}
        )
        assert isinstance(asked, Saved)
        assert await li.value("resident", person, "birth_date") == "1950-01-01", "nothing changes by asking"
        await li.sync()
        await zhang.sync()
        await sun.sync()
        submission = await waiting(sun, "sun")
        judged = await review(sun, "sun").asked(submission)
        assert judged is not None
        assert (judged.before, judged.value, judged.cell) == ("1950-01-01", "1952-01-01", "birth_date")
        await answer(sun, "sun", "granted")
        for each in (li, zhang):
            await each.sync()
            assert await each.value("resident", person, "birth_date") == "1952-01-01"
        (told,) = await rights(li).requests(person)
        assert (told.is_open, told.values["progress"]) == (False, "granted")
        assert told.due == datetime.date(2026, 11, 13)
        past = await histories(zhang, "zhang").history("resident", person)
        assert ("birth_date", "1950-01-01", "1952-01-01") in {
            (each.field, each.before, each.after) for each in past.changes
        }

    tell(story)


def test_a_worker_asks_for_what_the_worker_may_not_change(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, _, person = await two_laptops(office)
        sun, specialist = await office.supervisor(), await office.specialist()
        await specialist.sync()
        plan = await specialist.create(
            "care_plan", resident=person, frequency="monthly", way="door", starts_on="2026-10-01"
        )
        await specialist.sync()
        await li.sync()
        frequency = await wrong(li, person, "frequency", "care_plan")
        await rights(li).ask(person, TOLD, frequency, {"frequency": "weekly"})
        await li.sync()
        await sun.sync()
        await answer(sun, "sun", "granted")
        await li.sync()
        assert await li.value("care_plan", plan, "frequency") == "weekly"

    tell(story)


def test_a_refusal_tells_its_reason_to_who_asked_and_stands_in_the_persons_file(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, _, person = await two_laptops(office)
        sun = await office.supervisor()
        await rights(li).ask(person, TOLD)
        await li.sync()
        await sun.sync()
        await answer(sun, "sun", "refused", "与户口簿一致")
        await li.sync()
        (told,) = await rights(li).requests(person)
        assert (told.values["progress"], told.values["remark"]) == ("refused", "与户口簿一致")
        held = await li.read(lambda connection: held_about(connection, person))
        (request,) = [each for each in held if each.kind == "rights_request"]
        assert request.values["said"] == TOLD["said"]
        assert request.values["remark"] == "与户口簿一致"

    tell(story)


def test_what_is_said_to_be_right_must_be_possible(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, _, person = await two_laptops(office)
        birth = await wrong(li, person, "birth_date")
        done = await rights(li).ask(person, TOLD, birth, {"birth_date": "2999-01-01"})
        assert isinstance(done, Unsaved)
        assert [each.field for each in done.problems] == ["birth_date"]
        assert isinstance(await rights(li).ask(person, {**TOLD, "said": None}), Unsaved)
        assert await rights(li).requests(person) == []

    tell(story)


def test_an_erasure_that_a_worker_took_down_needs_two_supervisors_and_reaches_every_laptop(
    tell: Tell,
) -> None:
    async def story(office: Office) -> None:
        li, zhang, _, person = await two_laptops(office)
        sun, tian = await office.supervisor(), await office.supervisor("tian")
        await rights(li).ask(person, {**TOLD, "wish": "erase", "said": "我搬走了，不想留资料"})
        await li.sync()
        await sun.sync()
        await answer(sun, "sun", "granted")
        await zhang.sync()
        assert await zhang.row("resident", person) is not None, "one person alone erases nobody"
        await tian.sync()
        await answer(tian, "tian", "accepted", kind="proposal")
        for each in (li, zhang):
            await each.sync()
            assert await each.row("resident", person) is None
            assert await each.rows("rights_request") == []

    tell(story)


def test_who_took_a_request_down_does_not_answer_it(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, _, person = await two_laptops(office)
        sun = await office.supervisor()
        await sun.sync()
        await rights(sun, "sun", SUPERVISOR).ask(person, TOLD)
        await sun.sync()
        submission = await waiting(sun, "sun")
        assert submission.obstacle == "own"
        assert [step.to for step in submission.steps] == ["withdrawn"]
        assert not rights(li, roles=frozenset({Role.MEDIATOR})).may_ask

    tell(story)
