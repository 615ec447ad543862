"""What records are kept about; one file for each area."""

from collections.abc import Mapping

from gridcore.fields import RecordType, declared_in
from gridcore.records import (
    activities,
    aid,
    care,
    case_file,
    danger,
    decisions,
    diary,
    dispute_reports,
    export,
    extra_visits,
    mediation,
    mediation_directory,
    patrols,
    people,
    places,
    rights,
    visits,
)

RECORD_TYPES: Mapping[str, RecordType] = {
    kind: declared
    for area in (
        *(places, people, care, rights, export, visits, extra_visits, aid, activities, patrols, diary),
        *(danger, dispute_reports, mediation, case_file, mediation_directory, decisions),
    )
    for kind, declared in declared_in(area).items()
}
"""Every declared kind, in the order in which a first sync wants them."""
