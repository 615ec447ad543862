"""Why an edit was refused or put aside, in words that say what to do."""

from gridclient.ui.words import words
from gridcore.fields import Label, label
from gridcore.sync.case_steps import lacking_in
from gridcore.sync.verdicts import VerdictCode
from gridcore.visit_offers import VISIT_CHANGES
from gridcore.workflows import Machine
from gridcore.workflows.case_file import MISSING_LABELS
from gridcore.workflows.decision import PROPOSAL, WITHDRAWN
from gridcore.workflows.dispute_report import NOT_TAKEN_ON, TAKEN_ON
from gridcore.workflows.export import LIST_EXPORT
from gridcore.workflows.rights import RIGHTS_REQUEST
from gridcore.workflows.visit_offer import VISIT_OFFER

_SECOND_PERSON = {"proposal": PROPOSAL, "list_export": LIST_EXPORT, "rights_request": RIGHTS_REQUEST}
_ANSWERED = label(
    "SyncReason",
    "A colleague answered this dispute first, and that counts. If you began a case with it, speak with the"
    " colleague: where it is one matter, open yours under Mediation and choose “Application withdrawn”.",
)
_BY_REASON: dict[str, Label] = {
    "not_here": label("SyncReason", "This record is not in your grids. Your supervisor has it and decides."),
    "not_allowed": label("SyncReason", "Your role may not change this. Your supervisor has it and decides."),
    "scope_left": label(
        "SyncReason",
        "You left this grid, or the record went to another one, before it was sent. Your supervisor has it"
        " and decides.",
    ),
    "merged_elsewhere": label(
        "SyncReason",
        "The record was merged into one of a grid that you do not work in. What you wrote is kept: your"
        " supervisor has it and can write it there.",
    ),
    "group_refused": label("SyncReason", "Another part of the same form was refused."),
    "unknown_field": label("SyncReason", "The server does not know this field yet. It is kept for later."),
    "unknown_kind": label(
        "SyncReason", "The server does not know this kind of record yet. It is kept for later."
    ),
    "value_does_not_fit": label("SyncReason", "The value has a form that cannot be kept. Please mend it."),
    "building_twice": label(
        "SyncReason", "Another grid has this building already. Please ask your supervisor which one it is."
    ),
    "no_place_left": label(
        "SyncReason",
        "The project has no place left: others were first. What you wrote is kept. When your supervisor has"
        " given it more places, open it and send it again.",
    ),
    "unknown_colleague": label(
        "SyncReason",
        "Nobody of this name works in the community, so the case went to nobody. Choose the colleague again.",
    ),
    "base_unknown": label("SyncReason", "The server does not know what this change was based on."),
    "reason_missing": label("SyncReason", "A reason was missing."),
    "subject_gone": label("SyncReason", "The record was taken away meanwhile."),
    "open_matters": label(
        "SyncReason", "Something about this household waits for a decision. Decide that first."
    ),
    "too_many_to_move": label("SyncReason", "Too much hangs on it to be moved at once."),
    "too_many_to_erase": label("SyncReason", "Too much hangs on it to be erased at once."),
    "not_mergeable": label("SyncReason", "These two cannot be one record."),
    "merged": label("SyncReason", "The record was merged into another one meanwhile."),
    "not_trusted": label("SyncReason", "Your access had ended. Your supervisor has it and decides."),
    "awaited": label(
        "SyncReason", "The server was restored. This waits until what it builds on has come back."
    ),
    TAKEN_ON: _ANSWERED,
    NOT_TAKEN_ON: _ANSWERED,
    "cannot_admit": label(
        "SyncReason", "It cannot be applied as it is. Look at it once more, or dismiss it with a reason."
    ),
}
_BY_VERDICT: dict[VerdictCode, Label] = {
    VerdictCode.STALE: label("SyncReason", "Somebody was first: the matter has moved on meanwhile."),
    VerdictCode.DENIED: label("SyncReason", "This is not allowed."),
    VerdictCode.INVALID: label("SyncReason", "The server could not make sense of it."),
    VerdictCode.MOVED: label("SyncReason", "The record was moved to another community."),
    VerdictCode.PARKED: label("SyncReason", "It is kept aside; your supervisor has it."),
}


_MOVED_TO = label(
    "SyncReason",
    "The household moved to another community (code {community}). What you wrote is kept here: tell it to the"
    " colleagues there if they need it.",
)
_LACKING = label(
    "SyncReason",
    "Somebody changed the case file meanwhile. Mend it and take the step again; what it needs: {needed}",
)


_DECIDED_FIRST = label(
    "SyncReason", "It was decided before this arrived, and that counts: {state}. Nothing else changed."
)
_TAKEN_BACK = label(
    "SyncReason", "Its author withdrew it before your decision arrived: there is nothing left to decide."
)


def reason_words(verdict: VerdictCode, reason: str, kind: str = "") -> str:
    """One sentence for a refusal; a reason that this version does not know is told by its verdict.

    Of what waits for a second person (`kind`) it is told how it was decided; of an offer how it stands.
    """
    if verdict is VerdictCode.MOVED and reason:
        return words(_MOVED_TO).format(community=reason)
    machine = _SECOND_PERSON.get(kind)
    if verdict is VerdictCode.STALE and machine is not None and _is_decided(machine, reason):
        told = words(_TAKEN_BACK if reason == WITHDRAWN else _DECIDED_FIRST)
        return told.format(state=words(machine.states[reason]))
    if verdict is VerdictCode.STALE and kind in VISIT_CHANGES and reason in VISIT_OFFER.states:
        return words(_DECIDED_FIRST).format(state=words(VISIT_OFFER.states[reason]))
    missing = lacking_in(reason)
    if missing:
        return words(_LACKING).format(needed=" ".join(words(MISSING_LABELS[each]) for each in missing))
    found = _BY_REASON.get(reason) or _BY_VERDICT.get(verdict) or _BY_VERDICT[VerdictCode.PARKED]
    return words(found)


def _is_decided(machine: Machine, state: str) -> bool:
    """Whether nobody judges any more what is in this state."""
    return state in machine.states and not any(e.source == state and e.is_approval for e in machine.steps)
