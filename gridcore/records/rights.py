"""Rights of the people who are recorded: their file, and to whom it was given."""

from gridcore.codes.rights import FILE_FORM, FILE_PURPOSE
from gridcore.fields import GRID, P1, P2, choice, date, label, link, record, text


@record("given_file", label("GivenFile", "File given out"), scope=GRID, parent="resident")
class GivenFile:
    """All that is held about a person was written out: why, for whom, when and by whom; never changed."""

    resident = link(label("GivenFile", "Resident"), "resident", P1, required=True)
    purpose = choice(label("GivenFile", "Purpose"), FILE_PURPOSE, P1, required=True)
    recipient = text(label("GivenFile", "Given to"), P2, required=True, max_length=60)
    form = choice(label("GivenFile", "Form"), FILE_FORM, P1, required=True)
    given_on = date(label("GivenFile", "Given on"), P1, required=True)
    given_by = text(label("GivenFile", "Given by"), P1, computed=True, max_length=60)
