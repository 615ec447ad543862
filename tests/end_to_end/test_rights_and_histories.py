"""Over a real server: a value that is taken back meets a colleague's; what a person asks for is granted."""

import asyncio
import random
from functools import partial
from pathlib import Path

import pytest

from gridclient.actions.histories import Histories, Offer
from gridclient.actions.records import Saved
from gridclient.actions.review import Review
from gridclient.actions.rights import Rights
from gridclient.db.listing import row, rows
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridserver.installation import Installation
from tests.end_to_end.test_two_laptops import Laptop, build, enrolled
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

WORKER, SUPERVISOR = frozenset({Role.GRID_WORKER}), frozenset({Role.SUPERVISOR})
FIRST, SECOND, THIRD = "13800000001", "13800000002", "13800000003"


async def value(laptop: Laptop, kind: str, record: RecordId, name: str) -> Value:
    """What a laptop shows."""
    found = await laptop.session.database.read(partial(row, kind=kind, record=record))
    assert found is not None
    return found.values[name]


def histories(laptop: Laptop, name: str) -> Histories:
    """What a worker takes values back with."""
    return Histories(laptop.session.database, C, laptop.records, roles=WORKER, user_name=name)


async def story_of_a_value(li: Laptop, zhang: Laptop, home: RecordId) -> None:
    await li.edit(home, "phone", FIRST)
    await li.sync()
    await zhang.sync()
    await zhang.edit(home, "phone", SECOND)
    await zhang.sync()
    await li.sync()
    past = await histories(li, "李建国").history("household", home)
    change = next(each for each in past.changes if each.field == "phone")
    assert (change.author, change.before, change.after) == ("张桂英", FIRST, SECOND)
    offer = await histories(li, "李建国").offer(change)
    assert isinstance(offer, Offer)
    assert isinstance(await histories(li, "李建国").take_back(offer), Saved)
    await zhang.edit(home, "phone", THIRD)
    await zhang.sync()
    await li.sync()
    await zhang.sync()
    for each in (li, zhang):
        (conflict,) = await each.session.database.read(partial(rows, kind="conflict"))
        sides = conflict.values["sides"]
        assert isinstance(sides, dict)
        assert {side["value"] for side in sides.values() if isinstance(side, dict)} == {FIRST, THIRD}


async def story_of_a_request(li: Laptop, zhang: Laptop, sun: Laptop, home: RecordId) -> None:
    form = await li.records.open_form("resident", None, {"household": home, "name": "王小明"})
    assert form is not None
    made = await li.records.save(form, {**form.values, "birth_date": "1950-01-01"})
    assert isinstance(made, Saved)
    person = made.record
    await li.sync()
    await zhang.sync()
    desk = Rights(li.session.database, li.records, li.session.ports, roles=WORKER, worker="李建国")
    fields = await desk.correctable(person)
    birth = next(each for each in fields if each.cell.name == "birth_date")
    told: dict[str, Value] = {
        "wish": "correct",
        "said": "证件上是一九五二年",
        "asked_by": "person",
        "identity_check": "document",
        "asked_on": li.session.ports.today().isoformat(),
    }
    assert isinstance(await desk.ask(person, told, birth, {"birth_date": "1952-01-01"}), Saved)
    await li.sync()
    await sun.sync()
    review = Review(sun.session.database, C, sun.session.ports, supervisor="陈书记", roles=SUPERVISOR)
    (line,) = [each for each in await review.waiting() if each.kind == "rights_request"]
    submission = await review.submission(line)
    assert submission is not None
    judged = await review.asked(submission)
    assert judged is not None
    assert (judged.before, judged.value) == ("1950-01-01", "1952-01-01")
    await review.decide(submission, next(each for each in submission.steps if each.to == "granted"))
    await sun.sync()
    for each in (li, zhang):
        await each.sync()
        assert await value(each, "resident", person, "birth_date") == "1952-01-01"
    (answered,) = await desk.requests(person)
    assert answered.values["progress"] == "granted"


@pytest.mark.timeout(300)
def test_a_value_taken_back_meets_a_colleagues_and_a_persons_wish_is_written_everywhere(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        chance = random.Random(7)
        laptops = []
        for user in ("li", "zhang", "sun"):
            laptops.append(await enrolled(tmp_path / user, field, address, user, chance))
            laptops[-1].line.is_bad = False
        li, zhang, sun = laptops
        try:
            await li.sync()
            home = (await build(li))[0]
            for each in laptops:
                await each.sync()
            await story_of_a_value(li, zhang, home)
            await story_of_a_request(li, zhang, sun, home)
        finally:
            for each in laptops:
                await each.session.close()

    asyncio.run(story())
