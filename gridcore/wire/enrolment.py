"""The messages of `POST /enrol/v1`: a laptop shows a one-time code and the public half of its key."""

import msgspec

from gridcore.ids import CommunityId, DeviceId, UserId

PUBLIC_KEY_BYTES = 32


class EnrolRequest(msgspec.Struct, frozen=True):
    """Signed with the key that it brings, which proves that the laptop holds the private half."""

    proto: int
    app: str
    code: str
    public_key: bytes
    device_name: str


class EnrolAnswer(msgspec.Struct, frozen=True):
    """Who the laptop is from now on; `server_key` verifies the server's receipts."""

    device_id: DeviceId
    user_id: UserId
    user_name: str
    community: CommunityId
    server_key: bytes


_request = msgspec.json.Decoder(EnrolRequest)
_answer = msgspec.json.Decoder(EnrolAnswer)


def decode_enrol_request(body: bytes) -> EnrolRequest:
    """An enrolment. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _request.decode(body)


def decode_enrol_answer(line: bytes) -> EnrolAnswer:
    """An enrolment's answer. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _answer.decode(line)


def encode_enrolment(message: EnrolRequest | EnrolAnswer) -> bytes:
    """Either message as JSON."""
    return msgspec.json.encode(message)
