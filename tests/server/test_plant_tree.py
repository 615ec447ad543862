"""A whole tree of divisions is founded from a list, or not at all."""

from pathlib import Path

import pytest

from gridcore.district_tree import Tree
from gridcore.ids import CommunityId
from gridcore.roster.ids import community_id
from gridserver.actions.plant_tree import Planted, district_id, plant_tree, read_tree
from gridserver.cli import DONE, REFUSED
from gridserver.db import accounts, records
from gridserver.db.engine import Database
from gridserver.db.keys import create_keys
from gridserver.db.records import Lock
from gridserver.db.scopes import grids_of
from gridserver.installation import Installation, with_keys
from tests.core.roster.written import xlsx
from tests.server.field import NOW
from tests.server.test_cli import Console, key_file, run

__all__ = ["key_file", "run"]
TOWN = "370503001000"
HEADINGS = ["编码", "名称", "级别", "上级编码"]


def rows(first: int, communities: int, grids: int) -> list[list[str]]:
    """A town with communities, each with grids."""
    found = [["370503000000", "河口区", "区", ""], [TOWN, "河口街道", "街道", "370503000000"]]
    for at in range(first, first + communities):
        code = f"370503001{at:03d}"
        found.append([code, f"第{at}社区", "社区", TOWN])
        found += [[f"{code}1{n:03d}", f"第{n}网格", "网格", code] for n in range(1, grids + 1)]
    return found


def tree_of(listed: list[list[str]]) -> Tree:
    found = read_tree(xlsx(("一览表", [HEADINGS, *listed])))
    assert isinstance(found, Tree)
    return found


@pytest.fixture
def installation(database: Database, tmp_path: Path) -> Installation:
    return with_keys(database, create_keys(tmp_path / "server.keys"), clock=lambda: NOW)


def test_communities_grids_and_what_they_lie_in_are_founded_once(installation: Installation) -> None:
    tree = tree_of(rows(1, 3, 4))
    assert plant_tree(installation, tree, by="console") == Planted(3, 12)
    assert plant_tree(installation, tree, by="console") == Planted(0, 0)
    more = tree_of(rows(1, 4, 5))
    assert plant_tree(installation, more, by="console") == Planted(1, 8)
    community = CommunityId("370503001001")
    wanted = [community_id(community), district_id(TOWN), district_id("370503000000")]
    with installation.database.snapshot() as connection:
        assert len(grids_of(connection, community)) == 5
        found = records.read(connection, installation.sealer, community, wanted, Lock.NONE)
    held = {each.id: each.cells for each in found}
    assert held[wanted[0]]["district"] == wanted[1]
    assert held[wanted[1]]["above"] == wanted[2]
    assert held[wanted[2]]["level"] == "county"


def test_a_community_whose_founding_was_interrupted_is_founded_by_the_next_call(
    installation: Installation,
) -> None:
    community = CommunityId("370503001071")
    with installation.database.write() as connection:
        accounts.create_community(connection, community, "第71社区", by="console", now=NOW)
    assert plant_tree(installation, tree_of(rows(71, 1, 1)), by="console") == Planted(0, 1)
    with installation.database.snapshot() as connection:
        (own,) = records.read(
            connection, installation.sealer, community, [community_id(community)], Lock.NONE
        )
    assert (own.cells["name"], own.cells["district"]) == ("第71社区", district_id(TOWN))


def test_one_orphan_refuses_the_whole_list(run: Console, database: Database, tmp_path: Path) -> None:
    file = tmp_path / "tree.xlsx"
    orphan = ["3705030011011001", "某网格", "网格", "370503001101"]
    file.write_bytes(xlsx(("一览表", [HEADINGS, *rows(51, 2, 1), orphan])))
    status, told = run("import-tree", str(file))
    assert status == REFUSED
    assert "row 8, above: The division that this one lies in is not in the list." in told
    assert "Nothing was written" in told
    with database.snapshot() as connection:
        assert not grids_of(connection, CommunityId("370503001051"))


def test_the_command_checks_first_and_founds_then(run: Console, tmp_path: Path) -> None:
    file = tmp_path / "tree.xlsx"
    file.write_bytes(xlsx(("一览表", [HEADINGS, *rows(61, 2, 2)])))
    status, told = run("import-tree", str(file), "--dry-run")
    assert (status, told) == (DONE, "2 communities with 4 grids.\nNothing was written.\n")
    status, told = run("import-tree", str(file))
    assert (status, told) == (DONE, "2 communities with 4 grids.\nNew: 2 communities, 4 grids.\n")


def test_what_is_no_such_list_is_refused_with_a_reason(run: Console, tmp_path: Path) -> None:
    file = tmp_path / "tree.xlsx"
    file.write_bytes(xlsx(("人员", [["姓名", "住址"], ["张桂英", "3号楼"]])))
    assert run("import-tree", str(file))[0] == REFUSED
    file.write_bytes(b"no workbook")
    assert run("import-tree", str(file))[0] == REFUSED
    status, told = run("import-tree", str(tmp_path / "missing.xlsx"))
    assert status == REFUSED
    assert "cannot be read" in told


def test_a_demonstration_has_made_up_codes_throughout() -> None:
    made_up = [["999901001000", "演示街道", "街道", ""], ["999901001001", "演示社区", "社区", "999901001000"]]
    assert isinstance(tree_of(made_up), Tree)
    mixed = read_tree(xlsx(("一览表", [HEADINGS, *made_up, *rows(1, 1, 1)])))
    assert not isinstance(mixed, Tree)
