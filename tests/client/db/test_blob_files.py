"""Attachments on the disk: sealed, bound to what they are, and whole after a crash."""

import os
from pathlib import Path

import pytest

from gridclient.db.blob_files import FOLDER, BlobFolder, SealedFile
from gridcore.chunks import CHUNK, SEALED_CHUNK
from gridcore.ids import ScopeId
from gridcore.problems import ProblemCode, ProblemError

SCOPE = ScopeId("grid/1")
CONTENT = os.urandom(2 * CHUNK + 500)


@pytest.fixture
def folder(tmp_path: Path) -> BlobFolder:
    return BlobFolder(tmp_path)


def written(folder: BlobFolder, content: bytes = CONTENT) -> SealedFile:
    file = folder.new_file(SCOPE, "ab" * 32, len(content))
    folder.write(file, content)
    folder.settled(file)
    return file


def test_a_file_is_read_as_it_was_written(folder: BlobFolder) -> None:
    file = written(folder)
    assert folder.read(file, 0, len(CONTENT) - 1) == CONTENT
    assert folder.read(file, CHUNK - 3, CHUNK + 3) == CONTENT[CHUNK - 3 : CHUNK + 4]
    assert folder.whole(file) == len(CONTENT)


def test_two_files_of_the_same_content_have_nothing_in_common(folder: BlobFolder, tmp_path: Path) -> None:
    written(folder)
    written(folder)
    one, two = (path.read_bytes() for path in (tmp_path / FOLDER).iterdir())
    assert not {one[at : at + 16] for at in range(0, 4_000, 16)} & {two[at : at + 16] for at in range(4_000)}
    assert CONTENT[:32] not in one + two


@pytest.mark.parametrize("changed", [{"scope": ScopeId("grid/2")}, {"sha256": "cd" * 32}, {"key": bytes(32)}])
def test_a_file_opens_as_nothing_else(folder: BlobFolder, changed: dict[str, object]) -> None:
    file = written(folder)
    parts = {
        "name": file.name,
        "key": file.key,
        "scope": file.scope,
        "sha256": file.sha256,
        "size": file.size,
    }
    other = SealedFile(**(parts | changed))  # type: ignore[arg-type]
    with pytest.raises(ProblemError, match="file_damaged"):
        folder.read(other, 0, 10)


def test_chunks_cannot_change_places_and_no_end_can_be_cut_off(folder: BlobFolder, tmp_path: Path) -> None:
    file = written(folder)
    path = tmp_path / FOLDER / file.name
    whole = path.read_bytes()
    for spoilt in (
        whole[SEALED_CHUNK : 2 * SEALED_CHUNK] + whole[:SEALED_CHUNK] + whole[2 * SEALED_CHUNK :],
        whole[:-1],
        whole[:-20] + bytes(20),
        b"",
    ):
        path.write_bytes(spoilt)
        with pytest.raises(ProblemError) as told:
            folder.read(file, 0, len(CONTENT) - 1)
        assert told.value.code is ProblemCode.FILE_DAMAGED
    path.unlink()
    with pytest.raises(ProblemError, match="file_damaged"):
        folder.read(file, 0, 1)
    assert folder.whole(file) == 0


@pytest.mark.parametrize("cut", [0, 1, SEALED_CHUNK - 1, SEALED_CHUNK, SEALED_CHUNK + 7])
def test_after_a_crash_while_a_piece_was_written_it_goes_on_at_the_last_whole_chunk(
    folder: BlobFolder, tmp_path: Path, cut: int
) -> None:
    file = folder.new_file(SCOPE, "ab" * 32, len(CONTENT))
    folder.append(file, 0, CONTENT[: 2 * CHUNK])
    path = tmp_path / FOLDER / file.name
    path.write_bytes(path.read_bytes()[:cut])
    have = folder.whole(file)
    assert have == cut // SEALED_CHUNK * CHUNK
    folder.append(file, have, CONTENT[have:])
    assert folder.read(file, 0, len(CONTENT) - 1) == CONTENT


def test_going_on_behind_what_is_not_there_is_refused(folder: BlobFolder) -> None:
    file = folder.new_file(SCOPE, "ab" * 32, len(CONTENT))
    with pytest.raises(ProblemError, match="file_damaged"):
        folder.append(file, CHUNK, CONTENT[CHUNK:])


def test_what_no_row_names_is_swept_unless_it_is_being_written(folder: BlobFolder, tmp_path: Path) -> None:
    assert folder.sweep(set()) == 0
    kept, gone = written(folder), written(folder)
    fresh = folder.new_file(SCOPE, "ab" * 32, 5)
    folder.write(fresh, b"fresh")
    assert folder.sweep({kept.name}) == 1
    names = {path.name for path in (tmp_path / FOLDER).iterdir()}
    assert names == {kept.name, fresh.name}
    assert gone.name not in names
    assert "key=" not in repr(kept)


@pytest.mark.skipif(os.name == "nt", reason="access lists keep others out there")
def test_nobody_else_may_look_into_the_folder(folder: BlobFolder, tmp_path: Path) -> None:
    file = written(folder)
    assert (tmp_path / FOLDER).stat().st_mode & 0o077 == 0
    assert (tmp_path / FOLDER / file.name).stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_a_problem(folder: BlobFolder, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ProblemError, match="folder_not_writable"):
        written(folder)
