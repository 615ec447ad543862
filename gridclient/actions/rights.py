"""What a person asks for of what is kept about them: taken down at the door, answered by a supervisor."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridclient.actions.records import Records, Saved, Unsaved
from gridclient.db.facts import seen_of
from gridclient.db.listing import ShownRecord, Where, rows
from gridclient.db.record_history import records_around
from gridclient.db.threads import Connection, Database
from gridclient.db.titles import Title, title
from gridclient.ports import Ports
from gridcore.field_problems import FieldProblem
from gridcore.fields import GRID, Cell, FieldKind, RecordType, Value, Values
from gridcore.ids import RecordId
from gridcore.permissions import Verb, may
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.rights import CORRECT, REQUEST, can_be_corrected
from gridcore.validation import check_value
from gridcore.workflows.rights import OPEN, answer_due

__all__ = ["Correctable", "PersonsRequest", "Rights", "Title"]

_TOLD = ("resident", "household", "care_plan", "phone_number", "membership", "consent", "aid_pair")
"""Kinds whose fields a person may say to be wrong; of all else they say it in words."""


@dataclass(frozen=True)
class Correctable:
    """A field that may be said to be wrong, with what stands there as it was shown."""

    kind: str
    record: RecordId
    title: Title
    cell: Cell
    values: Values
    """By field of the cell."""
    base: int
    before: Value


@dataclass(frozen=True)
class PersonsRequest:
    """A request with its answer, and when that is due."""

    record: RecordId
    values: Mapping[str, Value]
    due: datetime.date | None
    is_open: bool
    is_waiting: bool


class Rights:
    """Takes requests down, and reads them with their answers."""

    def __init__(
        self, database: Database, records: Records, ports: Ports, *, roles: frozenset[Role], worker: str
    ) -> None:
        self._database, self._records, self._ports, self._worker = database, records, ports, worker
        self.may_ask = may(roles, REQUEST, Verb.CREATE)

    async def correctable(self, resident: RecordId) -> Sequence[Correctable]:
        """The fields of a person's records of the grid, and of the household, in the order of the kinds."""
        return await self._database.read(lambda connection: _correctable(connection, resident))

    async def requests(self, resident: RecordId) -> Sequence[PersonsRequest]:
        """Every request of a person, the latest first."""
        return [_request(each) for each in await self._rows(resident)]

    async def ask(
        self,
        resident: RecordId,
        values: Values,
        wrong: Correctable | None = None,
        right: Values | None = None,
    ) -> Saved | Unsaved:
        """Take a request down; `right` are the values, by field, that are said to be right for what is wrong.

        Raises ProblemError as `Records.save` does.
        """
        problems = self._problems(wrong, right or {})
        form = await self._records.open_form(REQUEST, None, {"resident": resident})
        if problems or form is None:
            return Unsaved(problems, is_gone=form is None)
        told: dict[str, Value] = {**values, "resident": resident, "author": self._worker}
        if wrong is not None and values.get("wish") == CORRECT:
            declared = RECORD_TYPES[wrong.kind]
            told |= {
                "subject": wrong.record,
                "subject_kind": wrong.kind,
                "cell": wrong.cell.name,
                "base": wrong.base,
                "before": wrong.before,
                "value": declared.cells_of(right or {}).get(wrong.cell.name),
            }
        return await self._records.save(form, told)

    def _problems(self, wrong: Correctable | None, right: Values) -> list[FieldProblem]:
        fields = wrong.cell.fields if wrong is not None else ()
        today = self._ports.today()
        found = [one for each in fields for one in check_value(each, right.get(each.name), today=today)]
        return [each for each in found if each.severity == "error"]

    async def _rows(self, resident: RecordId) -> Sequence[ShownRecord]:
        where = [Where("resident", "=", resident)]
        return await self._database.read(
            lambda connection: rows(connection, REQUEST, where, order=["-asked_on"])
        )


def _request(found: ShownRecord) -> PersonsRequest:
    values = found.values
    day = values.get("asked_on")
    due = answer_due(datetime.date.fromisoformat(day)) if isinstance(day, str) else None
    return PersonsRequest(
        record=found.id,
        values=values,
        due=due,
        is_open=values.get("progress") in (None, OPEN),
        is_waiting=found.waiting,
    )


def _correctable(connection: Connection, resident: RecordId) -> list[Correctable]:
    found: list[Correctable] = []
    homes = [
        RecordId(str(each.values["household"]))
        for each in rows(connection, "resident", [Where("id", "=", resident)])
        if each.values.get("household")
    ]
    around = [*records_around(connection, "resident", resident), *homes]
    for kind in _TOLD:
        declared = RECORD_TYPES[kind]
        for record in around:
            found += _of_record(connection, declared, record)
    return found


def _of_record(connection: Connection, declared: RecordType, record: RecordId) -> list[Correctable]:
    seen = seen_of(connection, declared, record) if declared.scope is GRID else None
    if seen is None:
        return []
    named, values = title(connection, declared.kind, record), declared.values_of(seen.cells)
    found = []
    for cell in declared.cells.values():
        base = seen.bases.get(cell.name, 0)
        is_link = any(each.kind is FieldKind.LINK for each in cell.fields)
        if can_be_corrected(declared, cell) and isinstance(base, int) and not is_link:
            of_cell = {each.name: values[each.name] for each in cell.fields}
            before = seen.cells.get(cell.name)
            found.append(Correctable(declared.kind, record, named, cell, of_cell, base, before))
    return found
