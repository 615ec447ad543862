"""A worker's diary of a day (民情日记): computed from the day's records, with one paragraph added."""

from gridcore.fields import GRID, LAST, P1, P2, date, detail, label, long_text, moment, record, state, text


@record("diary", label("Diary", "Diary"), scope=GRID)
class Diary:
    """An account of one day for the supervisor to read, never to score.

    `visits` and `counts` are what the records said when it was sent (`gridcore.diary`): ids and codes, no
    name and no words. Its id follows from author and day, so that two laptops of one author meet in it.
    """

    day = date(label("Diary", "Day"), P1, required=True)
    author = text(label("Diary", "Written by"), P1, merge=LAST, computed=True, max_length=60)
    visits = detail(label("Diary", "Visits of the day"), P1)
    counts = detail(label("Diary", "Counts of the day"), P1)
    paragraph = long_text(
        label("Diary", "In my own words"),
        P2,
        help=label("Diary", "What people care about, what was done, what came of it"),
    )
    sent_at = moment(label("Diary", "Sent"), P1, merge=LAST, computed=True)
    progress = state(label("Diary", "State"), "diary", P1)
