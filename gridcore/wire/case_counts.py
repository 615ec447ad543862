"""The answer of `GET /counts/cases/…`: the figures of a year of mediation, without a case."""

import msgspec

from gridcore.reports.case_counts import YearOfCases

_decoder = msgspec.json.Decoder(YearOfCases)


def encode_year(counted: YearOfCases) -> bytes:
    """The answer as one line with its newline."""
    return msgspec.json.encode(counted, order="sorted") + b"\n"


def decode_year(line: bytes) -> YearOfCases:
    """The answer. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _decoder.decode(line)
