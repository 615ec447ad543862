"""An office edits its working days in a file for each year; a damaged one is told of and harms nothing."""

import json
from datetime import date
from pathlib import Path

import pytest

from gridclient.calendars import load_calendars
from gridclient.desk_calendars import calendar_hint
from gridclient.resources_path import resource

NEW_YEAR, SPRING = "2027-01-01", "2027-02-08"


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding=encoding)
    return folder


def of_2027(*holidays: str) -> str:
    return json.dumps({"year": 2027, "holidays": holidays, "make_up_days": ["2027-01-09"]})


def test_the_shipped_files_are_sound() -> None:
    found = load_calendars(own=Path("nowhere"))
    assert found.damaged == ()
    assert {int(each.stem) for each in resource("calendars").glob("*.json")} == found.work.years


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_file_of_ones_own_adds_a_year_or_replaces_the_shipped_one(tmp_path: Path, encoding: str) -> None:
    shipped = write(tmp_path / "shipped", "2027.json", of_2027(NEW_YEAR))
    own = write(tmp_path / "own", "2027.json", of_2027(NEW_YEAR, SPRING), encoding)
    assert load_calendars(shipped, tmp_path / "none").work.is_working_day(date.fromisoformat(SPRING))
    found = load_calendars(shipped, own)
    assert not found.work.is_working_day(date.fromisoformat(SPRING))
    assert found.work.is_working_day(date(2027, 1, 9)), "a Saturday that makes up for a holiday"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"year": 2026, "holidays": []}',
        '{"year": "2027", "holidays": []}',
        '{"year": 2027, "holidays": ["2027-02-30"]}',
        '{"year": 2027, "holidays": "2026-01-01"}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_named_and_the_shipped_one_stands(tmp_path: Path, text: str) -> None:
    shipped = write(tmp_path / "shipped", "2027.json", of_2027(SPRING))
    own = write(tmp_path / "own", "2027.json", text)
    found = load_calendars(shipped, own)
    assert found.damaged == (own / "2027.json",)
    assert not found.work.is_working_day(date.fromisoformat(SPRING))


@pytest.mark.parametrize(
    ("today", "missing"),
    [("2027-11-30", None), ("2027-12-01", 2028), ("2028-01-01", 2028), ("2026-12-31", 2026)],
)
def test_a_year_without_holidays_is_told_of_from_december_before_it_on(
    tmp_path: Path, today: str, missing: int | None
) -> None:
    shipped = write(tmp_path / "shipped", "2027.json", of_2027(NEW_YEAR))
    found = load_calendars(shipped, tmp_path / "none")
    assert found.missing_year(date.fromisoformat(today)) == missing


def test_the_window_names_the_damaged_file_and_the_year_that_is_missing(tmp_path: Path) -> None:
    shipped = write(tmp_path / "shipped", "2027.json", of_2027(NEW_YEAR))
    sound = load_calendars(shipped, tmp_path / "none")
    assert calendar_hint(sound, date(2027, 6, 1)) is None
    missing = calendar_hint(sound, date(2027, 12, 1))
    assert missing is not None
    assert "2028" in missing.happened
    damaged = calendar_hint(load_calendars(shipped, write(tmp_path / "own", "x.json", "{")), date(2027, 6, 1))
    assert damaged is not None
    assert "x.json" in damaged.happened
