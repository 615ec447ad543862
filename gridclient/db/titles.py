"""By what people know a record: an address, a name, a day. Never an id."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES


@dataclass(frozen=True)
class Title:
    """What names a record: the words in the order of their weight, and its day (ISO) if it has one."""

    words: tuple[str, ...] = ()
    day: str | None = None


_HOME = "LEFT JOIN shown_household h ON h.id = "
_TITLES: Mapping[str, str] = {
    "district": "SELECT t.id, t.name, NULL, NULL FROM shown_district t",
    "community": "SELECT t.id, t.name, NULL, NULL FROM shown_community t",
    "grid": "SELECT t.id, t.name, NULL, NULL FROM shown_grid t",
    "building": "SELECT t.id, t.estate, t.name, NULL FROM shown_building t",
    "grid_period": "SELECT t.id, b.name, t.grid, t.until FROM shown_grid_period t"
    " LEFT JOIN shown_building b ON b.id = t.building",
    "grid_change": 'SELECT t.id, coalesce(g.name, t.grid), coalesce(n.name, t.name, t."to"), t."on"'
    " FROM shown_grid_change t LEFT JOIN shown_grid g ON g.code = t.grid"
    ' LEFT JOIN shown_grid n ON n.code = t."to"',
    "room": "SELECT t.id, coalesce(b.estate, '') || coalesce(b.name, ''),"
    " CASE WHEN t.unit > 0 THEN t.unit || '单元' ELSE '' END || coalesce(t.room_number, ''), NULL"
    " FROM shown_room t LEFT JOIN shown_building b ON b.id = t.building",
    "facility": "SELECT t.id, t.name, t.address, NULL FROM shown_facility t",
    "household": "SELECT t.id, t.address, NULL, NULL FROM shown_household t",
    "resident": f"SELECT t.id, t.name, h.address, NULL FROM shown_resident t {_HOME} t.household",
    "membership": "SELECT t.id, r.name, h.address, t.moved_out_on"
    f" FROM shown_membership t {_HOME} t.household"
    " LEFT JOIN shown_resident r ON r.id = t.resident",
    "phone_number": "SELECT t.id, r.name, NULL, NULL FROM shown_phone_number t"
    " LEFT JOIN shown_resident r ON r.id = t.resident",
    "told_apart": "SELECT t.id, coalesce(r.name, h.address), coalesce(o.name, k.address), NULL"
    f" FROM shown_told_apart t {_HOME} t.household LEFT JOIN shown_household k ON k.id = t.other_household"
    " LEFT JOIN shown_resident r ON r.id = t.resident"
    " LEFT JOIN shown_resident o ON o.id = t.other_resident",
    "resident_identity": "SELECT t.id, r.name, NULL, NULL FROM shown_resident_identity t"
    " LEFT JOIN shown_resident r ON r.id = t.resident",
    "care_plan": "SELECT t.id, r.name, h.address, NULL FROM shown_care_plan t"
    f" LEFT JOIN shown_resident r ON r.id = t.resident {_HOME} r.household",
    "consent": "SELECT t.id, r.name, NULL, t.given_on FROM shown_consent t"
    " LEFT JOIN shown_resident r ON r.id = t.resident",
    "aid_pair": "SELECT t.id, r.name, o.name, NULL FROM shown_aid_pair t"
    " LEFT JOIN shown_resident r ON r.id = t.helped LEFT JOIN shown_resident o ON o.id = t.helper",
    "given_file": "SELECT t.id, r.name, NULL, t.given_on FROM shown_given_file t"
    " LEFT JOIN shown_resident r ON r.id = t.resident",
    "list_export": "SELECT t.id, t.asked_by, NULL, substr(t.asked_at, 1, 10) FROM shown_list_export t",
    "rights_request": "SELECT t.id, r.name, NULL, t.asked_on FROM shown_rights_request t"
    " LEFT JOIN shown_resident r ON r.id = t.resident",
    "care_reason": "SELECT t.id, r.name, NULL, NULL FROM shown_care_reason t"
    " LEFT JOIN shown_care_plan p ON p.id = t.plan LEFT JOIN shown_resident r ON r.id = p.resident",
    "care_look": "SELECT t.id, r.name, NULL, substr(t.looked_at, 1, 10) FROM shown_care_look t"
    " LEFT JOIN shown_care_plan p ON p.id = t.plan LEFT JOIN shown_resident r ON r.id = p.resident",
    "case_look": "SELECT t.id, c.title, NULL, substr(t.looked_at, 1, 10) FROM shown_case_look t"
    ' LEFT JOIN shown_mediation_case c ON c.id = t."case"',
    "visit": "SELECT t.id, r.name, h.address, t.visited_on FROM shown_visit t"
    f" LEFT JOIN shown_resident r ON r.id = t.resident {_HOME} t.household",
    "visit_exception": "SELECT t.id, r.name, t.period, NULL FROM shown_visit_exception t"
    " LEFT JOIN shown_care_plan p ON p.id = t.plan LEFT JOIN shown_resident r ON r.id = p.resident",
    "campaign": "SELECT t.id, t.name, NULL, t.starts_on FROM shown_campaign t",
    "stand_in": "SELECT t.id, o.name, g.name, t.starts_on FROM shown_stand_in t"
    " LEFT JOIN shown_grid g ON g.id = t.grid LEFT JOIN shown_grid o ON o.id = t.by_grid",
    "life_change": "SELECT t.id, r.name, NULL, t.happened_on FROM shown_life_change t"
    " LEFT JOIN shown_resident r ON r.id = t.resident",
    "aid_project": "SELECT t.id, t.name, NULL, t.starts_on FROM shown_aid_project t",
    "aid_grant": f"SELECT t.id, p.name, h.address, t.given_on FROM shown_aid_grant t {_HOME} t.household"
    " LEFT JOIN shown_aid_project p ON p.id = t.project",
    "grid_activity": "SELECT t.id, t.what, NULL, t.held_on FROM shown_grid_activity t",
    "patrol_plan": "SELECT t.id, t.content, NULL, NULL FROM shown_patrol_plan t",
    "patrol_point": "SELECT t.id, t.place, p.content, NULL FROM shown_patrol_point t"
    " LEFT JOIN shown_patrol_plan p ON p.id = t.plan",
    "patrol": "SELECT t.id, p.content, NULL, substr(t.started_at, 1, 10) FROM shown_patrol t"
    " LEFT JOIN shown_patrol_plan p ON p.id = t.plan",
    "patrol_check": "SELECT t.id, t.place, p.content, NULL FROM shown_patrol_check t"
    " LEFT JOIN shown_patrol w ON w.id = t.patrol LEFT JOIN shown_patrol_plan p ON p.id = w.plan",
    "extra_visit_change": "SELECT t.id, h.address, NULL, t.moved_to FROM shown_extra_visit_change t"
    f" {_HOME} t.household",
    "diary": "SELECT t.id, t.author, NULL, t.day FROM shown_diary t",
    "quick_note": "SELECT t.id, substr(t.said, 1, 20), NULL, substr(t.noted_at, 1, 10)"
    " FROM shown_quick_note t",
    "mediation_case": "SELECT t.id, t.title, NULL, NULL FROM shown_mediation_case t",
    "party": "SELECT t.id, t.name, c.title, NULL FROM shown_party t"
    ' LEFT JOIN shown_mediation_case c ON c.id = t."case"',
    "mediation_session": "SELECT t.id, c.title, NULL, t.held_on FROM shown_mediation_session t"
    ' LEFT JOIN shown_mediation_case c ON c.id = t."case"',
    "evidence": "SELECT t.id, t.title, c.title, t.dated_on FROM shown_evidence t"
    ' LEFT JOIN shown_mediation_case c ON c.id = t."case"',
    "agreement": "SELECT t.id, c.title, t.paper_number, t.agreed_on FROM shown_agreement t"
    ' LEFT JOIN shown_mediation_case c ON c.id = t."case"',
    **{
        kind: f"SELECT t.id, {named}, c.title, {day} FROM shown_{kind} t LEFT JOIN shown_mediation_case c"
        ' ON c.id = t."case"'
        for kind, named, day in (
            ("power_of_attorney", "t.agent", "t.given_on"),
            ("investigation", "t.asked", "t.held_on"),
            ("case_helper", "t.name", "NULL"),
            ("case_extension", "NULL", "t.asked_on"),
            ("performance_item", "NULL", "t.due"),
            ("return_visit", "NULL", "t.visited_on"),
            ("confirmation", "t.court", "t.applied_on"),
            ("signed_paper", "t.title", "t.signed_on"),
        )
    },
    "danger_report": "SELECT t.id, NULL, NULL, t.seen_on FROM shown_danger_report t",
    "legal_adviser": "SELECT t.id, t.name, t.firm, t.since FROM shown_legal_adviser t",
    "mediation_room": "SELECT t.id, t.name, t.address, NULL FROM shown_mediation_room t",
    "case_member": "SELECT t.id, c.title, NULL, NULL FROM shown_case_member t"
    ' LEFT JOIN shown_mediation_case c ON c.id = t."case"',
}


def titles(connection: Connection, records: Collection[tuple[str, RecordId]]) -> dict[RecordId, Title]:
    """The titles of records, given as kind and id; of what is not here, or has no name, an empty one."""
    by_kind: dict[str, list[RecordId]] = {}
    for kind, record in records:
        by_kind.setdefault(kind, []).append(record)
    found = {record: Title() for _, record in records}
    for kind, ids in by_kind.items():
        if kind in ("conflict", "proposal"):
            found.update(_of_decisions(connection, kind, ids))
        elif kind in _TITLES:
            listed = msgspec.json.encode(sorted(set(ids))).decode()
            rows = connection.exec_driver_sql(
                f"{_TITLES[kind]} WHERE t.id IN (SELECT value FROM json_each(?))", (listed,)
            )
            found.update({RecordId(row[0]): _title(*row[1:]) for row in rows})
    return found


def title(connection: Connection, kind: str, record: RecordId) -> Title:
    """The title of one record."""
    return titles(connection, [(kind, record)])[record]


def _of_decisions(connection: Connection, kind: str, ids: Collection[RecordId]) -> dict[RecordId, Title]:
    """A conflict and a proposal are known by what they are about."""
    listed = msgspec.json.encode(sorted(set(ids))).decode()
    under = "under" if kind == "proposal" else "NULL"
    rows = connection.exec_driver_sql(
        f"SELECT id, subject_kind, subject, {under} FROM shown_{kind}"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (listed,),
    ).all()
    asked = [(about, RecordId(subject)) for _, about, subject, _ in rows]
    asked += [(parent_kind(about), RecordId(parent)) for _, about, _, parent in rows if parent is not None]
    told = titles(connection, [each for each in asked if each[0] not in ("", "conflict", "proposal")])
    return {
        RecordId(each): _first_told(told, subject, parent) or Title() for each, _, subject, parent in rows
    }


def parent_kind(kind: str) -> str:
    """The kind of record that records of a kind hang on; empty where they hang on nothing."""
    declared = RECORD_TYPES.get(kind)
    if declared is None or declared.parent is None:
        return ""
    return declared.fields[declared.parent].link or ""


def _first_told(told: Mapping[RecordId, Title], *records: str | None) -> Title | None:
    """The first of the records that has a name here: who decides about a reason knows only its plan."""
    found = (told.get(RecordId(each)) for each in records if each is not None)
    return next((each for each in found if each is not None and each.words), None)


def _title(first: str | None, second: str | None, day: str | None) -> Title:
    return Title(tuple(each for each in (first, second) if each), day)
