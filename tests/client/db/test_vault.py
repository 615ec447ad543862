"""The key file: who gets in, who does not, and what happens when its files are hurt."""

import hashlib
import os
import sys
import time
from pathlib import Path

import msgspec
import pytest

from gridclient.db import folders
from gridclient.db.attempts import read_attempts
from gridclient.db.folders import vault_exists
from gridclient.db.kdf import FLOOR, KdfParams
from gridclient.db.key_file import Header, KeyFile, decode, encode
from gridclient.db.keys import KeyPurpose, Keys
from gridclient.db.vault import (
    change_passphrase,
    create_vault,
    unlock_vault,
)
from gridcore.problems import ProblemCode, ProblemError
from tests.client.db.conftest import PASSPHRASE

ANOTHER = "huayuan qiaoliang shujia zhongbiao"


def refusal(folder: Path, passphrase: str = PASSPHRASE, now_s: float = 0.0) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        unlock_vault(folder, passphrase, clock=lambda: now_s)
    return caught.value


def whole(folder: Path, name: str = "key") -> KeyFile:
    found = decode((folder / name).read_bytes())
    assert isinstance(found, KeyFile)
    return found


def forge(folder: Path, header: Header) -> None:
    """Both copies with another header and a right checksum, as an attacker would write them."""
    made = encode(header, whole(folder).slots)
    for name in folders.KEY_COPIES:
        (folder / name).write_bytes(made.content)


def test_the_passphrase_gives_the_keys_back(folder: Path, keys: Keys) -> None:
    assert vault_exists(folder)
    assert unlock_vault(folder, PASSPHRASE) == keys


def test_full_width_letters_and_outer_space_are_the_same_passphrase(folder: Path, keys: Keys) -> None:
    full_width = "".join(chr(ord(each) + 0xFEE0) if each != " " else "\u3000" for each in PASSPHRASE)
    assert unlock_vault(folder, f"  {full_width} ") == keys


def test_a_wrong_passphrase_is_refused_and_changes_no_key(folder: Path, keys: Keys) -> None:
    before = [(folder / name).read_bytes() for name in folders.KEY_COPIES]
    assert refusal(folder, ANOTHER).code is ProblemCode.WRONG_PASSPHRASE
    assert [(folder / name).read_bytes() for name in folders.KEY_COPIES] == before
    assert unlock_vault(folder, PASSPHRASE) == keys


def test_a_folder_without_a_store_is_said_to_have_none(tmp_path: Path) -> None:
    assert not vault_exists(tmp_path)
    assert refusal(tmp_path).code is ProblemCode.STORE_MISSING


def test_a_store_is_never_founded_over_another(folder: Path, keys: Keys) -> None:
    with pytest.raises(ProblemError) as caught:
        create_vault(folder, ANOTHER, params=FLOOR)
    assert caught.value.code is ProblemCode.STORE_EXISTS
    assert unlock_vault(folder, PASSPHRASE) == keys


