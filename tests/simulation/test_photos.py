"""The folder of attachments in memory is the laptop's folder: both answer alike, whatever is done."""

import random
from pathlib import Path

import pytest

from gridclient.db.blob_files import BlobFolder, SealedFile
from gridcore.ids import ScopeId
from gridcore.problems import ProblemError
from tests.simulation.office import new_store
from tests.simulation.photo_server import CHUNK, small_pieces
from tests.simulation.photos import MemoryFolder, photo
from tests.simulation.store import PowerLossError


def tried(folder: BlobFolder, chance: random.Random, files: list[SealedFile]) -> list[object]:
    """What a folder answers to some things that are done with it."""
    told: list[object] = []
    for _ in range(40):
        file, have = chance.choice(files), chance.randrange(3) * CHUNK
        content = bytes(chance.randrange(1, file.size - have + 1)) if have < file.size else b""
        try:
            match chance.randrange(4):
                case 0:
                    folder.append(file, have, content)
                case 1:
                    told.append(folder.read(file, 0, chance.randrange(file.size)))
                case 2:
                    told.append(folder.whole(file))
                case _:
                    told.append(folder.sweep({each.name for each in files[chance.randrange(2) :]}))
        except (ProblemError, ValueError) as error:
            told.append(str(error))
    return told


@pytest.mark.parametrize("seed", range(8))
def test_the_folder_in_memory_answers_as_the_one_on_the_disk(seed: int, tmp_path: Path) -> None:
    files = [SealedFile(f"{n}", bytes(32), ScopeId("grid/grid-1"), "0" * 64, 50 + 70 * n) for n in range(3)]
    with small_pieces():
        on_disk = tried(BlobFolder(tmp_path, bytes), random.Random(seed), files)
        in_memory = tried(MemoryFolder({}, bytes, new_store()), random.Random(seed), files)
    assert in_memory == on_disk
    assert any(on_disk), "something was there"


def test_a_file_that_the_power_cut_short_is_not_whole() -> None:
    store, kept = new_store(), dict[str, bytes]()
    with small_pieces():
        folder = MemoryFolder(kept, bytes, store)
        file = folder.new_file(ScopeId("grid/grid-1"), "0" * 64, len(photo(3)))
        store.cut_in = 0
        with pytest.raises(PowerLossError):
            folder.write(file, photo(3))
        assert 0 < folder.whole(file) < file.size
