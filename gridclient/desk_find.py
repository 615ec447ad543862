"""What Ctrl+K offers of all that is recorded."""

from collections.abc import Callable, Collection
from functools import partial

from gridclient.actions.finder import Finder
from gridclient.ui.shell.command_palette import Command
from gridclient.ui.words import words

_SYMBOLS = {
    "household": "home",
    "buildings": "building",
    "facilities": "pin",
    "notes": "pencil",
    "patrols": "map",
    "mediation": "scales",
}


async def found_commands(
    finder: Finder, text: str, pages: Collection[str], go: Callable[[str, object], None]
) -> list[Command]:
    """Whatever fits a text and has its page among these; nothing for no text."""
    found = await finder.find(text) if text else []
    return [
        Command(
            " · ".join(each.words),
            partial(go, each.page, each.record),
            words(each.kind),
            _SYMBOLS[each.page],
        )
        for each in found
        if each.page in pages
    ]
