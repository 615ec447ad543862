"""Moves a visit that is due, leaves it out, or offers it to a colleague; taken back with one click."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from gridclient.actions.due_people import DuePerson
from gridclient.actions.records import Form, Records, Saved, Unsaved
from gridclient.actions.visit_offers import VisitOffers, exception_id
from gridcore.extra_visits import EXTRA_VISIT_CHANGE, extra_change_id
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import NOTHING_SEEN
from gridcore.visit_offers import VISIT_EXCEPTION

_CHANGED = ("exception", "moved_to", "reason", "handed_to")


@dataclass(frozen=True)
class Move:
    """To another day."""

    to: datetime.date
    reason: str = ""


@dataclass(frozen=True)
class Skip:
    """Not in this period; why is required, because nobody asks later."""

    reason: str


@dataclass(frozen=True)
class HandOn:
    """To a colleague, who is asked and accepts it or not."""

    to: str
    reason: str = ""


@dataclass(frozen=True)
class TakeBack:
    """From the colleague who has accepted it; why is required, for they do not expect it."""

    reason: str


@dataclass(frozen=True)
class Withdraw:
    """From the colleague who was asked and has not answered."""


Change = Move | Skip | HandOn | TakeBack | Withdraw


@dataclass(frozen=True)
class Changed:
    """What was changed, and what it was before, for taking it back; None for what went to other hands."""

    due: DuePerson
    before: Mapping[str, Value] | None
    is_done: bool = True
    """Else somebody else was first, and it is as they left it."""


class VisitChanges:
    """What a worker may change about a visit that is due. One record for each plan and period, so that two
    laptops which change the same visit meet in it.
    """

    def __init__(self, records: Records, offers: VisitOffers) -> None:
        self._records, self.offers = records, offers

    async def change(self, due: DuePerson, wanted: Change) -> Changed | Unsaved:
        """Change the visit; it is saved when this returns. Raises ProblemError as `Records.save` does."""
        values: dict[str, Value]
        match wanted:
            case Move(to=to, reason=reason):
                values = {"exception": "moved", "moved_to": to.isoformat(), "reason": reason or None}
            case Skip(reason=reason):
                values = {"exception": "skipped", "moved_to": None, "reason": reason or None}
            case HandOn(to=to_whom, reason=reason):
                asked = await self.offers.offer(due, to_whom, reason)
                return asked if isinstance(asked, Unsaved) else Changed(due, None, asked)
            case Withdraw():
                return Changed(due, None, await self.offers.withdraw(due))
            case TakeBack(reason=reason):
                return Changed(due, None, await self.offers.take_back(due, reason))
        form = await self._form(due)
        done = await self._records.save(form, values)
        return done if isinstance(done, Unsaved) else Changed(due, self._before(form, due))

    async def take_back(self, changed: Changed) -> Saved | Unsaved | None:
        """The visit is due again when it was: records of this kind are changed, never removed.

        What was offered is offered no more, unless somebody has answered.
        """
        if changed.before is None:
            await self.offers.withdraw_last(changed.due)
            return None
        return await self._records.save(await self._form(changed.due), changed.before)

    async def _form(self, due: DuePerson) -> Form:
        kind, record, cells = _record_of(due)
        found = await self._records.open_form(kind, record)
        if found is not None:
            return found
        declared = RECORD_TYPES[kind]
        return Form(declared, record, True, NOTHING_SEEN, declared.values_of(cells))

    def _before(self, form: Form, due: DuePerson) -> dict[str, Value]:
        known = [name for name in _CHANGED if name in form.declared.fields]
        if form.is_new:
            as_it_was: dict[str, Value] = {"exception": "moved", "moved_to": due.due.due.isoformat()}
            return {name: as_it_was.get(name) for name in known}
        return {name: form.values.get(name) for name in known}


def _record_of(due: DuePerson) -> tuple[str, RecordId, dict[str, Value]]:
    """Which record a change of a visit is kept in, and what names the visit there."""
    if due.is_extra:
        household, occasion = due.person.household, due.occasions[0].record
        named: dict[str, Value] = {"household": household, "occasion": occasion}
        return EXTRA_VISIT_CHANGE, extra_change_id(household, occasion), named
    plan, period = due.person.plan, due.due.period
    return VISIT_EXCEPTION, exception_id(plan, period), {"plan": plan, "period": period}
