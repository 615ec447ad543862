"""What lets Citus distribute the server's tables, checked over their declarations from the first one on."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from gridserver.db.tables import DISTRIBUTED, LOCAL, REFERENCE, metadata
from tests.architecture.tree import ROOT

MAY_POINT_AT = {
    "distributed": {"distributed", "reference"},
    "reference": {"reference"},
    "local": {"local", "reference"},
}


def breaches(declared: sa.MetaData) -> Iterator[str]:
    """Every breach of the rules, as a sentence that names the table."""
    for table in declared.sorted_tables:
        home = table.info.get("citus")
        if home not in MAY_POINT_AT:
            yield f"{table.name} does not say where it lives"
            continue
        if home == "distributed":
            yield from _breaches_of_distributed(table)
        for key in table.foreign_key_constraints:
            yield from _breaches_of_foreign_key(table, key)
        for column in table.columns:
            if column.identity is not None or isinstance(column.default, sa.Sequence):
                yield f"{table.name}.{column.name} counts by itself"
        if table.autoincrement_column is not None:
            yield f"{table.name}.{table.autoincrement_column.name} counts by itself"


def _breaches_of_distributed(table: sa.Table) -> Iterator[str]:
    names = [column.name for column in table.primary_key.columns]
    if names[:1] != ["community_id"] or table.columns.keys()[:1] != ["community_id"]:
        yield f"{table.name}: community_id does not come first in the primary key"
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint) and "community_id" not in constraint.columns:
            yield f"{table.name} has a unique constraint across communities"
    for index in table.indexes:
        if list(index.columns.keys())[:1] != ["community_id"]:
            yield f"{table.name}: community_id does not come first in the index {index.name}"


def _breaches_of_foreign_key(table: sa.Table, key: sa.ForeignKeyConstraint) -> Iterator[str]:
    target = key.referred_table
    home, there = table.info["citus"], target.info.get("citus")
    if there not in MAY_POINT_AT[home]:
        yield f"{table.name}, which is {home}, points at {target.name}, which is {there}"
    elif (home, there) == ("distributed", "distributed"):
        pairs = [(element.parent.name, element.column.name) for element in key.elements]
        if ("community_id", "community_id") not in pairs:
            yield f"{table.name} points at {target.name} across communities"


def test_every_table_keeps_the_rules_of_citus() -> None:
    assert list(breaches(metadata)) == []


def _key() -> sa.Column[str]:
    return sa.Column("community_id", sa.Text, primary_key=True)


def _homeless(planted: sa.MetaData) -> None:
    sa.Table("t", planted, _key())


def _late_key(planted: sa.MetaData) -> None:
    sa.Table("t", planted, sa.Column("id", sa.Text, primary_key=True), _key(), info=DISTRIBUTED)


def _global_unique(planted: sa.MetaData) -> None:
    sa.Table("t", planted, _key(), sa.Column("number", sa.Text, unique=True), info=DISTRIBUTED)


def _global_index(planted: sa.MetaData) -> None:
    sa.Table("t", planted, _key(), sa.Column("number", sa.Text, index=True), info=DISTRIBUTED)


def _points_at_local(planted: sa.MetaData) -> None:
    sa.Table("person", planted, sa.Column("id", sa.Text, primary_key=True), info=LOCAL)
    sa.Table("t", planted, _key(), sa.Column("person", sa.ForeignKey("person.id")), info=DISTRIBUTED)


def _reference_points_at_distributed(planted: sa.MetaData) -> None:
    sa.Table("d", planted, _key(), info=DISTRIBUTED)
    sa.Table("t", planted, sa.Column("d", sa.ForeignKey("d.community_id"), primary_key=True), info=REFERENCE)


def _points_across_communities(planted: sa.MetaData) -> None:
    sa.Table("d", planted, _key(), sa.Column("id", sa.Text), info=DISTRIBUTED)
    sa.Table("t", planted, _key(), sa.Column("d", sa.ForeignKey("d.id")), info=DISTRIBUTED)


def _counts_by_itself(planted: sa.MetaData) -> None:
    sa.Table("t", planted, sa.Column("id", sa.BigInteger, primary_key=True), info=LOCAL)


def _has_an_identity(planted: sa.MetaData) -> None:
    sa.Table("t", planted, _key(), sa.Column("n", sa.BigInteger, sa.Identity()), info=DISTRIBUTED)


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (_homeless, "t does not say where it lives"),
        (_late_key, "t: community_id does not come first in the primary key"),
        (_global_unique, "t has a unique constraint across communities"),
        (_global_index, "t: community_id does not come first in the index ix_t_number"),
        (_points_at_local, "t, which is distributed, points at person, which is local"),
        (_reference_points_at_distributed, "t, which is reference, points at d, which is distributed"),
        (_points_across_communities, "t points at d across communities"),
        (_counts_by_itself, "t.id counts by itself"),
        (_has_an_identity, "t.n counts by itself"),
    ],
)
def test_a_planted_breach_is_found(plant: Callable[[sa.MetaData], None], found: str) -> None:
    planted = sa.MetaData()
    plant(planted)
    assert list(breaches(planted)) == [found]


def test_no_migration_makes_a_trigger_or_a_sequence() -> None:
    forbidden = ("CREATE TRIGGER", "SERIAL", "CREATE SEQUENCE", "CREATE UNIQUE INDEX")
    versions = sorted((ROOT / "gridserver/db/migrations/versions").glob("*.py"))
    texts = {path.name: path.read_text("utf-8").upper() for path in versions}
    assert texts
    assert [(name, word) for name, text in texts.items() for word in forbidden if word in text] == []
