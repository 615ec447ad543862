"""The page of grids over 1,595 grids, on a store of many people: read, built and painted; then one found.

`python -m benchmarks.places [--people N] [--json FILE]`. The floor is the same number of bare rows in a tree.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import Connection

from benchmarks.apart import apart
from benchmarks.command import Options, run
from benchmarks.figures import Figure, timed
from benchmarks.laptops import COMMUNITY, fill, opened, without_garbage
from benchmarks.workload import MANY, PEOPLE, Workload
from gridclient.actions.places import Places, PlaceTree
from gridclient.db.confirmed import write_confirmed
from gridclient.db.shown import refresh
from gridcore.ids import RecordId
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.sync.stored import Confirmed

GRIDS = 1_595


def measure(options: Options) -> list[Figure]:
    """All figures of the page."""
    workload = Workload(options.people or PEOPLE, options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart(fill, folder / "store", workload, many=MANY if options.people is None else 0)
        return asyncio.run(_measure(folder, options.runs))


async def _measure(folder: Path, runs: int) -> list[Figure]:
    session = await opened(folder / "store")
    try:
        await session.database.write(_cut)
        places = Places(session.database, COMMUNITY)
        tree, read = await places.tree(), []
        with without_garbage():
            for _ in range(runs):
                loop = asyncio.get_running_loop()
                began = loop.time()
                await places.tree()
                read.append(loop.time() - began)
            built, bare, found = _painted(tree, runs)
    finally:
        await session.close()
    title = f"the page of {len(tree.grids):,} grids"
    return [
        Figure(f"{title}, read", 1_000 * median(read), "ms"),
        Figure(f"{title}, built and painted", 1_000 * median(built), "ms", 1_000 * median(bare)),
        Figure(f"{title}, narrowed by a word", 1_000 * median(found), "ms"),
    ]


def _cut(connection: Connection) -> None:
    """Grids of the community, as its records arrive."""
    made = [
        Confirmed(
            RecordId(f"bench-grid-{n:04}"),
            "grid",
            COMMUNITY_SCOPE,
            {"code": f"{COMMUNITY}{1 + n // 999}{1 + n % 999:03}", "name": f"第{n}网格", "community": "c"},
            {},
            1,
        )
        for n in range(GRIDS)
    ]
    write_confirmed(connection, made)
    refresh(connection, [each.id for each in made])


def _painted(tree: PlaceTree, runs: int) -> tuple[Sequence[float], Sequence[float], Sequence[float]]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QTreeWidget, QTreeWidgetItem

    from gridclient.ui.places.place_tree import PlaceRows
    from gridclient.ui.theme import apply_theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app)
    rows, bare = PlaceRows(), QTreeWidget()
    for each in (rows, bare):
        each.resize(1150, 700)

    def show(fill_in: Callable[[], None], widget: QTreeWidget) -> None:
        fill_in()
        widget.grab()

    def fill_bare() -> None:
        bare.clear()
        for _ in tree.grids:
            bare.addTopLevelItem(QTreeWidgetItem(["x"]))

    built = [timed(partial(show, partial(rows.show_tree, tree), rows)).wall_s for _ in range(runs)]
    floor = [timed(partial(show, fill_bare, bare)).wall_s for _ in range(runs)]
    found = [timed(partial(_narrow, rows, word)).wall_s for word in ("第7", "15", "")]
    return built, floor, found


def _narrow(rows: object, word: str) -> None:
    from gridclient.ui.places.place_tree import PlaceRows

    assert isinstance(rows, PlaceRows)
    rows.narrow(word, {})
    rows.grab()


if __name__ == "__main__":
    run(__doc__, measure)
