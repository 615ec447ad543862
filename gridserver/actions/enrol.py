"""A laptop shows its one-time code and becomes a device of a user."""

from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.enrolment import Duty, EnrolAnswer, EnrolRequest
from gridcore.wire.upgrades import Terms
from gridserver.db import counter, devices
from gridserver.db.accounts import assignments_of, user_of
from gridserver.db.scopes import day_of
from gridserver.installation import Installation


def enrol(installation: Installation, request: EnrolRequest) -> EnrolAnswer:
    """Use up the code. Raises ProblemError when it is unknown, used or too old: which of them is not told.

    A program that would be given no changes is told to be updated first, and its code stays good.
    """
    if installation.versions.terms(request.proto) is not Terms.ALL:
        raise ProblemError(ProblemCode.UPDATE_NEEDED)
    now = installation.clock()
    with installation.database.write() as connection:
        device = devices.enrol(
            connection,
            request.code,
            request.public_key,
            request.device_name,
            now=now,
            envelope_key=request.envelope_key or None,
        )
        user = user_of(connection, device.user_id) if device else None
        if device is None or user is None:
            raise ProblemError(ProblemCode.ENROLMENT_REFUSED)
        reading = counter.read(connection, device.home)
        given = assignments_of(connection, device.home, device.user_id, day_of(now))
    return EnrolAnswer(
        device_id=device.device_id,
        user_id=device.user_id,
        user_name=user.name,
        community=device.home,
        server_key=installation.receipt_key.public_key().public_bytes_raw(),
        envelope_key=installation.envelope_key.public_key().public_bytes_raw(),
        epoch=reading.epoch if reading is not None else "",
        duties=[Duty(each.role, each.place) for each in given],
    )