def test_a_weak_passphrase_founds_nothing(folder: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        create_vault(folder, "woaini1314", params=FLOOR)
    assert caught.value.code is ProblemCode.PASSPHRASE_TOO_WEAK
    assert not folder.exists()


def test_a_founding_that_was_cut_before_the_key_file_can_be_begun_again(folder: Path, keys: Keys) -> None:
    for name in folders.KEY_COPIES:
        (folder / name).unlink()
    left = (folder / folders.DATABASE).read_bytes()
    again = create_vault(folder, PASSPHRASE, params=FLOOR)
    assert again != keys
    assert (folder / "store.db.aside1").read_bytes() == left, "a database is set aside, never deleted"


@pytest.mark.parametrize("name", folders.KEY_COPIES)
def test_a_copy_cut_at_any_byte_is_noticed(folder: Path, keys: Keys, name: str) -> None:
    content = (folder / name).read_bytes()
    assert all(decode(content[:cut]) is ProblemCode.KEY_FILE_DAMAGED for cut in range(len(content)))


def test_every_flipped_bit_of_a_copy_is_noticed(folder: Path, keys: Keys) -> None:
    content = bytearray((folder / "key").read_bytes())
    for place in range(len(content)):
        for bit in range(8):
            content[place] ^= 1 << bit
            assert decode(bytes(content)) is ProblemCode.KEY_FILE_DAMAGED
            content[place] ^= 1 << bit


@pytest.mark.parametrize("name", folders.KEY_COPIES)
def test_a_half_written_copy_falls_back_on_the_other_and_is_mended(
    folder: Path, keys: Keys, name: str
) -> None:
    content = (folder / name).read_bytes()
    for cut in range(0, len(content), 97):
        (folder / name).write_bytes(content[:cut])
        assert unlock_vault(folder, PASSPHRASE) == keys
        assert (folder / name).read_bytes() == content
    (folder / name).unlink()
    assert unlock_vault(folder, PASSPHRASE) == keys
    assert (folder / name).read_bytes() == content


def test_two_damaged_copies_are_not_called_a_wrong_passphrase(folder: Path, keys: Keys) -> None:
    content = (folder / "key").read_bytes()
    for cut in range(0, len(content), 17):
        (folder / "key").write_bytes(content[:cut])
        (folder / "key.copy").write_bytes(content[: len(content) - 1])
        assert refusal(folder).code is ProblemCode.KEY_FILE_DAMAGED
    assert read_attempts(folder).wait_s(time.time()) == 0, "damage is not counted as a wrong passphrase"


def test_what_a_crash_left_of_a_replacement_is_ignored(folder: Path, keys: Keys) -> None:
    (folder / "key.new").write_bytes(b"GRIDKEY1 half")
    assert unlock_vault(folder, PASSPHRASE) == keys
    change_passphrase(folder, PASSPHRASE, ANOTHER)
    assert unlock_vault(folder, ANOTHER) == keys


def test_a_cheaper_derivation_in_the_header_opens_nothing(folder: Path) -> None:
    create_vault(folder, PASSPHRASE, params=KdfParams(memory_kib=38 * 1024, passes=2, lanes=1))
    forge(folder, msgspec.structs.replace(whole(folder).header, kdf=FLOOR))
    assert refusal(folder).code is ProblemCode.WRONG_PASSPHRASE


@pytest.mark.parametrize(
    "params",
    [KdfParams(8, 1, 1), KdfParams(19 * 1024, 1, 1), KdfParams(19 * 1024, 2, 0), KdfParams(1 << 30, 3, 4)],
)
def test_a_derivation_beyond_the_limits_is_never_tried(folder: Path, keys: Keys, params: KdfParams) -> None:
    forge(folder, msgspec.structs.replace(whole(folder).header, kdf=params))
    assert refusal(folder).code is ProblemCode.KEY_FILE_DAMAGED


@pytest.mark.parametrize("change", [{"generation": 7}, {"salt": bytes(16)}])
def test_no_part_of_the_header_can_be_exchanged(
    folder: Path, keys: Keys, change: dict[str, int | bytes]
) -> None:
    forge(folder, msgspec.structs.replace(whole(folder).header, **change))
    assert refusal(folder).code is ProblemCode.WRONG_PASSPHRASE


def test_a_key_file_of_a_later_version_is_left_to_that_version(folder: Path, keys: Keys) -> None:
    forge(folder, msgspec.structs.replace(whole(folder).header, suite=2))
    before = (folder / "key").read_bytes()
    assert refusal(folder).code is ProblemCode.KEY_FILE_NEWER
    assert (folder / "key").read_bytes() == before


def test_a_new_passphrase_replaces_the_old_one_and_keeps_the_other_slots(folder: Path, keys: Keys) -> None:
    before = whole(folder)
    made = encode(before.header, msgspec.structs.replace(before.slots, recovery=b"sealed", lease=b"signed"))
    (folder / "key").write_bytes(made.content)
    (folder / "key.copy").write_bytes(made.content)
    change_passphrase(folder, PASSPHRASE, ANOTHER)
    assert unlock_vault(folder, ANOTHER) == keys
    assert refusal(folder, PASSPHRASE).code is ProblemCode.WRONG_PASSPHRASE
    assert (whole(folder).slots.recovery, whole(folder).slots.lease) == (b"sealed", b"signed")
    assert whole(folder).header.generation == before.header.generation + 1


@pytest.mark.parametrize("typed", [PASSPHRASE, ANOTHER])
def test_a_change_cut_between_the_copies_opens_with_either_passphrase(
    folder: Path, keys: Keys, typed: str
) -> None:
    old = (folder / "key.copy").read_bytes()
    change_passphrase(folder, PASSPHRASE, ANOTHER)
    (folder / "key.copy").write_bytes(old)
    assert unlock_vault(folder, typed) == keys
    assert (folder / "key").read_bytes() == (folder / "key.copy").read_bytes(), "one passphrase from then on"


@pytest.mark.parametrize("name", folders.DISCARDABLE_COPIES)
def test_a_damaged_copy_of_the_discardable_file_is_mended(folder: Path, keys: Keys, name: str) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-1] + b"x")
    assert unlock_vault(folder, PASSPHRASE) == keys
    assert (folder / name).read_bytes() == content


def test_without_the_discardable_file_only_recovery_helps(folder: Path, keys: Keys) -> None:
    for name in folders.DISCARDABLE_COPIES:
        (folder / name).unlink()
    assert refusal(folder).code is ProblemCode.RECOVERY_NEEDED


