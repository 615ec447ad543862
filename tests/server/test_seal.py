"""Sealed values: unreadable in the database, and of use in their own row alone."""

from pathlib import Path

import pytest

from gridcore.fields import ScopeKind
from gridcore.ids import CommunityId, ScopeId
from gridserver.db.blind import BlindIndex
from gridserver.db.keys import KeyFileError, ServerKeys, create_keys, load_keys
from gridserver.db.seal import Place, Sealer, SealError, is_sealed

PLAIN = b'{"number":"330106199001011234"}'
HOME = CommunityId("330106001")
PLACE = Place("record", HOME, ScopeId("identity/G1"), "r1", 7)


@pytest.fixture
def keys(tmp_path: Path) -> ServerKeys:
    return create_keys(tmp_path / "keys" / "server.keys")


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        *((ScopeId(f"{kind}/x"), True) for kind in (ScopeKind.IDENTITY, ScopeKind.CARE, ScopeKind.CASE)),
        (ScopeId("restricted/x"), True),
        *(
            (ScopeId(scope), False)
            for scope in ("grid/G1", "community", "staff", "user/u1", "identitygrid/G1")
        ),
    ],
)
def test_the_scopes_that_are_sealed(scope: ScopeId, expected: bool) -> None:
    assert is_sealed(scope) is expected


def test_a_sealed_value_opens_in_its_place(keys: ServerKeys) -> None:
    sealer = Sealer(keys.seal)
    blob = sealer.seal(PLAIN, PLACE)
    assert b"330106" not in blob
    assert blob != sealer.seal(PLAIN, PLACE)
    assert sealer.open(blob, PLACE) == PLAIN


@pytest.mark.parametrize(
    "elsewhere",
    [
        PLACE._replace(table="parked"),
        PLACE._replace(community=CommunityId("330106002")),
        PLACE._replace(scope=ScopeId("identity/G2")),
        PLACE._replace(scope=None),
        PLACE._replace(key="r2"),
        PLACE._replace(seq=8),
    ],
)
def test_a_sealed_value_does_not_open_in_another_row(keys: ServerKeys, elsewhere: Place) -> None:
    sealer = Sealer(keys.seal)
    with pytest.raises(SealError):
        sealer.open(sealer.seal(PLAIN, PLACE), elsewhere)


def test_every_changed_byte_of_a_sealed_value_is_noticed(keys: ServerKeys) -> None:
    sealer = Sealer(keys.seal)
    blob = sealer.seal(PLAIN, PLACE)
    for at in range(len(blob)):
        with pytest.raises(SealError):
            sealer.open(blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :], PLACE)
    for length in range(len(blob)):
        with pytest.raises(SealError):
            sealer.open(blob[:length], PLACE)


def test_a_new_key_seals_and_the_old_one_still_opens(keys: ServerKeys) -> None:
    old = Sealer(keys.seal)
    both = Sealer({**keys.seal, 2: bytes(32)})
    assert both.open(old.seal(PLAIN, PLACE), PLACE) == PLAIN
    with pytest.raises(SealError, match="key 2"):
        old.open(both.seal(PLAIN, PLACE), PLACE)


def test_equal_numbers_have_equal_hashes_however_they_are_typed(keys: ServerKeys) -> None:
    blind = BlindIndex(keys.blind)
    typed = ("33010619900101123x", " ３３０１０６１９９００１０１１２３Ｘ ", "330106 19900101 123X")
    assert len({blind.mac(HOME, "resident_identity", "number", each) for each in typed}) == 1


def test_hashes_tell_nothing_across_fields_communities_and_installations(
    keys: ServerKeys, tmp_path: Path
) -> None:
    blind = BlindIndex(keys.blind)
    other = BlindIndex(create_keys(tmp_path / "other.keys").blind)
    found = {
        blind.mac(HOME, "resident_identity", "number", "1"),
        blind.mac(HOME, "resident_identity", "passport", "1"),
        blind.mac(HOME, "party", "number", "1"),
        blind.mac(CommunityId("330106002"), "resident_identity", "number", "1"),
        other.mac(HOME, "resident_identity", "number", "1"),
    }
    assert len(found) == 5


def test_values_hashed_with_the_old_key_are_found_after_a_change_of_keys(keys: ServerKeys) -> None:
    stored = BlindIndex(keys.blind).mac(HOME, "party", "number", "1")
    changed = BlindIndex({**keys.blind, 2: bytes(32)})
    assert stored in changed.macs(HOME, "party", "number", "1")
    assert changed.mac(HOME, "party", "number", "1") != stored


def test_a_key_file_is_read_as_it_was_made(keys: ServerKeys, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "server.keys"
    assert load_keys(path) == keys
    with pytest.raises(FileExistsError):
        create_keys(path)


def test_keys_do_not_show_in_messages(keys: ServerKeys) -> None:
    assert repr(keys) == "ServerKeys()"


def test_a_key_file_that_others_can_read_is_refused(keys: ServerKeys, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "server.keys"
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        load_keys(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no key for 'seal'"),
        ("seal 1 tooshort", "line 1"),
        ("seal one " + "A" * 43 + "=", "line 1"),
        ("open 1 " + "A" * 43 + "=", "line 1"),
        ("seal 0 " + "A" * 43 + "=", "line 1"),
        ("seal 1 AAAA", "line 1"),
        ("钥匙", "not a key file"),
    ],
)
def test_a_damaged_key_file_says_where(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "server.keys"
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match=told):
        load_keys(path)


def test_a_missing_key_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="missing"):
        load_keys(tmp_path / "server.keys")
