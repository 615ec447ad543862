"""Consent has its effect: on every list that tells of a plan, at once; for a child once it is approved."""

import asyncio
import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from gridclient.db.confirmed import write_confirmed
from gridclient.db.consents import NOT_ASKED, NOT_WITHOUT, answers_of, standings
from gridclient.db.facts import save
from gridclient.db.household_card import card_facts
from gridclient.db.households import Chip, Day, Wish, read_page
from gridclient.db.kdf import FLOOR
from gridclient.db.replicas import Replica, add_replica
from gridclient.db.shown import refresh
from gridclient.db.threads import Database
from gridclient.db.today import planned_people
from gridclient.db.vault import create_vault
from gridclient.db.visits import door
from gridcore.consents import is_child, standing_after
from gridcore.fields import Value
from gridcore.ids import CommunityId, DeviceId, GroupId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.sync.edits import Create, Set
from gridcore.sync.stored import Confirmed
from tests.client.db.conftest import PASSPHRASE
from tests.client.demo_store import show_all

T = TypeVar("T")
COMMUNITY, GRID = CommunityId("370502001001"), ScopeId("grid/1")
TODAY, AT = "2026-11-22", "2026-11-22T08:00:00Z"
Cells = Mapping[str, Value]
AGREED: Cells = {"answer": "granted", "purposes": ["visits"], "given_by": "person"}
OLD, YOUNG = "1941-05-02", "2016-05-02"


class Store:
    """One store for all cases; each has a person of its own."""

    def __init__(self, folder: Path) -> None:
        self._loop = asyncio.new_event_loop()
        keys = create_vault(folder, PASSPHRASE, params=FLOOR)
        self._database = self._loop.run_until_complete(Database.open(folder, keys, ballast_bytes=4096))
        self._cases = 0
        self.write(begin)

    def write(self, fn: Callable[[Connection], T]) -> T:
        """On the writing thread."""
        return self._loop.run_until_complete(self._database.write(fn))

    def case(self, born: str, consent: str | None, answers: Sequence[Cells] = ()) -> str:
        """Somebody with a plan as the version before knew it, and with answers; returns the person's name."""
        self._cases += 1
        name = f"{self._cases}"

        def settle(connection: Connection) -> None:
            has(connection, "household", f"home{name}", {"address": f"平安街{name}号"})
            person: Cells = {"household": f"home{name}", "name": "张桂英", "birth_date": born}
            has(connection, "resident", f"person{name}", person)
            plan = {"resident": f"person{name}", "frequency": "monthly", "starts_on": "2026-01-05"}
            has(connection, "care_plan", f"plan{name}", plan | ({"consent": consent} if consent else {}))
            for number, answer in enumerate(answers):
                cells = {**AGREED, **answer, "resident": f"person{name}"}
                has(connection, "consent", f"k{name}-{number}", cells)

        self.write(settle)
        return name

    def close(self) -> None:
        """Close the store."""
        self._loop.run_until_complete(self._database.close())
        self._loop.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store(tmp_path_factory.mktemp("consents") / "store")
    yield opened
    opened.close()


def begin(connection: Connection) -> None:
    """An enrolled laptop whose tables are there."""
    show_all(connection)
    add_replica(connection, Replica(ReplicaId("mine"), "", DeviceId("d"), UserId("u"), b"secret"), AT)


def has(connection: Connection, kind: str, record: str, cells: Cells) -> None:
    """The server said this."""
    write_confirmed(connection, [Confirmed(RecordId(record), kind, GRID, dict(cells), {}, 1)])
    refresh(connection, [RecordId(record)])


def stands(connection: Connection, name: str, day: str = TODAY) -> str | None:
    plan = RecordId(f"plan{name}")
    return standings(connection, [plan], day)[plan]


