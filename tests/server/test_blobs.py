"""Attachments over HTTP: piece by piece, whole or not at all, and for nobody who may not read them."""

import hashlib
import os
import secrets
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import requests

from gridcore.attachments import LARGEST
from gridcore.chunks import sealed_size
from gridcore.ids import DeviceId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.problems import ProblemCode
from gridcore.roles import Role
from gridcore.sync.edits import Add, Drop, Move
from gridcore.wire.blobs import BLOB_TYPE, decode_uploaded
from gridcore.wire.envelope import decode_refusal
from gridcore.wire.packing import pack, unpack
from gridserver.actions import keep_blobs
from gridserver.app import build_app
from gridserver.cli import DONE, main
from gridserver.db import accounts, blobs, devices
from gridserver.db.accounts import Validity
from gridserver.db.blob_store import DiskStore, MissingBlobError
from gridserver.db.blobs import Named
from gridserver.db.devices import Device
from gridserver.installation import Installation
from tests.fakes.loopback import serving
from tests.fakes.pictures import huge_png, jpeg, pdf, png, segment
from tests.server.field import G1, G2, GRID_1, GRID_2, NOW, TODAY, C, Laptop, new_group
from tests.server.homes import move_in

PIECE = 40_000


def photo(size: int = 100_000) -> bytes:
    """A file with the parts of a JPEG, of which there is no other."""
    return jpeg(800, 600, data=secrets.token_bytes(size).replace(b"\xff", b"\xfe"))


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def target(scope: str, content: bytes) -> str:
    return f"/blob/{scope}/{sha(content)}"


def send(
    laptop: Laptop, scope: str, content: bytes, offset: int, piece: bytes, *, length: int | None = None
) -> requests.Response:
    size = len(content) if length is None else length
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(size), "Content-Encoding": "zstd"}
    return laptop.call("PATCH", target(scope, content), pack(piece), headers)


def upload(laptop: Laptop, scope: str, content: bytes) -> requests.Response:
    for offset in range(0, len(content), PIECE):
        reply = send(laptop, scope, content, offset, content[offset : offset + PIECE])
        assert reply.status_code == 200, reply.content
    return reply


def have(laptop: Laptop, scope: str, content: bytes) -> int | None:
    reply = laptop.call("HEAD", target(scope, content), b"", {})
    return int(reply.headers["Upload-Offset"]) if reply.status_code == 200 else None


def why(reply: requests.Response) -> tuple[int, str]:
    return reply.status_code, decode_refusal(reply.content).why


@pytest.fixture(scope="module")
def li(field: Installation, address: str) -> Laptop:
    laptop = Laptop(field, address, "li")
    laptop.sync()
    return laptop


@pytest.fixture(scope="module")
def zhang(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "zhang")


@pytest.fixture(scope="module")
def chen(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "chen")


def test_an_attachment_goes_up_in_pieces_and_comes_down_whole_or_in_parts(li: Laptop, zhang: Laptop) -> None:
    content = photo()
    assert have(li, GRID_1, content) is None
    reply = upload(li, GRID_1, content)
    told = decode_uploaded(unpack(reply.headers.get("Content-Encoding", ""), reply.content, 1_000))
    assert (told.have, told.size) == (len(content), len(content))
    assert have(li, GRID_1, content) == len(content)
    whole = zhang.get(target(GRID_1, content))
    assert (whole.status_code, whole.content) == (200, content)
    assert whole.headers["Content-Type"] == BLOB_TYPE
    assert whole.headers["Cache-Control"] == "no-store"
    part = zhang.get(target(GRID_1, content), Range="bytes=65530-65599")
    assert (part.status_code, part.content) == (206, content[65_530:65_600])
    assert part.headers["Content-Range"] == f"bytes 65530-65599/{len(content)}"
    rest = zhang.get(target(GRID_1, content), Range="bytes=90000-")
    assert rest.content == content[90_000:]
    assert zhang.get(target(GRID_1, content), Range=f"bytes={len(content)}-").status_code == 416


def test_an_upload_goes_on_where_it_ended(li: Laptop) -> None:
    content = photo()
    send(li, GRID_1, content, 0, content[:PIECE])
    assert have(li, GRID_1, content) == PIECE
    for offset, piece in ((0, content[:PIECE]), (PIECE + 1, content[PIECE + 1 :]), (PIECE, b"")):
        reply = send(li, GRID_1, content, offset, piece)
        assert (reply.status_code, reply.headers["Upload-Offset"]) == (409, str(PIECE))
    assert send(li, GRID_1, content, PIECE, content[PIECE:]).status_code == 200
    assert li.get(target(GRID_1, content)).content == content


