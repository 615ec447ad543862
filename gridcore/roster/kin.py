"""Rules across the people of one household of a roster, and who is known to live there already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gridcore.field_problems import FieldProblem
from gridcore.fields import Value, Values
from gridcore.kinship import HEADS, Kin, kin_problems
from gridcore.roster.columns import Column
from gridcore.roster.notes import Note, NoteKind
from gridcore.roster.people import Person

_HEAD = "02"
_COLUMNS: Mapping[str, Column] = {"relation": Column.RELATION, "birth_date": Column.BIRTH_DATE}


def checked(people: Sequence[Person], known: Sequence[Values]) -> list[tuple[Person, tuple[Note, ...]]]:
    """Each person as taken, with what is told.

    Where the dates make a child older than its parent, nobody knows which of them is wrong: the relation,
    which says that it is a child, is left out. A head is not measured, but those who are measured by it.
    """
    said = [_values(each) for each in people]
    problems = [kin_problems(own, Kin([*said[:at], *said[at + 1 :], *known])) for at, own in enumerate(said)]
    return [_checked(person, found) for person, found in zip(people, problems, strict=True)]


def _checked(person: Person, problems: Sequence[FieldProblem]) -> tuple[Person, tuple[Note, ...]]:
    told = [each for each in problems if each.field == "relation" or not person.is_head]
    is_wrong = any(each.severity == "error" for each in told)
    notes = [
        Note(Column.RELATION, NoteKind.LEFT_OUT, each.code)
        if each.severity == "error"
        else Note(_COLUMNS[each.field], NoteKind.CHECK, each.code, params=each.params)
        for each in told
    ]
    return (replace(person, relation=None) if is_wrong else person), tuple(notes)


def _values(person: Person) -> dict[str, Value]:
    """What the rules ask of a person."""
    is_told = person.is_head and person.relation not in HEADS
    relation = _HEAD if is_told else person.relation
    return {"relation": relation, "birth_date": person.known_birth_date, "status": person.status}
