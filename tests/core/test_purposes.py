"""What a field is kept for: as it says itself, otherwise as its kind does, unless it is sensitive.

That every declared field has a purpose is proven with the other rules of declarations, in
`tests/architecture/test_schema_linter.py`.
"""

from dataclasses import replace

import pytest

from gridcore.fields import P2, P3, DataClass, record_type
from gridcore.purposes import Purpose, purpose_of
from gridcore.records.people import Resident

NAME = record_type(Resident).fields["name"]


def test_a_field_serves_what_its_kind_serves() -> None:
    assert purpose_of(NAME) is Purpose.REACHING


@pytest.mark.parametrize("data_class", [P2, P3])
def test_a_purpose_of_its_own_goes_before_that_of_the_kind(data_class: DataClass) -> None:
    own = replace(NAME, name="birth_date", data_class=data_class)
    assert purpose_of(own) is Purpose.TELLING_APART


def test_a_sensitive_field_never_takes_over_the_purpose_of_its_kind() -> None:
    assert purpose_of(replace(NAME, data_class=P3)) is None


def test_a_field_of_a_kind_that_nobody_named_serves_nothing() -> None:
    assert purpose_of(replace(NAME, record="stranger")) is None