def test_what_is_there_already_does_not_travel_again(li: Laptop, zhang: Laptop) -> None:
    content = photo()
    upload(li, GRID_1, content)
    assert have(zhang, GRID_1, content) == len(content)
    assert send(zhang, GRID_1, content, 0, content[:10]).status_code == 200


def test_two_laptops_that_send_the_same_at_once_do_not_disturb_each_other(li: Laptop, zhang: Laptop) -> None:
    content = photo()
    send(li, GRID_1, content, 0, content[:PIECE])
    assert have(zhang, GRID_1, content) is None
    assert send(zhang, GRID_1, content, 0, b"\0" * PIECE).status_code == 200
    assert why(send(zhang, GRID_1, content, PIECE, content[PIECE:])) == (422, "hash_differs")
    assert send(li, GRID_1, content, PIECE, content[PIECE:]).status_code == 200
    assert zhang.get(target(GRID_1, content)).content == content


def test_who_may_not_read_it_hears_the_same_as_of_nothing(li: Laptop, chen: Laptop) -> None:
    content, nothing = photo(), photo()
    upload(li, GRID_1, content)
    for method in ("GET", "HEAD", "PATCH"):
        headers = {"Upload-Offset": "0", "Upload-Length": "10", "Content-Encoding": "zstd"}
        body = pack(b"x") if method == "PATCH" else b""
        replies = [chen.call(method, target(GRID_1, each), body, headers) for each in (content, nothing)]
        assert [each.status_code for each in replies] == [404, 404]
        assert replies[0].content == replies[1].content
    assert chen.get(f"/blob/{GRID_1}/%2F/{sha(content)}").status_code == 404
    assert chen.get(f"/blob/grid/nowhere/{sha(content)}").status_code == 404


def test_a_hash_alone_gives_nothing_in_another_scope(
    field: Installation, address: str, li: Laptop, chen: Laptop
) -> None:
    content = photo()
    upload(li, GRID_1, content)
    chen.sync()
    home = move_in(chen, GRID_2)
    visit = home.visit(chen)
    chen.write(Add(0, new_group(), visit, "files", f"{sha(content)} {len(content)} jpeg a.jpg", 0))
    assert set(chen.sync().codes) == {"ok"}
    assert chen.get(target(GRID_2, content)).status_code == 404
    assert have(chen, GRID_2, content) is None


def test_attachments_follow_their_record_into_another_grid(
    field: Installation, address: str, li: Laptop, chen: Laptop
) -> None:
    content, foreign, sun = photo(), photo(), Laptop(field, address, "sun")
    upload(li, GRID_1, content)
    upload(li, GRID_1, foreign)
    home = move_in(li, GRID_1)
    visit = home.visit(li)
    li.write(Add(0, new_group(), visit, "files", f"{sha(content)} {len(content)} jpeg a.jpg", 0))
    assert set(li.sync().codes) == {"ok"}
    sun.sync()
    sun.write(Move(0, new_group(), home.building, GRID_2))
    assert sun.sync().codes == ["ok"]
    chen.sync()
    # A hash that joins the record in its new grid brings nothing along.
    chen.write(Add(0, new_group(), visit, "files", f"{sha(foreign)} {len(foreign)} jpeg b.jpg", 0))
    assert chen.sync().codes == ["ok"]
    assert chen.get(target(GRID_2, foreign)).status_code == 404
    assert chen.get(target(GRID_2, content)).content == content
    assert chen.get(target(GRID_2, content), Range="bytes=5-9").content == content[5:10]
    li.sync()
    assert not li.has(visit)


@pytest.mark.parametrize("is_new", [False, True], ids=["a visit that moved", "a visit made after the move"])
def test_what_was_attached_before_one_heard_of_a_move_follows_the_record(
    field: Installation, address: str, li: Laptop, chen: Laptop, *, is_new: bool
) -> None:
    content, foreign = photo(), photo()
    upload(li, GRID_1, foreign)
    visit = (home := move_in(li, GRID_1)).visit(li)
    li.sync()
    with field.database.write() as connection:
        for given in (Assignment(UserId("nobody"), Role.GRID_WORKER, grid) for grid in (G1, G2)):
            accounts.assign(connection, C, given, Validity(date(2026, 1, 1)), by="console", now=NOW)
    mover, late = (Laptop(field, address, user) for user in ("sun", "nobody"))
    late.sync()
    mover.sync()
    mover.write(Move(0, new_group(), home.building, GRID_2))
    assert mover.sync().codes == ["ok"]
    upload(late, GRID_1, content)
    visit = home.visit(late) if is_new else visit
    for each in (content, foreign):
        late.write(Add(0, new_group(), visit, "files", f"{sha(each)} {len(each)} jpeg a.jpg", 0))
    assert set(late.sync().codes) == {"ok"}
    assert chen.get(target(GRID_2, content)).content == content
    assert chen.get(target(GRID_2, foreign)).status_code == 404, "it sent that one nowhere"


