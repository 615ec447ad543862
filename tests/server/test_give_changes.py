"""What comes down: in order, in slices that can be committed, whole however often the line is cut."""

import itertools
from collections.abc import Iterator

import msgspec
import pytest
from backports import zstd

from gridcore.ids import ScopeId
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.sync.edits import Add, Move, Remove, Text
from gridcore.sync.stored import Confirmed
from gridcore.wire.columns import FORMAT, ColumnReader
from gridcore.wire.messages import Commit, GoneLine, RecordLine, decode_line, encode_request
from gridcore.wire.packing import pack
from gridcore.wire.snapshots import COMPLETE, OPEN, Place, decode_past, decode_past_edit, decode_place
from gridserver.installation import Installation
from tests.server.field import GRID_1, GRID_2, Laptop, new_group
from tests.server.homes import TAGS, Home, move_in

MANY = 90
"""Homes, of four records each: more than one slice, and more than one frame with their visits."""

COLUMNS = f"/snapshot/{GRID_1}?format={FORMAT}"


@pytest.fixture(scope="module")
def li(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "li")


@pytest.fixture(scope="module")
def homes(li: Laptop) -> list[Home]:
    made = [move_in(li, GRID_1) for _ in range(MANY)]
    for home in made:
        for _ in range(8):
            home.visit(li)
    assert set(li.sync().codes) == {"ok"}
    return made


def slices(raw: bytes) -> Iterator[tuple[list[RecordLine | GoneLine], Commit]]:
    """The rows before each commit line."""
    rows: list[RecordLine | GoneLine] = []
    for line in map(decode_line, raw.splitlines()):
        if isinstance(line, RecordLine | GoneLine):
            rows.append(line)
        elif line.c is not None:
            yield rows, line.c
            rows = []


def test_a_first_sync_comes_in_slices_of_two_hundred_in_the_order_of_numbers(
    field: Installation, address: str, homes: list[Home]
) -> None:
    reply = Laptop(field, address, "zhang").exchange_plainly()
    sizes = []
    for rows, commit in slices(reply.raw):
        numbers = [row.seq for row in rows if isinstance(row, RecordLine)]
        assert numbers == sorted(numbers)
        assert all(number <= commit.cursor for number in numbers)
        assert len(rows) <= 200
        if commit.scope == GRID_1:
            sizes.append(len(rows))
            assert commit.more == (commit.digest == "")
    assert sizes[:-1] == [200] * (len(sizes) - 1)
    assert sum(sizes) == MANY * 12


def test_a_limited_answer_goes_on_where_it_ended(
    field: Installation, address: str, li: Laptop, homes: list[Home]
) -> None:
    laptop = Laptop(field, address, "zhang")
    count = 0
    while any(each.more for each in _last_commits(laptop, limit_bytes=30_000)):
        count += 1
        assert count < 100
    assert count >= 3
    li.sync()
    assert laptop.records[GRID_1] == li.records[GRID_1]


def _last_commits(laptop: Laptop, limit_bytes: int) -> list[Commit]:
    reply = laptop.sync(limit_bytes=limit_bytes)
    return list({each.scope: each for each in reply.commits}.values())


