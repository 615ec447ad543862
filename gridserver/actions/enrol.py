"""A laptop shows its one-time code and becomes a device of a user."""

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.enrolment import EnrolAnswer, EnrolRequest
from gridserver.db import devices
from gridserver.db.accounts import user_of
from gridserver.installation import Installation


def enrol(installation: Installation, request: EnrolRequest) -> EnrolAnswer:
    """Use up the code. Raises ProblemError when it is unknown, used or too old: which of them is not told."""
    with installation.database.write() as connection:
        device = devices.enrol(
            connection, request.code, request.public_key, request.device_name, now=installation.clock()
        )
        user = user_of(connection, device.user_id) if device else None
        if device is None or user is None:
            raise ProblemError(ProblemCode.ENROLMENT_REFUSED)
    return EnrolAnswer(
        device_id=device.device_id,
        user_id=device.user_id,
        user_name=user.name,
        community=device.home,
        server_key=installation.receipt_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw),
    )
