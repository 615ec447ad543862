"""What the commands of all benchmarks have in common: their options, the table, the JSON."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, table, write
from demo.community import SEED


@dataclass(frozen=True)
class Options:
    """`people` None: the whole workload. A time is the median of so many runs. `records`: of many records.

    `folder`: where a district's office and laptop are kept.
    """

    people: int | None
    seed: int
    runs: int
    records: int | None = None
    folder: Path | None = None


def run(about: str | None, measure: Callable[[Options], list[Figure]]) -> None:
    """Measure as the command line says, and print."""
    parser = parser_for(about)
    told = parser.parse_args()
    figures = measure(options_of(told))
    show(figures, told.json)


def parser_for(about: str | None) -> argparse.ArgumentParser:
    """The options that every benchmark takes."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--people", "--size", type=int, metavar="N", help="a smaller workload, of about so many people"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="what the community is generated from")
    parser.add_argument("--runs", type=int, default=3, help="a time is the median of so many (default: 3)")
    parser.add_argument("--records", type=int, metavar="N", help="memory: fewer records than 500,000")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="district: keep what was loaded here")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    return parser


def options_of(told: argparse.Namespace) -> Options:
    """The options as they were given."""
    return Options(told.people, told.seed, told.runs, told.records, told.folder)


def show(figures: Sequence[Figure], file: Path | None) -> None:
    """Print the table; write the JSON where a file is named."""
    sys.stdout.write(table(figures) + "\n")
    if file is not None:
        write(figures, file)
