"""What a timer runs on the server each day (docs/guides/daily-upkeep.md)."""

from collections.abc import Callable

from gridserver.actions.compact import compact
from gridserver.actions.keep_blobs import sweep
from gridserver.cli_backups import Add
from gridserver.installation import Installation


def add_upkeep(add: Add, say: Callable[[str], None]) -> None:
    """Add the commands."""
    text = "drop what is left of uploads that nobody goes on with"
    add("sweep-attachments", lambda installation, _: say(_swept(installation)), text)
    text = "drop what tells laptops that records left a scope, once all who still come have heard it"
    add("compact", lambda installation, _: say(_compacted(installation)), text)


def _swept(installation: Installation) -> str:
    return f"Dropped {sweep(installation)} objects that nothing needs."


def _compacted(installation: Installation) -> str:
    return "\n".join(
        f"{each.community}: all laptops that still come have read up to change number {each.upto};"
        f" dropped {each.dropped} farewells."
        for each in compact(installation)
    )