GUARDIAN: Cells = {"given_by": "guardian", "guardian": "张强"}
CASES: tuple[tuple[str, str, str | None, tuple[Cells, ...], str | None], ...] = (
    ("as it was kept before", OLD, "granted", (), "granted"),
    ("not asked yet", OLD, None, (), None),
    ("answered", OLD, "not_asked", ({"given_on": "2026-11-01"},), "granted"),
    ("refused", OLD, "granted", ({"given_on": "2026-11-01", "answer": "refused"},), "refused"),
    ("about photos alone", OLD, None, ({"given_on": "2026-11-01", "purposes": ["photos"]},), None),
    ("withdrawn", OLD, None, ({"given_on": "2026-11-01", "withdrawn_on": TODAY},), "withdrawn"),
    (
        "an older answer withdrawn after a newer one",
        OLD,
        "granted",
        ({"given_on": "2026-01-01", "withdrawn_on": "2026-11-10"}, {"given_on": "2026-05-01"}),
        "withdrawn",
    ),
    (
        "agreed again after a withdrawal",
        OLD,
        "granted",
        ({"given_on": "2026-01-01", "withdrawn_on": "2026-04-10"}, {"given_on": "2026-05-01"}),
        "granted",
    ),
    (
        "two answers of one day",
        OLD,
        None,
        ({"given_on": "2026-05-01"}, {"given_on": "2026-05-01", "answer": "refused"}),
        "refused",
    ),
    ("the plan says no, an older answer yes", OLD, "withdrawn", ({"given_on": "2026-05-01"},), "withdrawn"),
    ("a child's guardian, not approved", YOUNG, None, ({"given_on": TODAY, **GUARDIAN},), "awaits_approval"),
    (
        "a child's guardian, approved",
        YOUNG,
        None,
        ({"given_on": TODAY, **GUARDIAN, "child_approved": True},),
        "guardian",
    ),
    (
        "a child by itself",
        YOUNG,
        None,
        ({"given_on": TODAY, "child_approved": True},),
        "awaits_approval",
    ),
    (
        "a new answer that waits does not end the approved one",
        YOUNG,
        None,
        ({"given_on": "2026-05-01", **GUARDIAN, "child_approved": True}, {"given_on": TODAY, **GUARDIAN}),
        "guardian",
    ),
    ("a child refuses", YOUNG, "guardian", ({"given_on": TODAY, "answer": "refused"},), "refused"),
)


@pytest.mark.parametrize(
    ("born", "kept", "answers", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_how_consent_stands(
    store: Store, born: str, kept: str | None, answers: tuple[Cells, ...], expected: str | None
) -> None:
    name = store.case(born, kept, answers)
    assert store.write(lambda connection: stands(connection, name)) == expected
    if born == OLD and kept not in ("refused", "withdrawn"):
        alone = standing_after({**AGREED, **each} for each in answers)
        assert (alone or kept) == expected, "what a form writes beside an answer is what lists reckon"


@pytest.mark.parametrize("born", ["2014-02-28", "2014-03-01", "2012-11-22", "2012-11-23", "2014-02"])
@pytest.mark.parametrize("day", ["2028-02-29", "2028-02-28", "2028-03-01", "2026-11-22", "2026-11-23"])
def test_who_is_a_child_is_the_same_for_lists_and_forms(store: Store, born: str, day: str) -> None:
    name = store.case(born, None, ({"given_on": "2026-11-01"},))
    is_waiting = store.write(lambda connection: stands(connection, name, day)) == "awaits_approval"
    assert is_waiting is is_child(born, datetime.date.fromisoformat(day))


def test_nobody_approves_for_a_child_by_writing_it_on_the_own_laptop(store: Store) -> None:
    name = store.case(YOUNG, None)
    cells = {**AGREED, **GUARDIAN, "given_on": TODAY, "child_approved": True, "resident": f"person{name}"}
    made = Create(0, GroupId("g"), RecordId("k-own"), "consent", cells, at=AT)
    store.write(lambda connection: save(connection, COMMUNITY, [made], AT))
    assert store.write(lambda connection: stands(connection, name)) == "awaits_approval"


def test_a_withdrawal_ends_the_visits_in_every_list_and_leaves_the_answer_readable(store: Store) -> None:
    name = store.case(OLD, "granted", ({"given_on": "2026-01-05"},))
    home, person = RecordId(f"home{name}"), RecordId(f"person{name}")

    def told(connection: Connection) -> tuple[str | None, ...]:
        (planned,) = planned_people(connection, TODAY, households=[home])
        wish = Wish(chips=frozenset({Chip.CARE}))
        doors, _ = read_page(connection, wish, Day(TODAY, TODAY), 0, 10, None)
        card = card_facts(connection, COMMUNITY, home, TODAY)
        at_door = door(connection, home, TODAY)
        assert card is not None
        assert at_door is not None
        assert at_door.people[0].plan is not None
        in_chip = "listed" if home in {each for each, _ in doors.doors} else None
        return planned.consent, in_chip, str(card.plans[0].values["consent"]), at_door.people[0].plan.consent

    withdraw = Set(0, GroupId("g"), RecordId(f"k{name}-0"), "withdrawn_on", TODAY, 0, AT)
    assert store.write(told) == ("granted", "listed", "granted", "granted")
    store.write(lambda connection: save(connection, COMMUNITY, [withdraw], AT))
    assert store.write(told) == ("withdrawn", None, "withdrawn", "withdrawn")
    (answer,) = store.write(lambda connection: answers_of(connection, person))
    assert (answer.values["given_on"], answer.values["withdrawn_on"]) == ("2026-01-05", TODAY)


def test_no_visit_is_due_without_an_answer_that_counts() -> None:
    assert "awaits_approval" in NOT_WITHOUT
    assert not set(NOT_WITHOUT) & set(NOT_ASKED)
