"""How a statement names some records."""

from collections.abc import Collection

import msgspec

from gridcore.ids import RecordId

_encoder = msgspec.json.Encoder()


def among(records: Collection[RecordId]) -> tuple[str, str]:
    """The comparison that finds these records, and its parameter; one alone needs no list to be read."""
    if len(records) == 1:
        return "= ?", next(iter(records))
    return "IN (SELECT value FROM json_each(?))", _encoder.encode(sorted(records)).decode()
