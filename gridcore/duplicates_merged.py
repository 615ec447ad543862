"""What a record says once another one was merged into it: the preview of what the server does."""

from gridcore.fields import Merge, RecordType, Value, Values
from gridcore.sync.cells import ruled
from gridcore.sync.stored import elements_of

_BY_RULE = frozenset({Merge.MAX, Merge.MIN, Merge.ANY})


def after_merge(declared: RecordType, kept: Values, other: Values) -> dict[str, Value]:
    """The kept record's cells after the merge, where no conflict stands open in one of them.

    `kept` and `other` are cells by name, and so is what comes back: what the kept one lacks is filled in.
    """
    found = dict(kept)
    for name, cell in declared.cells.items():
        told, there = other.get(name), kept.get(name)
        if told in (None, "", []):
            continue
        if cell.is_set:
            found[name] = [*sorted(elements_of(there) | elements_of(told))]
        elif there in (None, ""):
            found[name] = told
        elif cell.merge in _BY_RULE:
            found[name] = ruled(cell.merge, there, told)
    return found
