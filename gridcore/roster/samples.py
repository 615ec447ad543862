"""Sample values of a column, masked by what it is taken for, so that a person can tell what it holds."""

from collections.abc import Callable, Mapping

from gridcore.masking import mask_address, mask_birth_date, mask_identity_number, mask_phone
from gridcore.roster.columns import OF_FACILITIES, Column

_MASKS: Mapping[Column, Callable[[str], str]] = {
    Column.IDENTITY_NUMBER: mask_identity_number,
    Column.PHONE: mask_phone,
    Column.FURTHER_PHONE: mask_phone,
    Column.BIRTH_DATE: mask_birth_date,
    Column.ADDRESS: mask_address,
}
_PLAIN = frozenset(
    {
        *(Column.SERIAL, Column.NAME, Column.DOCUMENT, Column.SEX, Column.RELATION, Column.IS_HEAD),
        *(Column.HEAD_NAME, Column.GRID, Column.ESTATE, Column.BUILDING, Column.UNIT, Column.FLOOR),
        *(Column.TENURE, Column.REGISTERED_HERE, Column.STATUS, Column.MOVED_IN_ON),
        *OF_FACILITIES,
    }
)
_SHORT = 1


def sample_text(column: Column | None, text: str) -> str:
    """A sample as it is shown; of a column that nobody knows yet, its first character and its length."""
    if column in _PLAIN:
        return text
    mask = _MASKS.get(column) if column is not None else None
    if mask is not None:
        return mask(text)
    shown = text.strip()
    return shown if len(shown) <= _SHORT else shown[0] + "*" * (min(len(shown), 18) - 1)
