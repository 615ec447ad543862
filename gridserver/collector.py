"""The garbage collector of a server process, which makes and drops records by the thousand."""

import gc

_NEW_OBJECTS = 50_000
_YOUNG_RUNS, _OLDER_RUNS = 20, 50


def collect_seldom() -> None:
    """Leave alone what the program itself consists of, and look for cycles less often.

    Records hold no cycles. At Python's own 700 objects a fifth of a long write goes into looking for them.
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _YOUNG_RUNS, _OLDER_RUNS)
