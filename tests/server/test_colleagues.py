"""Colleagues for a case: mediators are told who else mediates, and a name that nobody has is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gridclient.actions.sync_status import SyncStatus
from gridcore.ids import UserId
from gridserver.app import build_app
from gridserver.db import accounts
from gridserver.db.engine import Database
from gridserver.installation import Installation
from tests.fakes.loopback import serving
from tests.server import test_mediation_apart as apart
from tests.server.test_mediation_apart import HOME, NOW, Office, Story, named_member, shown

installation = apart.installation
tell = apart.tell


@pytest.fixture(scope="module")
def address(installation: Installation) -> Iterator[str]:
    with serving(build_app(installation)) as served:
        yield served


def test_mediators_can_name_each_other_and_a_worker_nobody(
    tell: Callable[[Story], None], database: Database
) -> None:
    async def story(office: Office) -> None:
        ma, li, sun = [await office.seat(user) for user in ("ma", "li", "sun")]
        others = {"liu": "liu", "zhao": "zhao"}
        assert await ma.mediation.colleagues() == others, "and not oneself"
        assert await sun.mediation.colleagues() == {**others, "ma": "ma"}
        assert await li.mediation.colleagues() == {}
        assert await li.knows('"colleagues"') == []
        assert "line" in await ma.knows('"colleagues"')
        ma.line.heard.clear()
        await ma.sync()
        assert await ma.knows('"colleagues"') == [], "nobody came and nobody went"
        with database.write() as connection:
            accounts.disable_user(connection, UserId("zhao"), by="console", now=NOW)
        await ma.sync()
        assert await ma.mediation.colleagues() == {"liu": "liu"}

    tell(story)


def test_a_case_that_is_shared_with_a_name_that_nobody_has_says_so(tell: Callable[[Story], None]) -> None:
    async def story(office: Office) -> None:
        ma, liu = [await office.seat(user) for user in ("ma", "liu")]
        case = await apart.until_written(ma)
        await ma.sync()
        await named_member(ma, case, "lliu")
        await ma.sync()
        (refused,) = (await SyncStatus(ma.database, HOME).overview()).refused
        assert (refused.kind, refused.reason) == ("case_member", "unknown_colleague")
        assert (await shown(ma, case)).records.of("case_member") == []
        await named_member(ma, case, "liu")
        await ma.sync()
        await liu.sync()
        assert [each.records.case.record for each in await liu.mediation.cases()] == [case]

    tell(story)
