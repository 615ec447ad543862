"""What a grid does for everybody at once: a talk, a leaflet day, a service under the trees."""

from gridcore.codes.activities import ACTIVITY_KIND
from gridcore.fields import GRID, LAST, P1, choice, date, label, number, record, text


@record("grid_activity", label("GridActivity", "Activity of the grid"), scope=GRID)
class GridActivity:
    """One of them, noted in a line. Nobody who came is named, they are only counted."""

    what = text(
        label("GridActivity", "What about, and where"),
        P1,
        required=True,
        max_length=120,
        help=label("GridActivity", "About the matter, not about who came"),
    )
    came = number(label("GridActivity", "How many came"), P1, lowest=0, highest=9_999)
    activity_kind = choice(label("GridActivity", "Kind"), ACTIVITY_KIND, P1, required=True)
    held_on = date(label("GridActivity", "Day"), P1, required=True)
    worker = text(label("GridActivity", "Grid worker"), P1, merge=LAST, computed=True, max_length=60)