def test_a_secret_of_the_key_store_is_an_ingredient(folder: Path) -> None:
    keys = create_vault(folder, PASSPHRASE, params=FLOOR, keystore_secret=b"of this computer")
    assert unlock_vault(folder, PASSPHRASE, keystore_secret=b"of this computer") == keys
    assert refusal(folder).code is ProblemCode.RECOVERY_NEEDED
    with pytest.raises(ProblemError) as caught:
        unlock_vault(folder, PASSPHRASE, keystore_secret=b"of another one")
    assert caught.value.code is ProblemCode.WRONG_PASSPHRASE


def test_each_wrong_passphrase_makes_the_next_wait_longer(folder: Path, keys: Keys) -> None:
    now_s = 1000.0
    waits = []
    for _ in range(6):
        assert refusal(folder, ANOTHER, now_s).code is ProblemCode.WRONG_PASSPHRASE
        waits.append(read_attempts(folder).wait_s(now_s))
        now_s += waits[-1] + 1
    assert waits == [0, 0, 2, 4, 8, 16]
    assert unlock_vault(folder, PASSPHRASE, clock=lambda: now_s) == keys
    assert read_attempts(folder).wait_s(now_s) == 0


def test_before_the_wait_is_over_not_even_the_right_passphrase_is_tried(folder: Path, keys: Keys) -> None:
    for _ in range(3):
        refusal(folder, ANOTHER, 1000.0)
    told = refusal(folder, PASSPHRASE, 1000.5)
    assert (told.code, told.params) == (ProblemCode.TRY_AGAIN_LATER, {"wait_s": 2})
    assert refusal(folder, PASSPHRASE, -1e9).params == {"wait_s": 2}, "a clock set back waits no longer"
    assert unlock_vault(folder, PASSPHRASE, clock=lambda: 1003.0) == keys


def fail_often(folder: Path, times: int) -> None:
    for attempt in range(times):
        assert refusal(folder, ANOTHER, attempt * 1e6).code is ProblemCode.WRONG_PASSPHRASE


def test_without_a_recovery_slot_no_number_of_failures_destroys_the_way_in(folder: Path, keys: Keys) -> None:
    fail_often(folder, 13)
    assert read_attempts(folder).wait_s(12e6) == 15 * 60
    assert unlock_vault(folder, PASSPHRASE, clock=lambda: 20e6) == keys


def test_with_a_recovery_slot_ten_failures_leave_it_to_the_officers(folder: Path, keys: Keys) -> None:
    before = whole(folder)
    made = encode(before.header, msgspec.structs.replace(before.slots, recovery=b"sealed"))
    (folder / "key").write_bytes(made.content)
    (folder / "key.copy").write_bytes(made.content)
    fail_often(folder, 9)
    assert (folder / "discardable").exists()
    assert refusal(folder, ANOTHER, 50e6).code is ProblemCode.WRONG_PASSPHRASE
    assert not (folder / "discardable").exists()
    assert not (folder / "discardable.copy").exists()
    assert refusal(folder, PASSPHRASE, 60e6).code is ProblemCode.RECOVERY_NEEDED
    assert (folder / folders.DATABASE).exists(), "the work stays for recovery"
    assert whole(folder).slots.recovery == b"sealed"


def test_keys_show_nothing_of_themselves(keys: Keys) -> None:
    shown = f"{keys} {keys!r}"
    assert keys.database.hex() not in shown
    assert repr(keys.database) not in shown


def test_each_purpose_has_a_key_of_its_own(keys: Keys) -> None:
    derived = [keys.derive(purpose) for purpose in KeyPurpose]
    assert derived == [keys.derive(purpose) for purpose in KeyPurpose]
    assert len({keys.database, *derived}) == 5
    assert {len(each) for each in derived} == {32}


def test_the_key_file_holds_neither_key_nor_passphrase(folder: Path, keys: Keys) -> None:
    content = (folder / "key").read_bytes()
    assert keys.database not in content
    assert hashlib.sha256((folder / "discardable").read_bytes()).digest() == whole(folder).header.discardable
    assert PASSPHRASE.encode() not in content


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps others out by the profile's access list")
def test_only_its_user_can_read_the_store(folder: Path, keys: Keys) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    folder.chmod(0o755)
    (folder / "key").chmod(0o644)
    folders.prepare_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    os.chown(theirs, 12345, 12345)
    with pytest.raises(ProblemError) as caught:
        create_vault(theirs, PASSPHRASE, params=FLOOR)
    assert caught.value.code is ProblemCode.FOLDER_NOT_PRIVATE
    assert list(theirs.iterdir()) == []
