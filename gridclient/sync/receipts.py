"""What counts only under the server's signature: that edits are safe, and that the laptop is to be wiped."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gridclient.db.identity import Identity
from gridcore.ids import ReplicaId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.messages import Common, Head
from gridcore.wire.receipts import receipt_base, wipe_base


def check_receipt(replica: ReplicaId, known: Identity, acked_n: int, head: Head) -> None:
    """Whether the head may mark edits answered: the receipt reaches as far as its verdicts, and is signed.

    That its chain is this replica's is looked at where the edits are marked. Raises ProblemError:
    server_untrusted.
    """
    if any(each.n > head.n_acked for each in head.verdicts):
        raise ProblemError(ProblemCode.SERVER_UNTRUSTED)
    tells_nothing = not head.verdicts and head.n_acked == acked_n
    if tells_nothing or not known.server_key:
        return
    signed = receipt_base(replica, known.community, head.n_acked, head.chain)
    _verify(known, head.receipt, signed)


def is_signed(replica: ReplicaId, known: Identity, common: Common, chain: str) -> bool:
    """Whether the server signed that it has the edits of this very chain."""
    try:
        if known.server_key:
            _verify(known, common.receipt, receipt_base(replica, known.community, common.n, chain))
    except ProblemError:
        return False
    return True


def is_ordered_to_wipe(replica: ReplicaId, known: Identity, asked: str, head: Head) -> bool:
    """Whether the server signed that this laptop gives up its copy, in answer to this very request.

    A server of the last version orders without a signature: then nothing is wiped. Raises ProblemError:
    server_untrusted.
    """
    if not (head.wipe and head.wipe_order and known.server_key):
        return False
    _verify(known, head.wipe_order, wipe_base(replica, known.community, head.n_acked, head.chain, asked))
    return True


def _verify(known: Identity, signature: str, signed: bytes) -> None:
    try:
        decoded = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(known.server_key).verify(decoded, signed)
    except (InvalidSignature, ValueError, binascii.Error) as error:
        raise ProblemError(ProblemCode.SERVER_UNTRUSTED) from error
