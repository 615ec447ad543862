"""A mediator's real encrypted store with the community's record and a block of paper numbers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

from sqlalchemy import Connection

from gridclient.actions.agreement_paper import AgreementPaper
from gridclient.actions.attachments import Attachments
from gridclient.actions.case_papers import CasePapers
from gridclient.actions.mediation import AGREEMENT, CASE, Mediation
from gridclient.actions.party_copies import PartyCopies
from gridclient.actions.records import Form, Records, Saved
from gridclient.db.blob_files import BlobFolder
from gridclient.db.confirmed import write_confirmed
from gridclient.db.paper_numbers import keep_blocks
from gridclient.db.replicas import Replica, add_replica
from gridclient.db.shown import refresh
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridclient.ui.mediation.mediation_page import MediationPage
from gridcore.fields import Value
from gridcore.ids import CommunityId, DeviceId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.roles import Role
from gridcore.sync.stored import Confirmed
from gridcore.wire.messages import PaperBlock
from tests.fakes.new_store import new_store

COMMUNITY = CommunityId("370481001001")
MEDIATOR = "马建军"
NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)

APPLICATION: Mapping[str, Value] = {
    "title": "12号楼卫生间漏水纠纷",
    "dispute_type": "02",
    "source": "01",
    "facts": "李建国家中卫生间管道老化漏水，渗漏至楼下张桂英家中，造成吊顶及部分家具受损。",
    "requests": "赔偿维修费用3,200元。",
}
APPLICANT: Mapping[str, Value] = {
    "name": "张桂英",
    "sex": "2",
    "identity_tail": "002X",
    "address": "春晓苑12号楼3单元0503室",
    "phone": "10012345678",
}
RESPONDENT: Mapping[str, Value] = {
    "name": "李建国",
    "sex": "1",
    "identity_tail": "0011",
    "address": "春晓苑12号楼3单元0603室",
    "phone": "10087654321",
}
AGREED: Mapping[str, Value] = {
    "facts": APPLICATION["facts"],
    "agreed": "李建国于本协议签订之日起五日内更换卫生间漏水管道，费用自理；\n"
    "李建国一次性赔偿张桂英维修费用人民币2,600元；\n张桂英不再就此事向李建国主张其他权利。",
    "performance": "以银行转账方式一次性支付",
    "performance_due": "2026-11-30",
    "amount": 2_600,
}


@dataclass
class Desk:
    """What a mediator does, in the words of the actions."""

    database: Database
    records: Records
    mediation: Mediation
    papers: AgreementPaper
    case_papers: CasePapers
    attachments: Attachments
    ports: Ports

    def page(self) -> MediationPage:
        """The page over this store."""
        return MediationPage(
            *(self.mediation, self.papers, self.case_papers, lambda: TODAY),
            files=self.attachments,
            registry=PartyCopies(self.database),
        )

    async def found(self, **changes: Value) -> RecordId:
        """Begin a case."""
        return await self.save(await self.mediation.new_case(), {**APPLICATION, **changes})

    async def name_parties(self, case: RecordId) -> None:
        """Name both sides."""
        await self.save(await self.mediation.new_part(case, "party", {"role": "applicant"}), APPLICANT)
        await self.save(await self.mediation.new_part(case, "party", {"role": "respondent"}), RESPONDENT)

    async def hold_session(self, case: RecordId) -> None:
        """Record a session."""
        held: dict[str, Value] = {"place": "社区调解室", "rights_told": True, "result": "双方同意赔偿。"}
        await self.save(await self.mediation.new_part(case, "mediation_session"), held)

    async def write_agreement(self, case: RecordId, **changes: Value) -> RecordId:
        """Write the agreement down."""
        form = await self.mediation.agreement_form(case)
        assert form is not None
        return await self.save(form, {**AGREED, **changes})

    async def step(self, case: RecordId, *states: str, kind: str = CASE, reason: str = "") -> None:
        """Take steps."""
        for to in states:
            done = await self.mediation.take_step(case, kind, to, reason)
            assert isinstance(done, Saved), done

    async def until_submitted(self, **changes: Value) -> RecordId:
        """A case whose agreement waits for the supervisor."""
        case = await self.found(**changes)
        await self.name_parties(case)
        await self.step(case, "registered", "in_mediation")
        await self.hold_session(case)
        await self.write_agreement(case)
        await self.step(case, "submitted", kind=AGREEMENT)
        return case

    async def server_says(self, case: RecordId, **cells: Value) -> None:
        """What a sync would bring: the agreement's cells as the server has them now."""
        found = await self.mediation.case(case)
        assert found is not None
        assert found.records.agreement is not None
        agreement = found.records.agreement
        shown = {name: value for name, value in agreement.values.items() if value is not None} | cells
        told = Confirmed(agreement.record, AGREEMENT, agreement.scope, shown, {}, 50)

        def write(connection: Connection) -> None:
            write_confirmed(connection, [told])
            connection.exec_driver_sql("DELETE FROM pending_edit WHERE record = ?", (told.id,))
            refresh(connection, [told.id])

        await self.database.write(write)

    async def received(self, kind: str, scope: str, cells: dict[str, Value]) -> None:
        """A record that a sync brought."""
        told = Confirmed(RecordId(f"{kind}-1"), kind, ScopeId(scope), cells, {}, 60)

        def write(connection: Connection) -> None:
            write_confirmed(connection, [told])
            refresh(connection, [told.id])

        await self.database.write(write)

    async def save(self, form: Form, values: Mapping[str, Value]) -> RecordId:
        """Save a form; it must be in order."""
        done = await self.mediation.save(form, values)
        assert isinstance(done, Saved), done
        return done.record


@asynccontextmanager
async def at_desk(folder: Path, *roles: Role, numbers: int = 20) -> AsyncIterator[Desk]:
    """Open a new store for a mediator, or for who has other roles."""
    database = await new_store(folder)
    drawn = count(1)
    ports = Ports(lambda: NOW, lambda size: sha256(str(next(drawn)).encode()).digest()[:size])
    community = Confirmed(
        RecordId(COMMUNITY),
        "community",
        ScopeId("community"),
        {"code": COMMUNITY, "name": "北辛街道春晓社区", "committee": "北辛"},
        {},
        1,
    )
    replica = Replica(ReplicaId("r1"), "", DeviceId("d1"), UserId("ma"), b"")
    block = PaperBlock("北辛", 2026, 41, 60, 61 - numbers)
    await database.write(lambda c: add_replica(c, replica, ports.moment()))
    await database.write(lambda c: write_confirmed(c, [community]))
    await database.write(lambda c: refresh(c, [community.id]))
    await database.write(lambda c: keep_blocks(c, COMMUNITY, [block]))
    records = Records(database, COMMUNITY, ports)
    mediation = Mediation(
        database, records, ports, COMMUNITY, mediator=MEDIATOR, roles=frozenset(roles or {Role.MEDIATOR})
    )
    files = Attachments(database, BlobFolder(folder), ports)
    try:
        yield Desk(
            database,
            records,
            mediation,
            AgreementPaper(database, ports, COMMUNITY),
            CasePapers(database, ports, files),
            files,
            ports,
        )
    finally:
        await database.close()
