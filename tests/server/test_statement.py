"""Arrays of texts are written as PostgreSQL reads them."""

import pytest

from gridserver.db import statement
from gridserver.db.engine import Database


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["null", "NULL"],
        ['say "yes"', "back\\slash", "{a,b}", " space "],
        ["张三", "翠苑\n三幢", "a,b"],
    ],
    ids=["none", "empty", "null", "quotes", "words"],
)
def test_texts_come_back_as_they_went(database: Database, texts: list[str]) -> None:
    with database.write() as connection:
        held = statement.row(connection, "SELECT %s::text[]", (statement.texts(texts),))
    assert held == (texts,)
