"""From a passphrase to the key that wraps the database key, as dearly as this laptop can bear."""

import time
from collections.abc import Callable

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gridclient.db.passphrase import normalise

QUICKEST_S = 0.5
SLOWEST_S = 1.0


class KdfParams(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What Argon2id is made to cost."""

    memory_kib: int
    passes: int
    lanes: int


FLOOR = KdfParams(memory_kib=19 * 1024, passes=2, lanes=1)
DEFAULT = KdfParams(memory_kib=64 * 1024, passes=3, lanes=4)
CEILING = KdfParams(memory_kib=256 * 1024, passes=16, lanes=4)


def within_limits(params: KdfParams) -> bool:
    """Whether a derivation costs no less than the floor and no more than the ceiling."""
    return (
        FLOOR.memory_kib <= params.memory_kib <= CEILING.memory_kib
        and FLOOR.passes <= params.passes <= CEILING.passes
        and FLOOR.lanes <= params.lanes <= CEILING.lanes
    )


def wrapping_key(passphrase: str, salt: bytes, params: KdfParams, more_secrets: bytes) -> bytes:
    """The key of slot U: the passphrase's Argon2id with the other ingredients, through HKDF."""
    stretched = Argon2id(
        salt=salt, length=32, iterations=params.passes, lanes=params.lanes, memory_cost=params.memory_kib
    ).derive(normalise(passphrase).encode("utf-8", "surrogatepass"))
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"gridclient slot U 1")
    return kdf.derive(stretched + more_secrets)


def calibrate(duration_s: Callable[[KdfParams], float]) -> KdfParams:
    """The costs that take between half a second and a second here, within floor and ceiling."""
    params = DEFAULT
    took_s = duration_s(params)
    while took_s < QUICKEST_S and (dearer := _dearer(params)) is not None:
        dearer_took_s = duration_s(dearer)
        if dearer_took_s > SLOWEST_S:
            break
        params, took_s = dearer, dearer_took_s
    while took_s > SLOWEST_S and params != FLOOR:
        params = _cheaper(params)
        took_s = duration_s(params)
    return params


def measured_s(params: KdfParams) -> float:
    """How long one derivation takes on this laptop, now."""
    start = time.perf_counter()
    wrapping_key("measure", bytes(16), params, b"")
    return time.perf_counter() - start


def _dearer(params: KdfParams) -> KdfParams | None:
    if params.memory_kib * 2 <= CEILING.memory_kib:
        return KdfParams(params.memory_kib * 2, params.passes, params.lanes)
    if params.passes < CEILING.passes:
        return KdfParams(params.memory_kib, params.passes + 1, params.lanes)
    return None


def _cheaper(params: KdfParams) -> KdfParams:
    if params.memory_kib // 2 >= FLOOR.memory_kib:
        return KdfParams(params.memory_kib // 2, params.passes, params.lanes)
    return FLOOR
