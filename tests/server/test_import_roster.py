"""A roster comes into a community once, by the way of everybody's edits, and not before somebody agrees."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gridcore.fields import Value
from gridcore.ids import CommunityId, GroupId, RecordId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.roster.compare import Standing
from gridcore.roster.plan import RosterPlan
from gridcore.roster.workbook import Workbook, WorkbookProblem, read_workbook
from gridcore.sync.edits import Create, Set
from gridcore.sync.verdicts import VerdictCode
from gridcore.wire.messages import encode_request
from gridserver.actions.found_community import add_grids, found_community
from gridserver.actions.import_roster import import_roster, preview_roster
from gridserver.actions.write_as_server import write_as_server
from gridserver.app import build_app
from gridserver.cli import DONE, REFUSED, main
from gridserver.db import accounts
from gridserver.db.accounts import Validity
from gridserver.db.engine import Database
from gridserver.db.keys import create_keys
from gridserver.installation import Installation, with_keys
from gridserver.roster_lines import account_lines, plan_lines
from tests.core.roster.written import COMMUNITY, HEAD, HEADINGS, HUSBAND, NAMES, SECOND, planned, xlsx
from tests.fakes.loopback import serving
from tests.server.field import NOW, C, Laptop, new_id, settle

DEMO = CommunityId(COMMUNITY)
NUMBER = "999901195603041246"
FORBIDDEN_WORD = "某某教"
ROWS: list[list[Any]] = [
    ["和合社区人员信息登记表"],
    ["填报单位：和合社区"],
    [*HEADINGS, "宗教信仰"],
    [*HEAD[:9], NUMBER.lower(), HEAD[10], FORBIDDEN_WORD],
    [*HUSBAND, FORBIDDEN_WORD],
    ["第九网格", *HEAD[1:5], "李四"],
    ["合计", "3人"],
]
ROSTER = xlsx(("人员", ROWS))
PLAN_OF_A_LAPTOP = planned(*ROWS[3:], headings=ROWS[2])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys") / "server.keys"


@pytest.fixture(scope="module")
def installation(database: Database, key_file: Path) -> Installation:
    made = with_keys(database, create_keys(key_file), clock=lambda: NOW)
    found_community(made, DEMO, "和合社区", by="console")
    add_grids(made, DEMO, NAMES, by="console")
    settle(made)
    return made


@pytest.fixture(autouse=True)
def _without_people(installation: Installation) -> None:
    with installation.database.write() as connection:
        connection.exec_driver_sql(
            "DELETE FROM record WHERE community_id = %s AND kind NOT IN ('community', 'grid')", (DEMO,)
        )
        connection.exec_driver_sql("DELETE FROM blind WHERE community_id = %s", (DEMO,))


@pytest.fixture(scope="module")
def address(installation: Installation) -> Iterator[str]:
    with serving(build_app(installation)) as served:
        yield served


def supervisor(installation: Installation, address: str) -> Laptop:
    """A laptop of somebody who supervises the community."""
    user = UserId(str(new_id("sv")))
    with installation.database.write() as connection:
        accounts.create_user(connection, user, DEMO, "孙淑兰", by="console", now=NOW)
        given = Assignment(user, Role.SUPERVISOR, DEMO)
        accounts.assign(connection, DEMO, given, Validity(date(2026, 1, 1)), by="console", now=NOW)
    return Laptop(installation, address, user, community=DEMO)


def plan_of(installation: Installation, content: bytes = ROSTER, **options: str | bool) -> RosterPlan:
    plan = preview_roster(installation, DEMO, content, **options)  # type: ignore[arg-type]
    assert isinstance(plan, RosterPlan)
    return plan


def counted(database: Database) -> dict[str, int]:
    with database.snapshot() as connection:
        rows = connection.exec_driver_sql(
            "SELECT kind, count(*) AS number FROM record WHERE community_id = %s GROUP BY kind", (DEMO,)
        )
        return {row.kind: row.number for row in rows}


def resident(database: Database, name: str) -> tuple[RecordId, dict[str, Value], int]:
    with database.snapshot() as connection:
        row = connection.exec_driver_sql(
            "SELECT id, cells, seq FROM record WHERE community_id = %s AND cells->>'name' = %s", (DEMO, name)
        ).one()
        return RecordId(row.id), row.cells, row.seq


def test_a_preview_writes_nothing(installation: Installation) -> None:
    before = counted(installation.database)
    plan = plan_of(installation)
    assert plan.verdicts() == {"taken": 2, "mended": 0, "refused": 1, "dropped": 1}
    assert counted(installation.database) == before


def test_an_import_stores_people_and_seals_their_numbers(installation: Installation) -> None:
    told = import_roster(installation, DEMO, plan_of(installation), by="console")
    assert told == {VerdictCode.OK: 6}
    found = counted(installation.database)
    assert {found[kind] for kind in ("building", "room", "household", "resident_identity")} == {1}
    assert found["resident"] == 2
    with installation.database.snapshot() as connection:
        rows = connection.exec_driver_sql("SELECT record::text AS row FROM record").scalars().all()
        sealed = connection.exec_driver_sql(
            "SELECT sealed IS NOT NULL FROM record WHERE kind = 'resident_identity'"
        ).scalar_one()
    assert sealed
    assert not any(NUMBER in row or FORBIDDEN_WORD in row for row in rows)


def test_the_same_file_twice_changes_nothing(installation: Installation) -> None:
    import_roster(installation, DEMO, plan_of(installation), by="console")
    again = plan_of(installation)
    assert again.changes_nothing
    assert again.standings()[Standing.SAME] == 2
    assert import_roster(installation, DEMO, again, by="console") == {}


def test_facilities_come_by_the_same_command_and_once(installation: Installation) -> None:
    titles = ["网格", "场所名称", "类型", "地址"]
    rows: list[list[Any]] = [
        [NAMES[SECOND], "和合党群服务站", "服务站", "和合路1号"],
        ["第九网格", "驿站", "驿站", None],
    ]
    content = xlsx(("人员", ROWS), ("服务点", [titles, *rows]))
    plan = plan_of(installation, content)
    assert plan.verdicts() == {"taken": 3, "mended": 0, "refused": 2, "dropped": 1}
    assert import_roster(installation, DEMO, plan, by="console") == {VerdictCode.OK: 7}
    assert counted(installation.database)["facility"] == 1
    again = plan_of(installation, content)
    assert again.changes_nothing
    assert again.standings()[Standing.SAME] == 3


def test_two_imports_of_one_plan_meet_in_the_same_records(installation: Installation) -> None:
    plan = plan_of(installation)
    import_roster(installation, DEMO, plan, by="console")
    before = counted(installation.database)
    assert import_roster(installation, DEMO, plan, by="console") == {VerdictCode.SAME: 6}
    assert counted(installation.database) == before


def test_what_is_missing_is_filled_in_without_a_conflict(installation: Installation) -> None:
    import_roster(installation, DEMO, plan_of(installation), by="console")
    rows: list[list[Any]] = [ROWS[2], [*HUSBAND[:10], "10087654321"]]
    plan = plan_of(installation, xlsx(("人员", rows)))
    assert plan.standings()[Standing.FILLS] == 1
    assert import_roster(installation, DEMO, plan, by="console") == {VerdictCode.OK: 1}
    assert resident(installation.database, "王建国")[1]["phone"] == "10087654321"


def test_what_somebody_changed_stays_and_is_told(installation: Installation) -> None:
    import_roster(installation, DEMO, plan_of(installation), by="console")
    record, _, seq = resident(installation.database, "张桂英")
    edit = Set(0, GroupId("g"), record, "phone", "10011112222", seq)
    write_as_server(installation, DEMO, [edit], by="console")
    plan = plan_of(installation)
    assert plan.changes_nothing
    assert [row.differing for row in plan.rows[:2]] == [("phone",), ()]


def test_what_a_laptop_sent_after_the_preview_becomes_a_conflict_and_is_not_lost(
    installation: Installation, address: str
) -> None:
    plan = plan_of(installation)
    laptop = supervisor(installation, address)
    edits = list(plan.edits())
    people = [edit for edit in edits if isinstance(edit, Create) and edit.kind == "resident"]
    changed = Create(0, people[0].grp, people[0].id, "resident", {**people[0].cells, "phone": "10011112222"})
    laptop.write(*(changed if edit is people[0] else edit for edit in edits))
    assert set(laptop.exchange(encode_request(laptop.request())).codes) == {"ok"}
    told = import_roster(installation, DEMO, plan, by="console")
    assert told == {VerdictCode.SAME: 5, VerdictCode.CONFLICT: 1}
    assert "1 edits in conflict with another edit" in list(account_lines(told))


def test_two_laptops_with_one_file_meet_in_the_same_records(installation: Installation, address: str) -> None:
    one, other = supervisor(installation, address), supervisor(installation, address)
    edits = list(PLAN_OF_A_LAPTOP.edits())
    one.write(*edits)
    assert set(one.exchange(encode_request(one.request())).codes) == {"ok"}
    other.write(*edits)
    codes = other.exchange(encode_request(other.request())).codes
    kinds = [edit.kind for edit in edits if isinstance(edit, Create)]
    assert {code for kind, code in zip(kinds, codes, strict=True) if kind != "resident_identity"} == {"same"}
    found = counted(installation.database)
    assert (found["resident"], found["resident_identity"], found.get("conflict")) == (2, 1, None)


def test_a_number_known_elsewhere_is_found_although_it_is_sealed(installation: Installation) -> None:
    import_roster(installation, DEMO, plan_of(installation), by="console")
    rows: list[Sequence[Any]] = [HEADINGS, [*HEAD[:4], "502", "张英", None, None, None, NUMBER]]
    plan = plan_of(installation, xlsx(("人员", rows)))
    assert [note.code for note in plan.rows[0].notes] == ["known_elsewhere"]


def test_made_up_numbers_are_refused_outside_the_demo(installation: Installation) -> None:
    rows: list[Sequence[Any]] = [HEADINGS, ["第一网格", *HEAD[1:9], NUMBER]]
    plan = preview_roster(installation, C, xlsx(("人员", rows)))
    assert isinstance(plan, RosterPlan)
    assert {note.code for note in plan.rows[0].notes} == {"identity_demo"}


def test_options_of_the_importer_are_followed(installation: Installation) -> None:
    rows: list[Sequence[Any]] = [HEADINGS, [None, *HEAD[1:7], None, None, NUMBER]]
    plan = plan_of(installation, xlsx(("人员", rows)), grid=SECOND, fill_from_number=True)
    import_roster(installation, DEMO, plan, by="console")
    assert resident(installation.database, "张桂英")[1]["birth_date"] == "1956-03-04"


def test_what_is_no_workbook_is_a_problem_and_no_failure(installation: Installation) -> None:
    assert preview_roster(installation, DEMO, b"<html></html>") == WorkbookProblem("web_page")


def test_refused_rows_are_printed_first_and_the_rest_is_counted(installation: Installation) -> None:
    hidden = xlsx(("人员", ROWS), ("下拉", [["姓名", "性别"], ["x", "y"]]), hidden=("下拉",))
    lines = list(plan_lines(plan_of(installation, hidden), 1))
    assert lines[1] == "  not imported by design: 宗教信仰"
    assert lines[3] == "人员 row 6: refused. grid: This community has no such grid."
    assert lines[4] == "… and 1 rows more"
    assert lines[-1] == "new: 1 building, 1 room, 1 household, 2 resident, 1 resident_identity"


class Console:
    """Runs import-roster and keeps what it prints."""

    def __init__(self, dsn: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._dsn, self._folder, self._capsys = dsn, folder, capsys

    def __call__(self, content: bytes | None, *words: str, community: str = COMMUNITY) -> tuple[int, str]:
        file = self._folder / "名册.xlsx"
        if content is not None:
            file.write_bytes(content)
        status = main(["--dsn", self._dsn, "import-roster", str(file), "--community", community, *words])
        printed = self._capsys.readouterr()
        return status, printed.out + printed.err


@pytest.fixture
def run(
    dsn: str,
    installation: Installation,
    key_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Console:
    monkeypatch.setenv("GRIDSERVER_KEY_FILE", str(key_file))
    return Console(dsn, tmp_path, capsys)


def test_a_dry_run_tells_everything_and_writes_nothing(run: Console, installation: Installation) -> None:
    before = counted(installation.database)
    status, told = run(ROSTER, "--dry-run")
    assert status == DONE
    assert "rows: 2 taken, 0 mended, 1 refused, 1 dropped" in told
    assert told.endswith("Nothing was written.\n")
    assert counted(installation.database) == before


def test_the_command_imports_and_tells_the_account(run: Console, installation: Installation) -> None:
    assert run(ROSTER)[1].endswith("6 edits stored\n")
    assert counted(installation.database)["resident"] == 2
    status, told = run(None)
    assert status == DONE
    assert told.endswith("Everything is there already: nothing was changed.\n")


def test_no_value_of_the_file_is_printed(run: Console) -> None:
    told = run(ROSTER, "--rows", "99")[1]
    for value in (*HEAD[5:6], *HUSBAND[5:6], *HEAD[10:], NUMBER, NUMBER[-4:], FORBIDDEN_WORD, "1956", "李四"):
        assert str(value) not in told


@pytest.mark.parametrize(
    ("content", "words", "sentence"),
    [
        (b"<html><body>login</body></html>", (), "This is a web page"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), (), "protected by a password"),
        (ROSTER[:3000], (), "damaged or not complete"),
        (xlsx(("说明", [["请填写"]])), (), "No row of headings was found"),
        (xlsx(("人员", [["姓名", "性别"], ["张三", "男"]])), (), "A column that is needed is missing"),
        (ROSTER, ("--grid", "elsewhere"), "there is no community"),
        (None, (), "cannot be read"),
    ],
)
def test_what_cannot_be_imported_gets_one_clear_sentence(
    run: Console, content: bytes | None, words: tuple[str, ...], sentence: str
) -> None:
    status, told = run(content, *words)
    assert status == REFUSED
    assert sentence in told
    assert "Traceback" not in told


def test_an_unknown_community_is_refused(run: Console) -> None:
    assert run(ROSTER, community="999901001099")[0] == REFUSED


def test_a_report_says_in_two_languages_what_was_refused_and_can_be_corrected_and_imported(
    run: Console, installation: Installation, tmp_path: Path
) -> None:
    report = tmp_path / "未导入.xlsx"
    status, told = run(ROSTER, "--report", str(report))
    assert (status, str(report) in told) == (DONE, True)
    assert FORBIDDEN_WORD.encode() not in report.read_bytes()
    book = read_workbook(report.read_bytes())
    assert isinstance(book, Workbook)
    titles, row = book.sheets[0].rows
    assert titles[:6] == HEADINGS[:6]
    assert "本社区没有这个网格" in str(row[-2])
    assert "This community has no such grid." in str(row[-1])
    assert run(report.read_bytes(), "--dry-run")[1].count("row 2: refused. grid: This community") == 1
    corrected = [titles, ("第一网格", *row[1:])]
    assert run(xlsx(("未导入", corrected)))[0] == DONE
    assert resident(installation.database, "李四")[1]["name"] == "李四"


def test_a_report_never_replaces_the_roster_and_is_there_as_a_whole_or_not_at_all(
    run: Console, tmp_path: Path
) -> None:
    assert run(ROSTER, "--report", str(tmp_path / "名册.xlsx"))[0] == REFUSED
    assert (tmp_path / "名册.xlsx").read_bytes() == ROSTER
    status, told = run(ROSTER, "--dry-run", "--report", str(tmp_path / "nowhere" / "report.xlsx"))
    assert (status, "cannot be written" in told) == (REFUSED, True)


def test_a_file_says_what_unusual_headings_mean(
    run: Console, installation: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "columns.json"
    content = xlsx(("人员", [["谁", "住哪", "网格"], ["张三", "和合里3号楼2-501", "第一网格"]]))
    assert run(content)[0] == REFUSED
    file.write_text('{"谁": "name", "住哪": "address"}', "utf-8")
    assert run(content, "--columns", str(file))[0] == DONE
    assert resident(installation.database, "张三")[1]["name"] == "张三"
    file.write_text('{"宗教信仰": "remark"}', "utf-8")
    status, told = run(content, "--columns", str(file))
    assert (status, "not imported by design" in told) == (REFUSED, True)


def test_the_files_values_are_taken_only_for_the_fields_that_are_named(
    run: Console, installation: Installation
) -> None:
    run(ROSTER)
    record, _, seq = resident(installation.database, "张桂英")
    edits = [Set(0, GroupId("g"), record, cell, value, seq) for cell, value in (("phone", "1"), ("sex", "1"))]
    write_as_server(installation, DEMO, edits, by="console")
    assert run(ROSTER, "--take", "remark")[0] == REFUSED
    assert run(ROSTER, "--take", "phone", "--dry-run")[0] == DONE
    assert resident(installation.database, "张桂英")[1]["phone"] == "1"
    assert run(ROSTER, "--take", "phone")[1].endswith("1 edits stored\n")
    found = resident(installation.database, "张桂英")[1]
    assert (found["phone"], found["sex"]) == (HEAD[10], "1")
    assert run(ROSTER, "--take", "all")[1].endswith("1 edits stored\n")
    assert run(ROSTER)[1].endswith("nothing was changed.\n")
