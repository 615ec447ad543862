"""One field's value is read without the others."""

import pytest

from gridcore.fields import RecordType, Value
from gridcore.records import RECORD_TYPES


@pytest.mark.parametrize("declared", RECORD_TYPES.values(), ids=RECORD_TYPES.keys())
def test_one_field_reads_as_it_does_among_all(declared: RecordType) -> None:
    values: dict[str, Value] = {name: f"of {name}" for name in declared.fields}
    for cells in (declared.cells_of(values), {}, dict.fromkeys(declared.cells, None)):
        read = {name: declared.value_of(cells, name) for name in declared.fields}
        assert read == declared.values_of(cells)
