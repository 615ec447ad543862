"""What a proof by many kills found, in a file that a person can keep: a line a kill, then the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.conftest import ROOT
from tests.proofs.typist import Line

FOLDER = ROOT / "build" / "proofs"
SAVING, ATTACHING = "while saving", "while attaching"


def moment(lines: Sequence[Line]) -> str:
    """What the program was at when it was killed, by the last that it said in that life."""
    said = [each for each in lines if each.what != "beat"]
    if not said:
        return "while opening"
    match said[-1].what:
        case "key":
            return f"while typing a {said[-1].kind}"
        case "attaching":
            return ATTACHING
        case "attached":
            return "after attaching"
        case "saving":
            return SAVING
        case _:
            return "after saving"


class KillLog:
    """A file that grows with each kill, so that a run that is stopped leaves what it saw."""

    def __init__(self, name: str) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.path: Path = FOLDER / f"{name}.txt"
        self.moments, self._broken = Counter[str](), 0
        self._write("w", f"{name}, begun {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")

    def killed(self, life: int, lines: Sequence[Line], broken: Sequence[str]) -> None:
        """Note a kill, and what it broke."""
        at = moment(lines)
        self.moments[at] += 1
        self._broken += len(broken)
        keys, saved = (sum(each.what == what for each in lines) for what in ("key", "saved"))
        found = "; ".join(broken) or "nothing lost"
        beats = lines[-1].beat if lines else 0
        self._write("a", f"{life + 1}: {at}, {beats} beats, {keys} keys, {saved} saved: {found}")

    def close(self) -> None:
        """Write the sums."""
        sums = "\n".join(f"{count:6,} {at}" for at, count in sorted(self.moments.items()))
        end = f"ended {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        self._write("a", f"\n{self.moments.total():6,} kills, {self._broken} promises broken, {end}\n{sums}")

    def _write(self, mode: str, text: str) -> None:
        with self.path.open(mode, encoding="utf-8") as file:
            file.write(text + "\n")
