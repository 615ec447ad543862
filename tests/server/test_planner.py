"""PostgreSQL finds a few records of a community without reading all of them, from the first load on."""

from gridcore.ids import GroupId, ScopeId, derived_id
from gridcore.sync.edits import Create
from gridserver.actions.write_as_server import write_as_server
from gridserver.db import statement
from gridserver.installation import Installation
from tests.server.field import C

GRID = ScopeId(f"grid/{C}001")


def test_records_are_found_by_their_key_right_after_the_first_load(field: Installation) -> None:
    made = [
        Create(
            0, GroupId(f"g{n}"), derived_id("building", str(n)), "building", {"name": f"{n}幢"}, scope=GRID
        )
        for n in range(600)
    ]
    write_as_server(field, C, made, by="console")
    with field.database.write() as connection:
        statement.run(connection, "SET LOCAL plan_cache_mode = force_generic_plan", ())
        statement.run(
            connection,
            "PREPARE look(text, text[]) AS SELECT * FROM record WHERE community_id = $1 AND id = ANY($2)",
            (),
        )
        plan = statement.rows(connection, "EXPLAIN EXECUTE look('x', '{a,b}')", ())
    assert any("pk_record" in line for (line,) in plan)
