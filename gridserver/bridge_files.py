"""Bundles as files: reads what a stick brought, writes the answer beside it or into a folder."""

import secrets
from pathlib import Path

from gridcore.wire.bundles import ENDING, LARGEST_FILE
from gridserver.actions.bridge import Bridged, bridge
from gridserver.db.durable import write_durably
from gridserver.installation import Installation

_ANSWER_ENDING = f".answer{ENDING}"
_MAY_BE_CARRIED = 0o666
"""The answer is sealed for one laptop; whoever carries it there is seldom who runs the server."""


def bridge_file(installation: Installation, file: Path, folder: Path | None) -> tuple[Path, Bridged]:
    """Take in a bundle and write the answer: where it lies, what was moved. Raises BridgeError, OSError."""
    with file.open("rb") as opened:
        content = opened.read(LARGEST_FILE + 1)
    bridged = bridge(
        installation, content, bundle_id=secrets.token_hex(16), content_key=secrets.token_bytes(32)
    )
    answer = (folder or file.parent) / (file.name.removesuffix(ENDING) + _ANSWER_ENDING)
    write_durably(answer, bridged.file, mode=_MAY_BE_CARRIED)
    return answer, bridged
