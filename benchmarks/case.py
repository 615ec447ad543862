"""Opening a large mediation case in the client's own window.

`python -m benchmarks.case [--runs N] [--json FILE]`. A case of 20 sessions, 6 parties and 60 attachments,
among 40 small ones, from asking for it until its page is painted. The floor reads the records of the case as
plain rows and paints as many labels and buttons as the page has.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.apart import apart, told
from benchmarks.command import Options, run
from benchmarks.figures import Figure, p95
from benchmarks.laptops import COMMUNITY, fill_with
from demo.community import NewRecord
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId, derived_id
from gridcore.roles import Role

_SESSIONS, _PARTIES, _EVIDENCE, _FILES_EACH = 20, 6, 20, 3
_OTHERS = 40
_SAID = "甲说楼上漏水，乙说愿意修理，双方同意请物业一起看现场。" * 40
_TITLE = "a case of 20 sessions, 6 parties and 60 attachments opens"


def measure(options: Options) -> list[Figure]:
    """By the clock and by the CPU of the whole process, each beside its floor."""
    found: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        cases = apart(_store, folder)
        for _ in range(options.runs):
            for what, value in told("benchmarks.case_window", str(folder), *cases):
                found[what].append(1_000 * float(value))
    return [
        Figure(f"{_TITLE}, wall, median", median(found["wall"]), "ms", median(found["floor_wall"])),
        Figure(f"{_TITLE}, wall, p95", p95(found["wall"]), "ms", p95(found["floor_wall"])),
        Figure(f"{_TITLE}, CPU, median", median(found["cpu"]), "ms", median(found["floor_cpu"])),
    ]


def large_case() -> list[NewRecord]:
    """The case that is opened, and all that hangs on it."""
    return [*_case(0, _SESSIONS, _PARTIES, _EVIDENCE)]


def _store(folder: Path) -> tuple[RecordId, RecordId]:
    """A mediator's laptop; the ids of its large case and of a small one."""
    records = large_case()
    for number in range(1, _OTHERS + 1):
        records += _case(number, 2, 2, 1)
    community = {"code": COMMUNITY, "name": "春晓社区", "committee": "春晓"}
    records.append(NewRecord("community", RecordId(COMMUNITY), ScopeId("community"), {**community}))
    fill_with(folder, records, Role.MEDIATOR)
    return records[0].id, derived_id("mediation_case", "1")


def _case(number: int, sessions: int, parties: int, evidence: int) -> Iterator[NewRecord]:
    case = derived_id("mediation_case", str(number))
    scope = ScopeId(f"case/{case}")

    def part(of: str, at: int, /, **cells: Value) -> NewRecord:
        return NewRecord(of, derived_id(of, f"{number}/{at}"), scope, {"case": case, **cells})

    about: dict[str, Value] = {
        "title": f"{number + 1}号楼漏水纠纷",
        "dispute_type": "02",
        "source": "01",
        "applied_on": "2026-02-01",
        "accepted_on": "2026-02-02",
        "facts": _SAID,
        "requests": "赔偿3200元。",
        "progress": "in_mediation",
    }
    yield NewRecord("mediation_case", case, scope, about)
    for at in range(parties):
        side = "applicant" if at % 2 == 0 else "respondent"
        yield part("party", at, name=f"张某{at}", role=side, phone="10000000001", address="春晓苑12号楼")
    for at in range(sessions):
        day = f"2026-02-{at + 3:02d}"
        yield part("mediation_session", at, held_on=day, place="调解室", statements=_SAID, rights_told=True)
    for at in range(evidence):
        files: list[Value] = [f"{'abc'[each] * 64} 90000 jpeg 照片{at}.jpg" for each in range(_FILES_EACH)]
        yield part("evidence", at, title=f"照片{at}", kind="photo", dated_on="2026-02-03", files=files)


if __name__ == "__main__":
    run(__doc__, measure)
