"""What is on a laptop's screen is what its facts say."""

from __future__ import annotations

from functools import cache

from gridclient.db.shown_tables import LAYOUTS
from gridcore.sync.project import Presence
from tests.simulation.laptop import Laptop


def check_screen(client: Laptop) -> None:
    """The shown tables are what the facts say: they may be dropped and built anew at any time."""
    shown: dict[str, dict[str, tuple[object, ...]]] = {kind: {} for kind in LAYOUTS}
    for each in client.facts().values():
        if (seen := each.shown()).presence is not Presence.UNKNOWN:
            removed = seen.presence is Presence.REMOVED
            row = LAYOUTS[each.kind].row(
                each.id, each.scope, seen.cells, waiting=each.is_waiting, disputed=False, removed=removed
            )
            shown[each.kind][each.id] = (*row[:3], row[4], *row[5:])
    filled = client.store.filled()
    for kind, layout in LAYOUTS.items():
        rows = (
            client.store.raw.execute(_rows_shown(kind)).fetchall()
            if layout.table.strip('"') in filled
            else ()
        )
        assert {row[0]: row for row in rows} == shown[kind], f"the table of {kind} shows something else"


@cache
def _rows_shown(kind: str) -> str:
    columns = ", ".join(f'"{name}"' for name in LAYOUTS[kind].columns if name != "disputed")
    return f"SELECT {columns} FROM {LAYOUTS[kind].table}"
