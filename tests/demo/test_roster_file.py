"""Rosters are as offices keep them, and the truth beside them is what really stands in the file."""

from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from demo.community import Community, tiny
from demo.roster_dirt import FORBIDDEN_WORDS
from demo.roster_file import CLEAN, FILTHY, OFFICE_FORM, USUAL, Dirt, Form, TrueRow, Truth, write_roster
from demo.roster_lines import FORBIDDEN, UNREAD
from gridcore.codes.people import REGISTERED_HERE, RELATION, RESIDENT_STATUS, SEX
from gridcore.dates import tidy_date
from gridcore.forbidden import forbidden_topic
from gridcore.identity_number import tidy_identity_number
from gridcore.tidy import cell_text, tidy_name, tidy_phone, tidy_text
from tests.demo.conftest import TODAY

Rows = list[list[object]]


@pytest.fixture(scope="module")
def usual(made: Community, tmp_path_factory: pytest.TempPathFactory) -> tuple[Truth, Rows]:
    path = tmp_path_factory.mktemp("usual") / "roster.xlsx"
    return write_roster(path, made, dirt=USUAL), rows_of(path)


def rows_of(path: Path, sheet: int = 0) -> Rows:
    return [list(row) for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python()]


def cells(rows: Rows, headings: int, row: int) -> dict[str, object]:
    """A row by its headings, numbered as the spreadsheet shows it; empty cells are left out."""
    titles = map(str, rows[headings - 1])
    return {title: value for title, value in zip(titles, rows[row - 1], strict=True) if value != ""}


def test_the_same_seed_gives_the_same_file_and_another_seed_another(tmp_path: Path) -> None:
    def content(name: str, seed: int) -> bytes:
        write_roster(tmp_path / name, tiny(), dirt=USUAL, seed=seed)
        return (tmp_path / name).read_bytes()

    assert content("one.xlsx", 1) == content("same.xlsx", 1)
    assert content("one.xlsx", 1) != content("other.xlsx", 2)


def test_a_clean_roster_has_everybody_once_as_they_are(made: Community, tmp_path: Path) -> None:
    truth = write_roster(tmp_path / "clean.xlsx", made, dirt=CLEAN)
    rows = rows_of(tmp_path / "clean.xlsx")
    assert len(rows) == 11_109
    assert truth.counted("taken") == len(truth.rows) == len(truth.residents) == 11_108
    assert truth.forbidden_columns == ()
    people = {person.id: person for home in made.households for person in home.people}
    assert truth.residents.keys() == people.keys()
    for row in truth.rows:
        person, written = people[row.people[0].resident], cells(rows, 1, row.row)
        assert written["姓名"] == person.name
        assert written["出生日期"] == person.birth_date.isoformat()
        assert written.get("身份证号") == person.identity_number
        assert written.get("联系电话") == person.phone


def test_an_office_writes_titles_first_and_headings_in_the_third_row(usual: tuple[Truth, Rows]) -> None:
    truth, rows = usual
    assert "登记表" in str(rows[0][0])
    assert rows[0][1:] == [""] * (len(rows[0]) - 1)
    assert rows[2][0] == "序号"
    assert truth.rows[0] == TrueRow("人员信息", 4, "dropped", frozenset({"explanatory_row"}), (), None)
    assert "必填" in rows[3]


def test_households_share_merged_cells(tmp_path: Path) -> None:
    small = tiny()
    write_roster(tmp_path / "roster.xlsx", small, form=OFFICE_FORM)
    sheet = CalamineWorkbook.from_path(str(tmp_path / "roster.xlsx")).get_sheet_by_index(0)
    merged = sheet.merged_cell_ranges
    assert merged is not None
    heights = Counter(bottom - top + 1 for (top, left), (bottom, _) in merged if left == 1)
    sizes = Counter(len(home.people) for home in small.households if len(home.people) > 1)
    assert heights == sizes


def test_an_address_may_stand_in_the_first_line_alone(tmp_path: Path) -> None:
    small = tiny()
    truth = write_roster(tmp_path / "roster.xlsx", small, form=Form(place="words", shared="first"))
    rows = rows_of(tmp_path / "roster.xlsx")
    assert sum("住址" in cells(rows, 1, row.row) for row in truth.rows) == len(small.households)
    assert truth.counted("taken") == len(small.households)
    assert truth.counted("mended") == small.people - len(small.households)


def test_every_grid_may_have_a_sheet_of_its_own(made: Community, tmp_path: Path) -> None:
    form = Form(sheet_a_grid=True, grid_column=False, titles=True)
    truth = write_roster(tmp_path / "roster.xlsx", made, grids=made.grids[2:4], dirt=FILTHY, form=form)
    book = CalamineWorkbook.from_path(str(tmp_path / "roster.xlsx"))
    assert (
        book.sheet_names == ["第三网格", "第四网格"] == list(dict.fromkeys(row.sheet for row in truth.rows))
    )
    assert not any("grid_unknown" in row.codes for row in truth.rows)
    for sheet in range(2):
        rows = rows_of(tmp_path / "roster.xlsx", sheet)
        assert "网格" not in rows[2]
        numbers = [row.row for row in truth.rows if row.sheet == book.sheet_names[sheet]]
        assert numbers == list(range(4, len(rows) + 1))


