"""What a head tells a supervisor besides verdicts; a kind that is not known here is passed over."""

import msgspec

from gridcore.json_faults import JSON_FAULTS

_FORK = "fork"


class CopyNoticed(msgspec.Struct, frozen=True, array_like=True, tag=_FORK):
    """Two copies of one laptop's store wrote, or an old copy was put back: when it was noticed, and whose."""

    at: str
    user: str
    device: str


class DeviceSuspended(msgspec.Struct, frozen=True, array_like=True, tag="suspended"):
    """Two copies of one laptop go on against each other: since when its work waits, and whose it is."""

    at: str
    user: str
    device: str


Notice = CopyNoticed | DeviceSuspended

_decoder: msgspec.json.Decoder[Notice] = msgspec.json.Decoder(Notice)


def encode_notice(notice: Notice) -> str:
    """The notice as it stands in a head."""
    return msgspec.json.encode(notice).decode()


def decode_notice(text: str) -> Notice | None:
    """A notice, or None for one of a later version."""
    try:
        return _decoder.decode(text)
    except JSON_FAULTS:
        return None
