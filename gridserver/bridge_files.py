"""Bundles as files: reads what a stick brought, writes the answer beside it or into a folder."""

import os
import secrets
from pathlib import Path

from gridcore.wire.bundles import LARGEST_FILE
from gridserver.actions.bridge import Bridged, BridgeError, bridge
from gridserver.installation import Installation

ENDING = ".gridsync"
ANSWER_ENDING = f".answer{ENDING}"


def bridge_file(installation: Installation, file: Path, folder: Path | None) -> tuple[Path, Bridged]:
    """Take in a bundle and write the answer: where it lies, what was moved. Raises BridgeError, OSError."""
    with file.open("rb") as opened:
        content = opened.read(LARGEST_FILE + 1)
    if file.name.endswith(ANSWER_ENDING):
        raise BridgeError("this is an answer; it belongs on the laptop")
    bridged = bridge(
        installation, content, bundle_id=secrets.token_hex(16), content_key=secrets.token_bytes(32)
    )
    answer = (folder or file.parent) / (file.name.removesuffix(ENDING) + ANSWER_ENDING)
    _write(answer, bridged.file)
    return answer, bridged


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a stick may be pulled out."""
    half = path.with_name(f"{path.name}.new")
    with half.open("wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    half.replace(path)
