"""What a person reads when the world failed: what happened, what is safe, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gridclient.ui.widgets.problem_bar import ProblemText, Severity
from gridclient.ui.words import words
from gridcore.fields import Label, label
from gridcore.problems import ProblemCode


def problem_text(code: ProblemCode, params: Mapping[str, int]) -> ProblemText:
    """The three sentences about a problem, in the language of the windows."""
    said = _SENTENCES[code]
    shown = {**params, "wait": _wait_words(params.get("wait_s", 0))}
    return ProblemText(
        happened=words(said.happened).format(**shown),
        safe=words(said.safe),
        next_step=words(said.next_step).format(**shown),
        severity=said.severity,
    )


def _wait_words(wait_s: int) -> str:
    if wait_s <= 90:
        return QCoreApplication.translate("ProblemText", "%n second(s)", "", wait_s)
    minutes = -(-wait_s // 60)
    return QCoreApplication.translate("ProblemText", "%n minute(s)", "", minutes)


@dataclass(frozen=True)
class _Sentences:
    happened: Label
    safe: Label
    next_step: Label
    severity: Severity = "error"


_ALL_SAFE = label("ProblemText", "Everything you saved is safe on this computer.")
_UNSENT_SAFE = label("ProblemText", "What you saved is safe here and will be sent later.")
_TYPED_SAFE = label("ProblemText", "What you saved is safe, and what you typed is still in the form.")
_NOTHING_CHANGED = label("ProblemText", "Nothing was changed.")
_SYNC_ALONE = label("ProblemText", "Go on working; the program tries again by itself.")
_TELL_SUPPORT = label("ProblemText", "Please tell your technical support.")

_SENTENCES: Mapping[ProblemCode, _Sentences] = {
    ProblemCode.WRONG_PASSPHRASE: _Sentences(
        label("ProblemText", "This passphrase does not open the store."),
        _ALL_SAFE,
        label("ProblemText", "Please check the keyboard layout and capital letters, then type it again."),
    ),
    ProblemCode.TRY_AGAIN_LATER: _Sentences(
        label("ProblemText", "The passphrase was wrong several times."),
        _ALL_SAFE,
        label("ProblemText", "Please try again in {wait}."),
        "warning",
    ),
    ProblemCode.PASSPHRASE_TOO_WEAK: _Sentences(
        label("ProblemText", "This passphrase would be guessed too easily."),
        _NOTHING_CHANGED,
        label("ProblemText", "Please choose a longer one, or let the program make one."),
    ),
    ProblemCode.STORE_MISSING: _Sentences(
        label("ProblemText", "There is no store on this computer yet."),
        _NOTHING_CHANGED,
        label("ProblemText", "Please set this computer up, or choose the folder of your store."),
        "info",
    ),
    ProblemCode.STORE_EXISTS: _Sentences(
        label("ProblemText", "There is a store in this folder already."),
        label("ProblemText", "It was not touched."),
        label("ProblemText", "Please unlock it, or choose another folder."),
    ),
    ProblemCode.KEY_FILE_DAMAGED: _Sentences(
        label("ProblemText", "Both copies of the key file are damaged, so the store cannot be unlocked."),
        label("ProblemText", "The encrypted data was not touched."),
        label("ProblemText", "Do not delete anything. Please ask your technical support to recover it."),
    ),
    ProblemCode.KEY_FILE_NEWER: _Sentences(
        label("ProblemText", "A newer version of this program has written the key file."),
        _ALL_SAFE,
        label("ProblemText", "Please install the newer version."),
    ),
    ProblemCode.RECOVERY_NEEDED: _Sentences(
        label("ProblemText", "The passphrase alone can no longer open this store."),
        label("ProblemText", "The encrypted data was not touched."),
        label("ProblemText", "Please ask your organisation to recover it; two officers are needed."),
    ),
    ProblemCode.DATABASE_MISSING: _Sentences(
        label("ProblemText", "The file with the records of this computer is missing."),
        label("ProblemText", "What was sent is on the server; what was not is in the journal beside it."),
        label("ProblemText", "Please look whether the file was moved. Else this computer can be repaired."),
    ),
    ProblemCode.DATABASE_DAMAGED: _Sentences(
        label("ProblemText", "The file with the records of this computer is damaged."),
        label("ProblemText", "What was sent is on the server; what was not is in the journal beside it."),
        label("ProblemText", "Please lock the program and unlock it again: it then offers to repair this."),
    ),
    ProblemCode.DATABASE_NEWER: _Sentences(
        label("ProblemText", "A newer version of this program has used this store."),
        _ALL_SAFE,
        label("ProblemText", "Please install the newer version."),
    ),
    ProblemCode.DATABASE_BUSY: _Sentences(
        label("ProblemText", "Another program holds the database file."),
        _TYPED_SAFE,
        label("ProblemText", "Please wait for backup or antivirus programs to finish, then try again."),
        "warning",
    ),
    ProblemCode.ALREADY_OPEN: _Sentences(
        label("ProblemText", "This store is open in another window already."),
        _ALL_SAFE,
        label("ProblemText", "Please use that window, or close it first."),
        "info",
    ),
    ProblemCode.DISK_FULL: _Sentences(
        label("ProblemText", "The disk is full."),
        _TYPED_SAFE,
        label("ProblemText", "Please free some space, then save again."),
    ),
    ProblemCode.DISK_FAILED: _Sentences(
        label("ProblemText", "The disk did not store or return the data."),
        _TYPED_SAFE,
        label("ProblemText", "Please try again. If it happens again, the disk may be failing: sync soon."),
    ),
    ProblemCode.FILE_DAMAGED: _Sentences(
        label("ProblemText", "An attachment on this computer is damaged."),
        label("ProblemText", "The record that it belongs to is whole."),
        label("ProblemText", "Please sync: if the server has it, it is fetched again."),
    ),
    ProblemCode.FOLDER_NOT_WRITABLE: _Sentences(
        label("ProblemText", "The folder of the store cannot be written."),
        _TYPED_SAFE,
        label("ProblemText", "Please check that the disk is not write-protected and the folder is yours."),
    ),
    ProblemCode.FOLDER_NOT_PRIVATE: _Sentences(
        label("ProblemText", "This folder belongs to another user of the computer."),
        _NOTHING_CHANGED,
        label("ProblemText", "Please log in as that user, or choose another folder."),
    ),
    ProblemCode.OFFLINE: _Sentences(
        label("ProblemText", "There is no network connection."),
        _UNSENT_SAFE,
        _SYNC_ALONE,
        "info",
    ),
    ProblemCode.SERVER_UNREACHABLE: _Sentences(
        label("ProblemText", "The server cannot be reached, or the connection was cut."),
        _UNSENT_SAFE,
        _SYNC_ALONE,
        "info",
    ),
    ProblemCode.SERVER_TOO_SLOW: _Sentences(
        label("ProblemText", "The connection is too slow at the moment."),
        _UNSENT_SAFE,
        _SYNC_ALONE,
        "info",
    ),
    ProblemCode.SERVER_UNTRUSTED: _Sentences(
        label("ProblemText", "The server could not prove that it is yours. Nothing was sent."),
        _UNSENT_SAFE,
        label("ProblemText", "Please use another network, or ask whether the certificate was changed."),
    ),
    ProblemCode.SERVER_FAILED: _Sentences(
        label("ProblemText", "The server could not answer (status {status})."),
        _UNSENT_SAFE,
        _SYNC_ALONE,
        "warning",
    ),
    ProblemCode.SERVER_BUSY: _Sentences(
        label("ProblemText", "The server is busy."),
        _UNSENT_SAFE,
        label("ProblemText", "The program tries again in {wait}."),
        "info",
    ),
    ProblemCode.SERVER_GARBAGE: _Sentences(
        label("ProblemText", "The answer did not come from the server, or was damaged on the way."),
        _UNSENT_SAFE,
        label("ProblemText", "If this network asks for a login in the browser, please log in there first."),
        "warning",
    ),
    ProblemCode.ANSWER_TOO_LARGE: _Sentences(
        label("ProblemText", "The answer was larger than {limit_mb} MB and was refused."),
        _UNSENT_SAFE,
        _TELL_SUPPORT,
        "warning",
    ),
    ProblemCode.CLOCK_SKEW: _Sentences(
        label("ProblemText", "The clock of this computer is wrong by about {minutes} minutes."),
        _UNSENT_SAFE,
        label("ProblemText", "Please set date, time and time zone of this computer."),
        "warning",
    ),
    ProblemCode.UPDATE_NEEDED: _Sentences(
        label("ProblemText", "This program must be updated before it can sync."),
        label("ProblemText", "Your work is safe on this computer and goes on being saved."),
        label("ProblemText", "Please install the newer version; then everything is sent."),
        "warning",
    ),
    ProblemCode.UPDATE_DUE: _Sentences(
        label("ProblemText", "This version is too old to receive changes; your work is still sent."),
        _ALL_SAFE,
        label("ProblemText", "Please install the newer version."),
        "warning",
    ),
    ProblemCode.NOT_ENROLLED: _Sentences(
        label("ProblemText", "This computer is not registered with a server yet."),
        _ALL_SAFE,
        label("ProblemText", "Please ask your supervisor for an enrolment code."),
        "info",
    ),
    ProblemCode.ENROLMENT_REFUSED: _Sentences(
        label("ProblemText", "The server did not accept this enrolment code."),
        _NOTHING_CHANGED,
        label(
            "ProblemText", "Please check the code, or ask for a new one; a code works once and not for long."
        ),
    ),
    ProblemCode.REVOKED: _Sentences(
        label("ProblemText", "This computer or account may no longer receive data."),
        label("ProblemText", "What you saved can still be handed in."),
        label("ProblemText", "Please speak to your supervisor."),
    ),
    ProblemCode.BUNDLE_OTHER_FILE: _Sentences(
        label("ProblemText", "This file is not one for handing over."),
        _NOTHING_CHANGED,
        label("ProblemText", "Please choose the file that the office gave back; its name ends in .gridsync."),
    ),
    ProblemCode.BUNDLE_DAMAGED: _Sentences(
        label("ProblemText", "The file is damaged, or not all of it was copied."),
        _NOTHING_CHANGED,
        label("ProblemText", "Please copy it to the stick once more and try again."),
    ),
    ProblemCode.BUNDLE_NEWER: _Sentences(
        label("ProblemText", "The file was made by a newer version of the program."),
        _NOTHING_CHANGED,
        label("ProblemText", "Please install the newer version."),
    ),
    ProblemCode.BUNDLE_TOO_LARGE: _Sentences(
        label("ProblemText", "The file would be too large to be handed over."),
        _ALL_SAFE,
        _TELL_SUPPORT,
    ),
    ProblemCode.BUNDLE_NOT_OURS: _Sentences(
        label("ProblemText", "The file is meant for another computer."),
        _NOTHING_CHANGED,
        label("ProblemText", "Please read it on the computer that wrote the file it answers."),
    ),
    ProblemCode.BUNDLE_NO_ANSWER: _Sentences(
        label("ProblemText", "This is a file for the office, not an answer from it."),
        _NOTHING_CHANGED,
        label("ProblemText", "Please take it to the office and read the answer that you get back."),
    ),
    ProblemCode.BUNDLE_NO_KEY: _Sentences(
        label("ProblemText", "This computer has no key with which to seal a file for the office."),
        _ALL_SAFE,
        _TELL_SUPPORT,
    ),
    ProblemCode.BUNDLE_OLD: _Sentences(
        label("ProblemText", "The answer is older than something that happened since; it was not taken in."),
        _ALL_SAFE,
        label("ProblemText", "Please sync over the network once, or write a new file for the office."),
        "warning",
    ),
}
