"""The ways in which the world fails: no network, a full disk, a wrong passphrase.

A problem is a code and a few safe numbers; the sentences about it stand in `gridclient/ui/problem_text.py`.
"""

from collections.abc import Mapping
from enum import StrEnum


class ProblemCode(StrEnum):
    """One code for each failure that a person is told about."""

    WRONG_PASSPHRASE = "wrong_passphrase"
    TRY_AGAIN_LATER = "try_again_later"
    PASSPHRASE_TOO_WEAK = "passphrase_too_weak"
    STORE_MISSING = "store_missing"
    STORE_EXISTS = "store_exists"
    KEY_FILE_DAMAGED = "key_file_damaged"
    KEY_FILE_NEWER = "key_file_newer"
    RECOVERY_NEEDED = "recovery_needed"

    DATABASE_MISSING = "database_missing"
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_NEWER = "database_newer"
    DATABASE_BUSY = "database_busy"
    ALREADY_OPEN = "already_open"
    DISK_FULL = "disk_full"
    DISK_FAILED = "disk_failed"
    FOLDER_NOT_WRITABLE = "folder_not_writable"
    FOLDER_NOT_PRIVATE = "folder_not_private"
    FILE_DAMAGED = "file_damaged"

    OFFLINE = "offline"
    SERVER_UNREACHABLE = "server_unreachable"
    SERVER_TOO_SLOW = "server_too_slow"
    SERVER_UNTRUSTED = "server_untrusted"
    SERVER_FAILED = "server_failed"
    SERVER_BUSY = "server_busy"
    SERVER_GARBAGE = "server_garbage"
    ANSWER_TOO_LARGE = "answer_too_large"
    CLOCK_SKEW = "clock_skew"
    UPDATE_NEEDED = "update_needed"
    UPDATE_DUE = "update_due"
    NOT_ENROLLED = "not_enrolled"
    ENROLMENT_REFUSED = "enrolment_refused"
    REVOKED = "revoked"

    BUNDLE_OTHER_FILE = "bundle_other_file"
    BUNDLE_DAMAGED = "bundle_damaged"
    BUNDLE_NEWER = "bundle_newer"
    BUNDLE_TOO_LARGE = "bundle_too_large"
    BUNDLE_NOT_OURS = "bundle_not_ours"
    BUNDLE_NO_ANSWER = "bundle_no_answer"
    BUNDLE_NO_KEY = "bundle_no_key"
    BUNDLE_OLD = "bundle_old"


PARAMS: Mapping[ProblemCode, frozenset[str]] = {
    ProblemCode.TRY_AGAIN_LATER: frozenset({"wait_s"}),
    ProblemCode.SERVER_FAILED: frozenset({"status"}),
    ProblemCode.SERVER_BUSY: frozenset({"wait_s"}),
    ProblemCode.ANSWER_TOO_LARGE: frozenset({"limit_mb"}),
    ProblemCode.CLOCK_SKEW: frozenset({"minutes"}),
}
"""What a problem may carry besides its code: numbers only, so that no message or log holds a value."""


class ProblemError(Exception):
    """The world failed in a way that a person is told about.

    Raises ValueError when the parameters are not those that `PARAMS` declares for the code.
    """

    def __init__(self, code: ProblemCode, **params: int) -> None:
        if params.keys() != PARAMS.get(code, frozenset()):
            raise ValueError(f"{code}: parameters {sorted(params)} are not the declared ones")
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, int] = params

    def __str__(self) -> str:
        told = "".join(f" {name}={number}" for name, number in sorted(self.params.items()))
        return f"{self.code}{told}"
