"""Handing a visit to a colleague: it is offered, and stays whose it is until the colleague accepts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gridclient.actions.due_people import DuePerson
from gridclient.actions.records import Unsaved
from gridclient.db.facts import save, seen_of
from gridclient.db.threads import Connection, Database
from gridclient.db.visit_offers import KnownOffer
from gridclient.ports import Ports
from gridcore.extra_visits import EXTRA_VISIT_CHANGE, extra_change_id
from gridcore.fields import Values
from gridcore.ids import CommunityId, GroupId, RecordId, derived_id
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.changes import NOTHING_SEEN, changes, creation
from gridcore.sync.edits import Edit, Step
from gridcore.validation import check_values
from gridcore.visit_offers import ANSWER, OFFER, VISIT_EXCEPTION
from gridcore.workflows.visit_offer import ACCEPTED, DECLINED, KEPT, OFFERED, TAKEN_BACK, VISIT_OFFER

_AT_ONCE = "handed_over"
"""As a laptop of before says it."""
_NOBODY: Values = {"offered_to": None}
"""What is not named of a group is empty."""


@dataclass(frozen=True)
class Matter:
    """What can go to somebody else, with the record that says so."""

    kind: str
    record: RecordId
    named: Values
    """What names the visit in that record."""
    state: str = ""
    """In which it was read, where nothing is said of another one."""


@dataclass(frozen=True)
class _Said:
    """A step, and the words that go with it."""

    to: str
    reason: str = ""
    words: Values = field(default_factory=dict)


def exception_id(plan: RecordId, period: str) -> RecordId:
    """The id that every laptop gives the change of one visit."""
    return derived_id(VISIT_EXCEPTION, plan, period)


def own_matters(due: DuePerson) -> list[Matter]:
    """What a worker may hand over of a line: the visit of the plan, and what they promised themselves.

    Of what a colleague handed to them all of it. A call after a major change waits for no answer.
    """
    if due.is_after_change or due.due.handed_over or due.offered_to:
        return []
    plan, period, home = due.person.plan, due.due.period, due.person.household
    found = []
    if not due.is_extra:
        named: Values = {"plan": plan, "period": period}
        found.append(Matter(VISIT_EXCEPTION, exception_id(plan, period), named))
    for each in due.occasions:
        if each.kind == "promise" and (not each.owner or due.due.handed_to):
            named = {"household": home, "occasion": each.record}
            found.append(Matter(EXTRA_VISIT_CHANGE, extra_change_id(home, each.record), named))
    return found


def is_with_colleague(due: DuePerson) -> bool:
    """Whether a colleague has accepted it: it is theirs until another one accepts it or it is taken back."""
    return due.due.handed_over and any(each.offer.holder for each in due.offers)


class VisitOffers:
    """Offering, answering, withdrawing; each matter in a group of its own, so that one hinders no other."""

    def __init__(
        self, database: Database, community: CommunityId, ports: Ports, *, worker: str, roles: frozenset[Role]
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self._worker, self._roles = worker, roles

    async def offer(self, due: DuePerson, to: str, reason: str = "") -> Unsaved | bool:
        """Ask a colleague by name; whether there was anything to offer. Raises as `Database.write` does."""
        words: Values = {
            "offered_to": to.strip(),
            "offered_by": self._worker,
            "held_by": due.due.handed_to or None,
            "offer_reason": reason.strip() or None,
        }
        matters = own_matters(due)
        for each in matters:
            declared, today = RECORD_TYPES[each.kind], self._ports.today()
            problems = check_values(declared, {**each.named, **words}, today=today)
            errors = [one for one in problems if one.severity == "error"]
            if errors:
                return Unsaved(errors)
        return await self._take(matters, _Said(OFFERED, words=words))

    async def withdraw(self, due: DuePerson) -> bool:
        """Ask nobody any more; False where somebody has answered."""
        return await self._take(
            _known(each for each in due.offers if each.is_own and each.offer.waits), _Said(KEPT)
        )

    async def withdraw_last(self, due: DuePerson) -> bool:
        """The same with a line as it was before it was offered."""
        return await self._take([replace(each, state=OFFERED) for each in own_matters(due)], _Said(KEPT))

    async def accept(self, due: DuePerson) -> bool:
        """Make it one's own; False where it is not offered any more."""
        return await self._take(_asked(due), _Said(ACCEPTED))

    async def decline(self, due: DuePerson, reason: str) -> bool:
        """Say why not; it stays whose it is."""
        reason = reason.strip()
        return await self._take(_asked(due), _Said(DECLINED, reason, {ANSWER: reason}))

    async def put_away(self, due: DuePerson) -> bool:
        """Take note that it was declined, or taken back."""
        declined = _known(each for each in due.offers if each.is_turned_down)
        taken = _known(each for each in due.offers if each.is_taken_from_me)
        is_noted = await self._take(declined, _Said(KEPT))
        return await self._take(taken, _Said(KEPT, words=_NOBODY)) or is_noted

    async def take_back(self, due: DuePerson, reason: str) -> bool:
        """Make it again whose it was before it was offered for the first time; the colleague reads why.

        Where they have offered it on it names them, for nobody else has it.
        """
        held = [each for each in due.offers if each.offer.holder]
        accepted = _known(each for each in held if each.offer.state == ACCEPTED)
        others = _known(each for each in held if each.offer.state != ACCEPTED)
        said = _Said(TAKEN_BACK, reason.strip(), {ANSWER: reason.strip()})
        words = {**said.words, "offered_to": due.due.handed_to, "offered_by": self._worker}
        is_done = await self._take(accepted, said)
        return await self._take(others, replace(said, words=words)) or is_done

    async def _take(self, matters: Sequence[Matter], said: _Said) -> bool:
        at = self._ports.moment()
        groups = [(each, self._ports.new_group()) for each in matters]

        def write(connection: Connection) -> bool:
            edits: list[Edit] = []
            for each, grp in groups:
                edits += self._edits(connection, each, said, (grp, at))
            if edits:
                save(connection, self._community, edits, at)
            return bool(edits)

        return await self._database.write(write)

    def _edits(
        self, connection: Connection, matter: Matter, said: _Said, saved: tuple[GroupId, str]
    ) -> list[Edit]:
        """The step, then its words, which the server takes from nobody else; none where it is not open."""
        grp, at = saved
        declared = RECORD_TYPES[matter.kind]
        made, seen = list[Edit](), seen_of(connection, declared, matter.record)
        if seen is None:
            made.append(creation(declared, matter.record, matter.named, grp=grp, at=at))
            seen = NOTHING_SEEN
        source, base = str(seen.cells.get(OFFER) or KEPT), seen.bases.get(OFFER, 0)
        rules = VISIT_OFFER.steps_for(source, self._roles)
        is_open = any(each.to == said.to and each.takes(said.reason) for each in rules)
        if not is_open or matter.state not in ("", source):
            return []
        known = base if isinstance(base, int) else 0
        step = Step(0, grp, matter.record, OFFER, source, said.to, known, said.reason, at=at)
        cells = declared.cells_of(said.words)
        if said.to == TAKEN_BACK and seen.cells.get("exception") == _AT_ONCE:
            cells["exception"] = None
        return [*made, step, *changes(declared, matter.record, seen, cells, grp=grp, at=at)]


def _asked(due: DuePerson) -> list[Matter]:
    return _known(each for each in due.offers if each.is_for_me)


def _known(offers: Iterable[KnownOffer]) -> list[Matter]:
    return [Matter(each.kind, each.record, {}, each.offer.state) for each in offers]
