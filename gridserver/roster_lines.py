"""Words an import for the console: by row number and reason. No value of the file is printed."""

from collections.abc import Iterator, Mapping

from gridcore.field_problems import MENDED
from gridcore.roster.compare import Standing
from gridcore.roster.notes import WORKBOOK_PROBLEMS, Note
from gridcore.roster.plan import RosterPlan
from gridcore.roster.planned_rows import RowPlan
from gridcore.roster.rows import Verdict
from gridcore.sync.verdicts import VerdictCode

_TOLD: Mapping[VerdictCode, str] = {
    VerdictCode.OK: "stored",
    VerdictCode.SAME: "there already",
    VerdictCode.MERGED: "merged",
    VerdictCode.CONFLICT: "in conflict with another edit",
    VerdictCode.DUPLICATE: "perhaps somebody who is there already",
}


def plan_lines(plan: RosterPlan, most: int) -> Iterator[str]:
    """The preview: what the columns become, then rows worth a look, at most so many, then the sums."""
    for sheet in plan.sheets:
        if sheet.problem is not None or sheet.headings is None:
            why = WORKBOOK_PROBLEMS[sheet.problem or "no_headings"].text
            missing = f" ({', '.join(each.value for each in sheet.missing)})" if sheet.missing else ""
            yield f"sheet {sheet.name}: not read. {why}{missing}"
            continue
        headings = sheet.headings
        read = ", ".join(f"{headings.titles[at]} = {column}" for at, column in headings.columns.items())
        yield f"sheet {sheet.name}: headings in row {headings.row + 1}: {read}"
        if headings.forbidden:
            titles = ", ".join(headings.titles[at] for at in headings.forbidden)
            yield f"  not imported by design: {titles}"
        if headings.unknown:
            yield f"  not known, left out: {', '.join(headings.titles[at] for at in headings.unknown)}"
    worth = [each for each in plan.rows if each.notes or each.standing is Standing.DIFFERS]
    worth.sort(key=lambda each: each.verdict is not Verdict.REFUSED)
    for row in worth[:most]:
        yield _row_line(row)
    if len(worth) > most:
        yield f"… and {len(worth) - most} rows more"
    yield "rows: " + ", ".join(f"{count} {verdict}" for verdict, count in plan.verdicts().items())
    yield "records: " + ", ".join(f"{count} rows {each}" for each, count in plan.standings().items())
    created = ", ".join(f"{count} {kind}" for kind, count in plan.created().items())
    yield f"new: {created or 'nothing'}"


def account_lines(verdicts: Mapping[VerdictCode, int]) -> Iterator[str]:
    """What became of the edits of an import."""
    if not verdicts:
        yield "Everything is there already: nothing was changed."
        return
    for code, count in sorted(verdicts.items()):
        yield f"{count} edits {_TOLD.get(code, f'not applied ({code.value}); a supervisor sees them')}"


def _row_line(row: RowPlan) -> str:
    differs = f" differs: {', '.join(row.differing)}." if row.differing else ""
    told = " ".join(dict.fromkeys(map(_note, row.notes)))
    return f"{row.sheet} row {row.number}: {row.verdict}.{differs} {told}".rstrip()


def _note(note: Note) -> str:
    where = f"{note.column}: " if note.column is not None else ""
    sentence = note.sentence.text.format(**note.params)
    return f"{where}mended: {sentence}." if note.code in MENDED else f"{where}{sentence}"