def test_an_answer_that_is_cut_at_any_line_is_made_up_by_the_next(
    field: Installation, address: str, li: Laptop, homes: list[Home]
) -> None:
    whole = Laptop(field, address, "zhang").exchange_plainly().raw.splitlines(keepends=True)
    li.sync()
    for cut in range(1, len(whole), len(whole) // 7):
        laptop = Laptop(field, address, "zhang")
        laptop.take_in_cut(b"".join(whole[:cut]))
        laptop.sync()
        assert laptop.records[GRID_1] == li.records[GRID_1]


def test_nothing_new_costs_a_few_hundred_bytes(li: Laptop, homes: list[Home]) -> None:
    li.sync()
    response = li.post("/sync/v1", pack(encode_request(li.request())))
    headers = sum(len(name) + len(value) + 4 for name, value in response.headers.items())
    assert response.headers["Content-Encoding"] == "zstd"
    assert len(response.content) + headers <= 600
    assert not li.sync().rows


def test_own_plain_edits_are_not_sent_back_and_all_else_is(
    field: Installation, address: str, li: Laptop, homes: list[Home]
) -> None:
    zhang = Laptop(field, address, "zhang")
    zhang.sync()
    li.sync()
    one, two, three = (home.household for home in homes[:3])
    li.set(one, "phone", "13800000020", base=li.row(one).seq)
    zhang.set(two, "phone", "13800000021", base=zhang.row(two).seq)
    zhang.sync()
    li.write(Add(0, new_group(), two, "tags", TAGS[0], li.row(two).seq))
    li.write(Text(0, new_group(), three, "remark", "三楼。", li.row(three).seq))
    visit = homes[0].visit(li)
    reply = li.sync()
    assert set(reply.codes) == {"ok"}
    assert [each.id for each in reply.rows] == [two]
    zhang.sync()
    assert zhang.records[GRID_1] == li.records[GRID_1]
    assert zhang.has(visit)
    again = li.exchange_plainly()
    assert again.rows == []


def test_a_removed_record_is_gone_for_everybody(
    field: Installation, address: str, li: Laptop, homes: list[Home]
) -> None:
    zhang = Laptop(field, address, "zhang")
    zhang.sync()
    li.sync()
    lonely = move_in(li, GRID_1)
    li.sync()
    zhang.sync()
    li.write(Remove(0, new_group(), lonely.resident, li.row(lonely.resident).seq))
    assert li.sync().codes == ["ok"]
    assert zhang.sync().gone == [lonely.resident]
    assert not zhang.has(lonely.resident)


def places_in(body: bytes) -> list[Place]:
    return [decode_place(line) for line in body.splitlines() if line.startswith(b'{"s"')]


def test_a_snapshot_brings_all_of_a_scope_with_today_first(
    field: Installation, address: str, li: Laptop, homes: list[Home]
) -> None:
    li.sync()
    response = li.get(f"/snapshot/{GRID_1}")
    lines = zstd.decompress(response.content).splitlines()
    rows = {}
    kinds_before_open: list[str] = []
    is_open = False
    for line in lines:
        if line.startswith(b'{"s"'):
            is_open = is_open or decode_place(line).mark == OPEN
            continue
        found = decode_line(line)
        if isinstance(found, RecordLine):
            rows[found.id] = found.seq
            kinds_before_open += [] if is_open else [found.kind]
    assert rows == {record: row.seq for record, row in li.records[GRID_1].items()}
    groups = [kind for kind, _ in itertools.groupby(kinds_before_open)]
    assert groups == ["building", "room", "household", "resident", "visit"]
    assert kinds_before_open.count("visit") == len({home.household for home in homes})
    assert decode_place(lines[-1]).mark == COMPLETE
    (end,) = [commit for _, commit in slices(_without_places(lines)) if not commit.more]
    laptop = Laptop(field, address, "zhang")
    laptop.scopes[GRID_1] = end.cursor
    assert [each.id for each in laptop.exchange_plainly().rows if each.kind == "household"] == []


def _without_places(lines: list[bytes]) -> bytes:
    return b"\n".join(line for line in lines if not line.startswith(b'{"s"'))


def test_a_snapshot_is_taken_up_at_each_frame(li: Laptop, homes: list[Home]) -> None:
    whole = li.get(COLUMNS)
    body = zstd.decompress(whole.content)
    offsets = {each.offset for each in places_in(body) if each.mark != COMPLETE}
    assert len(offsets) > 1
    for offset in offsets:
        part = li.get(COLUMNS, Range=f"bytes={offset}-", If_Range=whole.headers["ETag"])
        assert part.status_code == 206
        assert part.content == whole.content[offset:]
        assert body.endswith(zstd.decompress(part.content))
    changed = li.get(COLUMNS, Range="bytes=10-", If_Range='"of yesterday"')
    assert (changed.status_code, changed.content) == (200, whole.content)
    assert li.get(COLUMNS, Range="bytes=99999999-").status_code == 416
    assert li.get(COLUMNS, If_None_Match=whole.headers["ETag"]).status_code == 304


def test_a_snapshot_is_kept_until_something_left(
    field: Installation, address: str, li: Laptop, homes: list[Home]
) -> None:
    before = li.get(COLUMNS).headers["ETag"]
    homes[5].visit(li)
    li.sync()
    assert li.get(COLUMNS).headers["ETag"] == before
    sun = Laptop(field, address, "sun")
    sun.sync()
    sun.write(Move(0, new_group(), homes[6].building, GRID_2))
    assert sun.sync().codes == ["ok"]
    after = li.get(COLUMNS)
    assert after.headers["ETag"] != before
    assert homes[6].address.encode() not in zstd.decompress(after.content)


def test_a_client_without_zstd_gets_lines_all_the_same(li: Laptop, homes: list[Home]) -> None:
    packed = li.get(f"/snapshot/{GRID_1}")
    plain = li.get(f"/snapshot/{GRID_1}", Accept_Encoding="identity")
    assert "Content-Encoding" not in plain.headers
    assert plain.content == zstd.decompress(packed.content)


def test_columns_and_lines_say_the_same(li: Laptop, homes: list[Home]) -> None:
    homes[3].visit(li)
    li.sync()
    in_lines = zstd.decompress(li.get(f"/snapshot/{GRID_1}").content).splitlines()
    in_columns = zstd.decompress(li.get(COLUMNS).content).splitlines()
    said = [each for line in in_lines if isinstance(each := _line(line), RecordLine)]
    read: list[Confirmed] = []
    reader, frame = ColumnReader(GRID_1), -1
    for line in in_columns:
        if line.startswith(b'{"s"') and decode_place(line).offset != frame:
            reader, frame = ColumnReader(GRID_1), decode_place(line).offset
        read += reader.records(line) if line.startswith(b'["b"') else []
    assert [(each.id, each.kind, each.seq) for each in read] == [(e.id, e.kind, e.seq) for e in said]
    assert [each.cells for each in read] == [msgspec.json.decode(bytes(each.cells)) for each in said]
    assert [each.vers for each in read] == [msgspec.json.decode(bytes(each.vers)) for each in said]
    assert {each.kind for each in read} >= {"visit", "resident", "household"}
    assert not any(b'["r"' in line for line in in_columns)


def _line(line: bytes) -> object:
    return None if line.startswith(b'{"s"') else decode_line(line)


def test_a_snapshot_of_an_older_server_is_made_anew(
    field: Installation, li: Laptop, homes: list[Home]
) -> None:
    before = zstd.decompress(li.get(COLUMNS).content)
    with field.database.write() as connection:
        connection.exec_driver_sql("UPDATE snapshot SET etag = 'of-lines', body = 'nothing'")
    made = li.get(COLUMNS)
    assert made.headers["ETag"].startswith(f'"{FORMAT}-')
    assert zstd.decompress(made.content).count(b'["b"') == before.count(b'["b"')


def test_an_empty_scope_has_a_snapshot_too(li: Laptop) -> None:
    lines = zstd.decompress(li.get(f"/snapshot/{ScopeId('user/li')}").content).splitlines()
    assert [decode_place(each).mark for each in lines if each.startswith(b'{"s"')] == ["", OPEN, "", COMPLETE]
    assert COMMUNITY_SCOPE in li.scopes


def test_the_history_of_a_record_names_authors_values_and_merges(
    field: Installation, address: str, li: Laptop, homes: list[Home]
) -> None:
    home = homes[-1]
    zhang = Laptop(field, address, "zhang")
    li.write(Text(0, new_group(), home.household, "remark", "一楼。二楼。", li.row(home.household).seq))
    li.sync()
    zhang.sync()
    base = zhang.row(home.household).seq
    li.write(Text(0, new_group(), home.household, "remark", "一楼住人。二楼。", base))
    zhang.write(Text(0, new_group(), home.household, "remark", "一楼。二楼。三楼。", base))
    assert (li.sync().codes, zhang.sync().codes) == (["ok"], ["merged"])
    lines = zstd.decompress(li.get(f"/history/{home.household}").content).splitlines()
    past = decode_past(lines[0])
    entries = [decode_past_edit(line) for line in lines[1:]]
    assert (past.record, past.entries, past.more) == (home.household, 4, False)
    assert [(each.author, each.do, each.verdict) for each in entries] == [
        ("张桂英", "text", "merged"),
        ("李建国", "text", "ok"),
        ("李建国", "text", "ok"),
        ("李建国", "create", "ok"),
    ]
    assert entries[0].cells["remark"] == "一楼住人。二楼。三楼。"
    older = zstd.decompress(li.get(f"/history/{home.household}?before={entries[0].seq}").content)
    assert len(older.splitlines()) == 4