def test_adding_and_dropping_attachments_meet_as_elements_of_a_set(li: Laptop, zhang: Laptop) -> None:
    one, two = (f"{sha(each)} {len(each)} png {n}.png" for n, each in enumerate((png(), png(salt=1))))
    visit = move_in(li, GRID_1).visit(li)
    li.write(Add(0, new_group(), visit, "files", one, 0))
    li.sync()
    zhang.sync()
    base = zhang.row(visit).seq
    zhang.write(Add(0, new_group(), visit, "files", two, 0))
    li.write(Drop(0, new_group(), visit, "files", one, base))
    assert (zhang.sync().codes, li.sync().codes) == (["ok"], ["ok"])
    zhang.sync()
    assert zhang.row(visit).cells["files"] == li.row(visit).cells["files"] == [two]
    li.write(Add(0, new_group(), visit, "files", "../../etc/passwd", 0))
    assert li.sync().codes == ["invalid"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"MZ\x90\0 not a picture", "not_allowed"),
        (png()[:-5], "damaged"),
        (huge_png(60_000), "too_many_pixels"),
        (jpeg(4_000, 3_000), "too_many_pixels"),
        (jpeg(extra=segment(0xE1, b"Exif\0\0place")), "tells_more"),
        (pdf(b"/JavaScript"), "active"),
    ],
)
def test_content_that_may_not_be_attached_is_refused_and_forgotten(
    li: Laptop, content: bytes, told: str
) -> None:
    assert why(send(li, GRID_1, content, 0, content)) == (422, told)
    assert have(li, GRID_1, content) is None
    assert li.get(target(GRID_1, content)).status_code == 404


def test_offsets_and_sizes_that_lie_are_refused(li: Laptop) -> None:
    content = photo()
    assert send(li, GRID_1, content, 0, content, length=LARGEST + 1).status_code == 413
    assert send(li, GRID_1, content, 0, content, length=len(content) - 1).status_code == 413
    assert send(li, GRID_1, content, 0, content[:9], length=0).status_code == 413
    assert send(li, GRID_1, content, 0, content[:9]).status_code == 200
    assert send(li, GRID_1, content, 9, content[9:20], length=len(content) + 5).status_code == 409
    for offset in ("-1", "", "1e3", "²", "9" * 20):
        headers = {"Upload-Offset": offset, "Upload-Length": "100", "Content-Encoding": "zstd"}
        reply = li.call("PATCH", target(GRID_1, content), pack(b"x"), headers)
        assert reply.status_code == 422
    assert li.get(f"/blob/{GRID_1}/{sha(content).upper()}").status_code == 404
    assert li.get(f"/blob/{GRID_1}/{sha(content)}%0A").status_code == 404


