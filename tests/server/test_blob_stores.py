"""Two places for attachments, one contract: the disk, and a real S3 server."""

import os
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gridserver.config import Config, ConfigError
from gridserver.db.blob_store import BlobStore, DiskStore, MissingBlobError
from gridserver.installation import open_blob_store

obstore = pytest.importorskip("obstore", reason="the extra 's3' is not installed")

from gridserver.db.s3_store import S3Place, S3Store  # noqa: E402
from tests.fakes.s3_server import s3_server, weed  # noqa: E402


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Place]:
    if weed() is None:
        pytest.skip("no S3 server for this platform; the disk store is tested alone")
    with s3_server(tmp_path_factory.mktemp("s3")) as found:
        yield found


@pytest.fixture(params=["disk", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    if request.param == "disk":
        return DiskStore(tmp_path / "blobs")
    return S3Store(request.getfixturevalue("place"))


@pytest.fixture
def name() -> str:
    return secrets.token_hex(20)


def test_an_object_is_read_as_it_was_written(store: BlobStore, name: str) -> None:
    content = os.urandom(300_000)
    store.put(name, content)
    assert store.get(name, 0, len(content)) == content
    assert store.get(name, 100_001, 200_002) == content[100_001:200_002]
    assert store.get(name, len(content) - 1, len(content)) == content[-1:]


def test_writing_again_replaces_the_whole_object(store: BlobStore, name: str) -> None:
    store.put(name, b"first and long")
    store.put(name, b"second")
    assert store.get(name, 0, 6) == b"second"
    with pytest.raises(MissingBlobError):
        store.get(name, 0, 14)


def test_bytes_that_are_not_there_are_missing_and_never_made_up(store: BlobStore, name: str) -> None:
    with pytest.raises(MissingBlobError):
        store.get(name, 0, 1)
    store.put(name, b"short")
    for begin, end in ((0, 6), (5, 6), (100, 200)):
        with pytest.raises(MissingBlobError):
            store.get(name, begin, end)


def test_dropping_twice_is_as_good_as_once(store: BlobStore, name: str) -> None:
    store.put(name, b"content")
    store.drop(name)
    store.drop(name)
    with pytest.raises(MissingBlobError):
        store.get(name, 0, 7)


def test_names_are_told_of_what_is_old_enough(store: BlobStore, name: str) -> None:
    store.put(name, b"content")
    assert name in set(store.names(older_than_s=-5))
    assert name not in set(store.names(older_than_s=3_600))


def test_what_a_crash_left_half_written_on_the_disk_is_told_too(tmp_path: Path, name: str) -> None:
    store = DiskStore(tmp_path)
    store.put(name, b"content")
    half = tmp_path / name[:2] / f"{name}.7.new"
    half.write_bytes(b"con")
    os.utime(half, (time.time() - 100, time.time() - 100))
    assert set(store.names(older_than_s=50)) == {half.name}
    store.drop(half.name)
    assert not half.exists()


@pytest.mark.skipif(os.name == "nt", reason="access lists keep others out there")
def test_only_the_server_may_read_its_files(tmp_path: Path, name: str) -> None:
    DiskStore(tmp_path / "blobs").put(name, b"content")
    path = tmp_path / "blobs" / name[:2] / name
    assert path.stat().st_mode & 0o077 == path.parent.stat().st_mode & 0o077 == 0


def test_the_configuration_names_the_store(tmp_path: Path) -> None:
    assert isinstance(open_blob_store(Config(data=tmp_path)), DiskStore)
    bucket = Config(s3_bucket="attachments", s3_endpoint="http://127.0.0.1:1", s3_secret_key="hidden")
    assert isinstance(open_blob_store(bucket), S3Store)
    assert "hidden" not in repr(bucket)


def test_a_missing_library_is_told_by_the_name_of_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gridserver.db.s3_store", None)
    with pytest.raises(ConfigError, match="s3_bucket"):
        open_blob_store(Config(s3_bucket="attachments"))
