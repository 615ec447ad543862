"""The reporter of a process that has one window after the other."""

import sys

from gridclient.ui.async_slot import Reporter
from gridcore.problems import ProblemError


class LateReporter:
    """Hands failures to the window that is in sight (`gridclient.ui.async_slot.Reporter`)."""

    def __init__(self) -> None:
        self.window: Reporter | None = None

    def report_problem(self, problem: ProblemError) -> None:
        """Show it, or end with its code where there is no window."""
        if self.window is None:
            sys.stderr.write(f"gridclient: {problem.code}\n")
        else:
            self.window.report_problem(problem)

    def report_crash(self, error: BaseException) -> None:
        """Show the report; without a window the kind of the error is all that may be told."""
        if self.window is None:
            sys.stderr.write(f"gridclient: {type(error).__name__}\n")
        else:
            self.window.report_crash(error)
