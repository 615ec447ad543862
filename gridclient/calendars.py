"""The working days: files that are shipped, one a year, and files of the own office in their place."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gridclient.preferences import preferences_file
from gridclient.resources_path import resource
from gridcore.work_calendar import WorkCalendar, read_calendars

_TOLD_FROM_MONTH = 12
"""From then on the next year's holidays are known everywhere, and visits are planned into it."""
_ENDING = ".json"


@dataclass(frozen=True)
class Calendars:
    """The working days, and the files that could not be read."""

    work: WorkCalendar
    damaged: tuple[Path, ...]

    def missing_year(self, today: date) -> int | None:
        """A year whose holidays should be known by now; its weekends alone are free."""
        wanted = [today.year] + ([today.year + 1] if today.month >= _TOLD_FROM_MONTH else [])
        return next((each for each in wanted if each not in self.work.years), None)


def own_calendars() -> Path:
    """The folder in which an office keeps its own files."""
    return preferences_file().parent / "calendars"


def load_calendars(shipped: Path | None = None, own: Path | None = None) -> Calendars:
    """Read both folders; a file of one's own replaces the shipped one of its name, unless it is damaged."""
    good: dict[str, Mapping[str, object]] = {}
    damaged: list[Path] = []
    for folder in (shipped or resource("calendars"), own or own_calendars()):
        for file in _files(folder):
            read = _read(file)
            if read is None:
                damaged.append(file)
            else:
                good[file.name] = read
    work, _ = read_calendars(good[name] for name in sorted(good))
    return Calendars(work, tuple(damaged))


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(each for each in folder.iterdir() if each.suffix.lower() == _ENDING)
    except OSError:
        return  # nobody has to have files of their own


def _read(file: Path) -> Mapping[str, object] | None:
    """What a file says; None where that is no calendar, or one of another year than its name says."""
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or str(told.get("year")) != file.stem:
        return None
    _, problems = read_calendars([told])
    return None if problems else told