def test_dirt_is_as_frequent_as_in_the_field(made: Community, usual: tuple[Truth, Rows]) -> None:
    truth, rows = usual
    people, told = 11_108, Counter(code for row in truth.rows for code in row.codes)
    assert told["identity_check_digit"] / people == pytest.approx(0.01, rel=0.3)
    assert told["same_person"] / people == pytest.approx(0.007, rel=0.3)
    assert told["person_elsewhere"] / people == pytest.approx(0.005, rel=0.4)
    with_phone = sum(person.phone is not None for person in truth.residents.values())
    had_phone = sum(person.phone is not None for home in made.households for person in home.people)
    assert with_phone / had_phone == pytest.approx(0.85, abs=0.02)
    assert truth.counted("refused") < people * 0.015
    assert len(truth.residents) > people * 0.99
    assert len(rows) == truth.rows[-1].row


@pytest.mark.parametrize("dirt", [USUAL, FILTHY])
def test_what_is_written_can_be_read_as_the_truth_says(made: Community, tmp_path: Path, dirt: Dirt) -> None:
    truth = write_roster(tmp_path / "roster.xlsx", made, grids=made.grids[:3], dirt=dirt)
    rows, read = rows_of(tmp_path / "roster.xlsx"), 0
    for row in truth.rows:
        written = cells(rows, 3, row.row)
        if len(row.people) != 1 or "same_person" in row.codes:
            continue
        person, read = row.people[0], read + 1
        assert tidy_name(str(written["姓名"])).value == person.name
        assert RELATION.find(str(written["与户主关系"])) == person.relation
        assert SEX.find(str(written["性别"])) == person.sex
        assert REGISTERED_HERE.find(str(written["户籍情况"])) == person.registered_here
        assert RESIDENT_STATUS.find(str(written["居住状态"])) == person.status
        assert tidy_text(str(written.get("备注", ""))).value == person.remark
        assert usable_phone(written.get("联系电话")) == person.phone
        assert usable_number(written.get("身份证号")) == person.number
        born = tidy_date(written["出生日期"], latest=TODAY)
        assert (born.value if born.is_usable else None) == person.birth_date
    assert read > 1_000


def usable_phone(written: object) -> str | None:
    found = tidy_phone(cell_text(written).value or "")
    return found.value if found.is_usable else None


def usable_number(written: object) -> str | None:
    text = cell_text(written).value
    if text is None:
        return None
    found = tidy_identity_number(text, today=TODAY, allow_demo=True)
    return found.value if found.is_usable else None


def test_everything_that_goes_wrong_in_offices_is_in_a_filthy_roster(made: Community, tmp_path: Path) -> None:
    truth = write_roster(tmp_path / "roster.xlsx", made, grids=made.grids[:6], dirt=FILTHY)
    told = {code for row in truth.rows for code in row.codes}
    assert told == {
        *("full_width", "spaces", "lower_case_x", "fifteen_digits", "separators", "country_code"),
        *("written_empty", "date_format", "time_of_day", "excel_day_number", "split", "same_person"),
        *("name_variant", "identity_check_digit", "identity_length", "precision_lost", "phone_note"),
        *("several_phones", "date_ambiguous", "date_incomplete", "date_impossible", "date_lunar"),
        *("date_unreadable", "name_missing", "several_people", "grid_unknown", "person_elsewhere"),
        *("explanatory_row", "heading_again", "footer", "empty_row"),
    }
    assert {row.verdict for row in truth.rows} == {"taken", "mended", "refused", "dropped"}
    vacant = [row for row in truth.rows if row.verdict == "taken" and not row.people]
    assert vacant
    assert all(row.room is not None and made.rooms[row.room] == "vacant" for row in vacant)
    assert not any(row.people for row in truth.rows if row.verdict in ("refused", "dropped"))


def test_columns_that_must_be_dropped_are_there_with_values(usual: tuple[Truth, Rows]) -> None:
    truth, rows = usual
    assert truth.forbidden_columns == FORBIDDEN
    assert truth.unread_columns == UNREAD
    assert all(forbidden_topic(heading) for heading in truth.forbidden_columns)
    for heading, words in zip(FORBIDDEN, FORBIDDEN_WORDS, strict=True):
        assert set(words) <= {str(row[rows[2].index(heading)]) for row in rows[4:]}


def test_two_people_in_a_cell_are_two_people_where_it_is_certain(usual: tuple[Truth, Rows]) -> None:
    truth, rows = usual
    split = [row for row in truth.rows if "split" in row.codes]
    assert split
    for row in split:
        names = str(cells(rows, 3, row.row)["姓名"]).split("\n")
        assert names == [person.name for person in row.people]
    unsure = [row for row in truth.rows if "several_people" in row.codes]
    assert unsure
    assert all("、" in str(cells(rows, 3, row.row)["姓名"]) for row in unsure)


def test_a_person_of_two_addresses_is_refused_at_the_second(usual: tuple[Truth, Rows]) -> None:
    truth, rows = usual
    seen: set[object] = set()
    for row in truth.rows:
        number = cells(rows, 3, row.row).get("身份证号")
        if "person_elsewhere" in row.codes:
            assert number in seen
        seen.add(number)
