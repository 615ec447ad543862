"""Drafts survive until they are saved or thrown away."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from gridclient.db.drafts import Draft, Opened, all_drafts, discard_draft, drafts_of, load_draft, save_draft
from gridclient.db.keys import Keys
from gridclient.db.threads import Database
from gridcore.ids import RecordId
from tests.client.db.conftest import in_database

HOUSEHOLD = RecordId("h1")
DRAFT = Draft(
    id="d1",
    kind="household",
    record=HOUSEHOLD,
    values={"remark": "门前有狗，\n来前打电话", "members": 4, "tags": ["elderly"], "moved": None},
    opened={"remark": Opened("有狗", 17), "members": Opened(3, 12), "tags": Opened([], 0)},
    updated_at="2026-10-29T08:00:00Z",
)


def test_a_draft_comes_back_as_it_was_typed_with_what_the_form_showed(folder: Path, keys: Keys) -> None:
    async def typed(database: Database) -> None:
        await database.write(lambda connection: save_draft(connection, DRAFT))

    async def loaded(database: Database) -> Draft | None:
        return await database.read(lambda connection: load_draft(connection, "d1"))

    in_database(folder, keys, typed)
    assert in_database(folder, keys, loaded) == DRAFT


def test_later_typing_never_moves_the_base_of_a_draft(folder: Path, keys: Keys) -> None:
    later = replace(
        DRAFT,
        values={"remark": "狗搬走了"},
        opened={"remark": Opened("synced meanwhile", 99)},
        updated_at="2026-10-29T08:01:00Z",
    )

    def story(connection: Connection) -> list[Draft]:
        save_draft(connection, DRAFT)
        save_draft(connection, later)
        return all_drafts(connection)

    async def told(database: Database) -> list[Draft]:
        return await database.write(story)

    assert in_database(folder, keys, told) == [replace(later, opened=DRAFT.opened)]


def test_drafts_are_found_by_their_record_newest_first(folder: Path, keys: Keys) -> None:
    new_one = replace(DRAFT, id="d2", record=None, opened={})
    newer = replace(DRAFT, id="d3", updated_at="2026-10-29T09:00:00Z")
    other_kind = replace(DRAFT, id="d4", kind="visit", record=None)

    def story(connection: Connection) -> list[list[str]]:
        for each in (DRAFT, new_one, newer, other_kind):
            save_draft(connection, each)
        discard_draft(connection, "nobody's")
        found = [drafts_of(connection, "household", record) for record in (HOUSEHOLD, None, RecordId("h2"))]
        return [[each.id for each in drafts] for drafts in found]

    async def told(database: Database) -> list[list[str]]:
        return await database.write(story)

    assert in_database(folder, keys, told) == [["d3", "d1"], ["d2"], []]


def test_a_discarded_draft_is_gone(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> Draft | None:
        save_draft(connection, DRAFT)
        discard_draft(connection, DRAFT.id)
        return load_draft(connection, DRAFT.id)

    async def told(database: Database) -> Draft | None:
        return await database.write(story)

    assert in_database(folder, keys, told) is None
