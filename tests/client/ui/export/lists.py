"""Exports over a real store: who exports, and what is in the file that was written."""

from __future__ import annotations

import io
from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlalchemy import Connection

from gridclient.actions.export import Choice, ListExports, Lists
from gridclient.actions.export_file import FileWords
from gridclient.actions.households import Households
from gridclient.actions.key_people import KeyPeople
from gridclient.actions.passphrase_again import PassphraseAgain
from gridclient.actions.visit_ledger import VisitLedger
from gridclient.db.pending import answer, unanswered
from gridclient.ports import Ports
from gridcore.export.ledgers import LEDGERS
from gridcore.fields import Value
from gridcore.roles import Role
from gridcore.sync.verdicts import Verdict, VerdictCode
from tests.client.ui.visits.store import COMMUNITY, SUPERVISOR, SUPERVISOR_ROLES, WORKER, WORKER_ROLES, Store

HOSTILE = '=HYPERLINK("http://evil.example","点我")'
Record = tuple[str, str, dict[str, Value]]


def exports(store: Store, *, name: str = SUPERVISOR, ports: Ports | None = None) -> ListExports:
    """What a supervisor, or the worker of the store, may export."""
    roles: frozenset[Role] = WORKER_ROLES if name == WORKER else SUPERVISOR_ROLES
    return ListExports(
        store.database,
        COMMUNITY,
        ports or store.ports,
        name=name,
        roles=roles,
        again=PassphraseAgain(store.database._folder, ports or store.ports),
        lists=Lists(
            Households(store.database),
            KeyPeople(store.database, store.work),
            VisitLedger(store.database, worker=name, roles=roles),
        ),
    )


def choice(ledger: str, *, is_masked: bool = True) -> Choice:
    """Every column, for a meeting."""
    return Choice(tuple(each.key for each in LEDGERS[ledger]), is_masked, "meeting", "周一例会")


def file_words(headings: list[str], watermark: str = "编号 1") -> FileWords:
    """Words of a file in Chinese."""
    return FileWords("zh", "台账", headings, watermark)


def people(count: int, *, first: int = 100, birth_date: str | None = None) -> list[Record]:
    """People in care, each at home alone."""
    found: list[Record] = []
    for number in range(first, first + count):
        home: dict[str, Value] = {"room": f"m{number}", "address": f"春晓苑{number}号楼1单元0101"}
        who: dict[str, Value] = {"household": f"h{number}", "name": f"王{number}", "phone": "13800138000"}
        if birth_date is not None:
            who["birth_date"] = birth_date
        plan: dict[str, Value] = {
            "resident": f"p{number}",
            "frequency": "monthly",
            "level": "close",
            "needs": ["chat"],
            "starts_on": "2026-01-20",
        }
        found += [
            ("household", f"h{number}", home),
            ("resident", f"p{number}", who),
            ("care_plan", f"c{number}", plan),
        ]
    return found


def sheet_of(path: Path) -> list[list[str]]:
    """The cells of the written file as texts."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    sheet = book.get_sheet_by_index(0)
    return [[str(each) for each in row] for row in sheet.to_python(skip_empty_area=False)]


def left_in(folder: Path) -> set[str]:
    """The names of all that lies in a folder."""
    return {each.name for each in folder.iterdir()}


async def taken_in(store: Store, seq: int) -> None:
    """The server takes in what waits, under this number, and the laptop keeps what it sent."""

    def write(connection: Connection) -> None:
        waiting = unanswered(connection, COMMUNITY, -1)
        verdicts = [Verdict(each.n, VerdictCode.OK, seq) for each in waiting]
        answer(connection, COMMUNITY, verdicts, store.ports.moment())
        connection.exec_driver_sql("DELETE FROM pending_edit")

    await store.database.write(write)


async def at_a_colleagues(store: Store) -> None:
    """From now on the store is that of another laptop: it has what came down, and sent nothing of it."""
    await store.database.write(lambda connection: connection.exec_driver_sql("DELETE FROM sent"))