def test_a_device_cannot_fill_the_store(li: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = photo(), photo(), photo()
    send(li, GRID_1, first, 0, first[:10])
    monkeypatch.setattr(keep_blobs, "MOST_UPLOADS", 1)
    assert send(li, GRID_1, second, 0, second[:10]).status_code == 507
    assert send(li, GRID_1, first, 10, first[10:]).status_code == 200
    monkeypatch.undo()
    monkeypatch.setattr(keep_blobs, "MOST_BYTES_A_DAY", len(first))
    reply = send(li, GRID_1, third, 0, third[:10])
    assert reply.status_code == 507
    assert decode_refusal(reply.content).code is ProblemCode.SERVER_FAILED


def test_who_left_a_scope_or_was_revoked_hands_in_and_reads_nothing(
    field: Installation, address: str
) -> None:
    lost = Laptop(field, address, "zhang")
    content, other = photo(), photo()
    upload(lost, GRID_1, other)
    send(lost, GRID_1, content, 0, content[:PIECE])
    with field.database.write() as connection:
        devices.revoke_device(connection, DeviceId(lost.device_id), by="console", now=NOW)
    assert have(lost, GRID_1, content) == PIECE
    assert upload_rest(lost, content).status_code == 200
    assert lost.get(target(GRID_1, content)).status_code == 404
    assert lost.get(target(GRID_1, other)).status_code == 404

    laptop = Laptop(field, address, "nobody")
    given = Assignment(UserId("nobody"), Role.GRID_WORKER, G1)
    with field.database.write() as connection:
        days = Validity(date(2026, 1, 1), TODAY - timedelta(days=1))
        accounts.assign(connection, C, given, days, by="console", now=NOW)
    late = photo()
    assert upload(laptop, GRID_1, late).status_code == 200
    assert laptop.get(target(GRID_1, late)).status_code == 404
    assert have(laptop, GRID_1, other) is None, "whether others sent something is not told"


def upload_rest(laptop: Laptop, content: bytes) -> requests.Response:
    return send(laptop, GRID_1, content, PIECE, content[PIECE:])


def test_neither_store_nor_database_holds_a_plain_byte_of_an_attachment(
    field: Installation, li: Laptop
) -> None:
    canary = b"a canary that is in no other file"
    content = jpeg(8, 8, data=canary * 4_000)
    upload(li, GRID_1, content[:-2] + b"\xff\xd9")
    half = jpeg(9, 9, data=canary * 4_000)
    send(li, GRID_1, half, 0, half[:PIECE])
    assert isinstance(field.blobs, DiskStore)
    names = list(field.blobs.names(older_than_s=-60))
    assert len(names) >= 2
    for path in (each for each in field.blobs._folder.rglob("*") if each.is_file()):
        assert canary not in path.read_bytes()
        assert sha(content)[:12] not in path.name
    with field.database.snapshot() as connection:
        keys = connection.exec_driver_sql("SELECT key FROM blob UNION SELECT key FROM upload").all()
    assert all(len(bytes(key)) == 3 + 12 + 32 + 16 for (key,) in keys), "keys are sealed"


def test_an_object_that_was_exchanged_for_another_is_not_given(field: Installation, li: Laptop) -> None:
    one, two = photo(), photo()
    upload(li, GRID_1, one)
    upload(li, GRID_1, two)
    with field.database.snapshot() as connection:
        kept = [blobs.blob_of(connection, Named(C, GRID_1, sha(each))) for each in (one, two)]
    assert kept[0] is not None
    assert kept[1] is not None
    store = field.blobs
    assert store is not None
    store.put(kept[0].name, store.get(kept[1].name, 0, sealed_size(len(two))))
    assert li.get(target(GRID_1, one)).status_code == 500
    store.drop(kept[0].name)
    assert li.get(target(GRID_1, one)).status_code == 404
    assert li.get(target(GRID_1, two)).content == two


def test_sweeping_drops_what_nobody_goes_on_with_and_nothing_else(field: Installation, li: Laptop) -> None:
    whole, begun, old = photo(), photo(), photo()
    upload(li, GRID_1, whole)
    send(li, GRID_1, begun, 0, begun[:PIECE])
    send(li, GRID_1, old, 0, old[:PIECE])
    store = field.blobs
    assert isinstance(store, DiskStore)
    store.put("ab" * 20, b"of a server that died before its row")
    with field.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE upload SET touched = touched - interval '50 days' WHERE sha256 = %s", (sha(old),)
        )
    _age(store)
    assert keep_blobs.sweep(field) >= 2
    with pytest.raises(MissingBlobError):
        store.get("ab" * 20, 0, 1)
    assert have(li, GRID_1, old) is None
    assert send(li, GRID_1, begun, PIECE, begun[PIECE:]).status_code == 200
    assert li.get(target(GRID_1, begun)).content == begun
    assert li.get(target(GRID_1, whole)).content == whole
    _age(store)
    assert keep_blobs.sweep(field) == 0


def _age(store: DiskStore) -> None:
    """Let two days pass for the files."""
    for path in (each for each in store._folder.rglob("*") if each.is_file()):
        then = time.time() - 2 * 86_400
        os.utime(path, (then, then))


def test_an_installation_without_a_place_for_attachments_says_so_and_works_on(
    field: Installation, tmp_path: Path
) -> None:
    with serving(build_app(replace(field, blobs=None))) as bare:
        laptop = Laptop(field, bare, "li")
        assert laptop.sync().head is not None
        content = photo()
        assert send(laptop, GRID_1, content, 0, content[:10]).status_code == 500


def test_unknown_devices_are_not_answered(li: Laptop, field: Installation) -> None:
    stranger = Device(DeviceId("0" * 32), UserId("nobody"), "", C, b"", is_trusted=True)
    assert keep_blobs.give_bytes(field, stranger, Named(C, ScopeId(f"grid/{G2}"), "0" * 64), 0, None) is None


def test_the_console_sweeps(
    dsn: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DiskStore(tmp_path / "blobs")
    store.put("cd" * 20, b"nobody's")
    _age(store)
    monkeypatch.setenv("GRIDSERVER_KEY_FILE", str(tmp_path / "server.keys"))
    assert main(["--dsn", dsn, "--data", str(tmp_path), "sweep-attachments"]) == DONE
    assert "Dropped 1 object" in capsys.readouterr().out
