"""`python dev.py bench [--only NAME] [--people N] [--seed S] [--json FILE]`.

Without --only all of them run, one after the other; with --people a smaller workload, to try them.
"""

import sys

from benchmarks import (
    case,
    district,
    duplicates,
    ledgers,
    many_people,
    memory,
    places,
    roster,
    roster_window,
    save,
    search,
    server_push,
    start,
    sync,
    throughput,
    today,
    visit_save,
    window,
)
from benchmarks.command import options_of, parser_for, show
from benchmarks.figures import Figure

_ALL = {
    "sync": sync.measure,
    "window": window.measure,
    "start": start.measure,
    "search": search.measure,
    "save": save.measure,
    "push": server_push.measure,
    "memory": memory.measure,
    "throughput": throughput.measure,
    "roster": roster.measure,
    "large-roster": roster_window.measure,
    "places": places.measure,
    "duplicates": duplicates.measure,
    "many-people": many_people.measure,
    "today": today.measure,
    "visit-save": visit_save.measure,
    "ledgers": ledgers.measure,
    "case": case.measure,
    "district": district.measure,
}


def main() -> None:
    """Measure what was asked for, and print."""
    parser = parser_for(__doc__)
    parser.add_argument("--only", choices=tuple(_ALL), help="one of the benchmarks alone")
    told = parser.parse_args()
    figures: list[Figure] = []
    for name in [told.only] if told.only else _ALL:
        sys.stderr.write(f"{name} …\n")
        figures += _ALL[name](options_of(told))
    show(figures, told.json)


if __name__ == "__main__":
    main()
