"""The messages of `POST /enrol/v1`: a laptop shows a one-time code and the public half of its key."""

import msgspec

from gridcore.ids import CommunityId, DeviceId, ScopeId, UserId
from gridcore.roles import Role

PUBLIC_KEY_BYTES = 32


class EnrolRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """Signed with the key that it brings, which proves that the laptop holds the private half.

    `envelope_key` is the X25519 key to which files for this laptop are sealed.
    """

    proto: int
    app: str
    code: str
    public_key: bytes
    device_name: str
    envelope_key: bytes = b""


class Duty(msgspec.Struct, frozen=True):
    """A role of the user and the place for which it holds."""

    role: Role
    place: str


class EnrolAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who the laptop is from now on; `server_key` verifies the server's receipts.

    `envelope_key` is the server's X25519 key, `epoch` that of the home community, `duties` what the user does
    there today.
    """

    device_id: DeviceId
    user_id: UserId
    user_name: str
    community: CommunityId
    server_key: bytes
    envelope_key: bytes = b""
    epoch: str = ""
    duties: list[Duty] = []


class Me(msgspec.Struct, frozen=True):
    """The user of a device as the server knows them at this moment, in one community."""

    device_id: DeviceId
    user_id: UserId
    user_name: str
    home: CommunityId
    community: CommunityId
    epoch: str
    duties: list[Duty]
    scopes: list[ScopeId]


_request = msgspec.json.Decoder(EnrolRequest)
_answer = msgspec.json.Decoder(EnrolAnswer)
_me = msgspec.json.Decoder(Me)


def decode_enrol_request(body: bytes) -> EnrolRequest:
    """An enrolment. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _request.decode(body)


def decode_enrol_answer(line: bytes) -> EnrolAnswer:
    """An enrolment's answer. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _answer.decode(line)


def decode_me(line: bytes) -> Me:
    """Who one is. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _me.decode(line)


def encode_enrolment(message: EnrolRequest | EnrolAnswer | Me) -> bytes:
    """One of these messages as JSON."""
    return msgspec.json.encode(message)
