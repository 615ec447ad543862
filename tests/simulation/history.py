"""Histories: what happens in an office, drawn from a seed, played, judged, and shortened if it goes wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext

import msgspec

from gridclient.sync import round as sync_round
from tests.core import sync_whole
from tests.simulation import abroad, copies, journals, photos, restores
from tests.simulation.bugs import Bug
from tests.simulation.laptop import Laptop
from tests.simulation.office import NAMES, Office, new_office
from tests.simulation.photo_server import small_pieces
from tests.simulation.planting import patched

FATES = (
    *("whole", "whole", "whole", "whole", "cut", "cut", "cut", "head", "head"),
    *("answer lost", "request lost", "repeated", "late", "power", "power"),
)
MOST = 28
"""Actions of a history."""


class Action(msgspec.Struct, frozen=True, array_like=True):
    """One thing that happens: its name, at which laptop, and numbers that choose what exactly."""

    do: str
    at: int
    a: int
    b: int
    c: int
    fate: str
    cut: int


class History(msgspec.Struct, frozen=True):
    """A whole history: whose laptops, how many rows a laptop commits at once, and what happens."""

    seed: int
    members: tuple[int, ...]
    rows_a_write: int
    actions: tuple[Action, ...]


def _edit_and_sync(office: Office, laptop: Laptop, act: Action) -> None:
    office.edit(laptop, act.a, act.b, act.c)
    office.sync(laptop, act.fate, act.cut)


def _change_meanwhile(office: Office, laptop: Laptop, act: Action) -> None:
    """A form stands open while somebody else's change of the same record comes in."""
    other = office.clients[(act.at + 1) % len(office.clients)]
    office.open_form(laptop, act.a)
    office.edit(other, act.a, act.b, act.c)
    office.sync(other, "whole", 0)
    office.sync(laptop, act.fate, act.cut)
    office.save_form(-1, act.b, act.c + 1)


def _meet(office: Office, laptop: Laptop, act: Action) -> None:
    """Two change the same place; one of them goes on after an answer that may have come in part."""
    other = office.clients[(act.at + 1) % len(office.clients)]
    record = office.meet(laptop, other, act.a, act.b, act.c)
    office.sync(other, "whole", 0)
    office.sync(laptop, act.fate, act.cut)
    if record is not None:
        office.change(laptop, record, act.b, act.c + 2)


def _merge(office: Office, laptop: Laptop, act: Action) -> None:
    """Somebody says that two are one; where another supervisor is there, that one may agree at once."""
    sync_whole.merge(office, laptop, act.a, act.b)
    users = office.server.users
    others = [
        each for each in office.clients if users.get(each.replica) in ("sue", "sam") and each is not laptop
    ]
    if others and act.c % 2:
        office.sync(laptop, "whole", 0)
        office.sync(others[0], "whole", 0)
        sync_whole.agree(office, others[0], act.a)
        office.sync(others[0], act.fate, act.cut)


def _sync_all(office: Office, laptop: Laptop, act: Action) -> None:
    for each in office.clients:
        office.sync(each, act.fate, act.cut)


Doing = Callable[[Office, Laptop, Action], None]
ACTIONS: Mapping[str, tuple[int, Doing]] = {
    "edit and sync": (6, _edit_and_sync),
    "edit": (6, lambda o, at, x: o.edit(at, x.a, x.b, x.c)),
    "open form": (2, lambda o, at, x: o.open_form(at, x.a)),
    "save form": (3, lambda o, at, x: o.save_form(x.a, x.b, x.c)),
    "change meanwhile": (3, _change_meanwhile),
    "meet": (3, _meet),
    "add record": (4, lambda o, at, x: o.add_record(at, x.a, x.b)),
    "step": (4, lambda o, at, x: o.step(at, x.a, x.b)),
    "remove": (1, lambda o, at, x: o.remove(at, x.a)),
    "restore": (1, lambda o, at, x: o.restore(at, x.a)),
    "move": (2, lambda o, at, x: o.move(at, x.a, x.b)),
    "merge": (2, _merge),
    "split": (1, lambda o, at, x: sync_whole.split(o, at, x.a)),
    "erase": (1, lambda o, at, x: sync_whole.erase(o, at, x.a)),
    "agree": (2, lambda o, at, x: sync_whole.agree(o, at, x.a)),
    "resolve": (4, lambda o, at, x: o.resolve(at, x.a, x.b)),
    "sync": (7, lambda o, at, x: o.sync(at, x.fate, x.cut)),
    "sync all": (1, _sync_all),
    "deliver late": (1, lambda o, at, x: o.deliver_late(x.a)),
    "assign": (2, lambda o, at, x: o.assign(x.a)),
    "turn clock": (1, lambda o, at, x: o.turn_clock(at, x.a)),
    "save in the dark": (2, lambda o, at, x: o.save_in_the_dark(at, x.a, x.b, x.c)),
    "start again": (1, lambda o, at, x: at.reopen()),
    "back up server": (1, lambda o, at, x: restores.back_up(o)),
    "server burns": (1, lambda o, at, x: restores.burn(o, x.a, x.b)),
}


def _attach(office: Office, laptop: Laptop, act: Action) -> None:
    photos.attach(office, laptop, photos.Choice(act.a, act.b, act.c, act.cut, act.fate == "power"))


def _attach_and_carry(office: Office, laptop: Laptop, act: Action) -> None:
    _attach(office, laptop, act)
    photos.carry(office, laptop, act.a, act.cut, power=act.fate == "power")


def _attach_and_move(office: Office, laptop: Laptop, act: Action) -> None:
    """The text is on the server, the photo is not, and somebody moves what it hangs on."""
    _attach(office, laptop, act)
    office.sync(laptop, act.fate, act.cut)
    other = office.clients[(act.at + 1) % len(office.clients)]
    office.sync(other, "whole", 0)
    office.move(other, act.b, act.c | 1)
    office.sync(other, "whole", 0)


_WITH_PHOTOS: Mapping[str, Doing] = {
    "attach": _attach,
    "attach and carry": _attach_and_carry,
    "attach and move": _attach_and_move,
    "carry": lambda o, at, x: photos.carry(o, at, x.a, x.cut, power=x.fate == "power"),
    "look": lambda o, at, x: photos.look(o, at, x.a),
}
"""What else happens in every fourth history, drawn apart: the others stay as they were before."""
_AROUND_PHOTOS = (*_WITH_PHOTOS, "sync")


def _ask_to_leave(office: Office, laptop: Laptop, act: Action) -> None:
    abroad.ask(office, laptop, act.a)


def _agree_to_leave(office: Office, laptop: Laptop, act: Action) -> None:
    abroad.agree(office, laptop, act.a)
    office.sync(laptop, act.fate, act.cut)


_WITH_MOVES: Mapping[str, Doing] = {
    "leave": lambda o, at, x: abroad.leave(o, at, (x.a, x.b, x.c), x.fate, x.cut),
    "ask to leave": _ask_to_leave,
    "agree to leave": _agree_to_leave,
    "write there": lambda o, at, x: abroad.change(o, x.a),
    "put back there": lambda o, at, x: abroad.bring_back(o, x.a),
}
"""What else happens in every eighth history: households go to another community."""
_AROUND_MOVES = (
    *("leave", "leave", "leave", "ask to leave", "agree to leave", "write there", "write there"),
    *("put back there", "back up server", "server burns", "edit", "add record", "sync"),
)


def _with(doing: Callable[[Office, Laptop], None]) -> Doing:
    """Something that befalls a laptop's store: from then on no server burns."""

    def befall(office: Office, laptop: Laptop, act: Action) -> None:
        office.may_part = office.may_part or not office.backups.burnt
        if office.may_part:
            doing(office, laptop)

    return befall


_OF_STORES: Mapping[str, Doing] = {
    "copy laptop": lambda o, at, x: copies.copy(o, at),
    "put folder back": _with(copies.put_back),
    "begin journal": _with(lambda office, laptop: journals.begin(laptop)),
    "damage log": _with(journals.damage_log),
    "lose store": _with(journals.lose_store),
}
"""What befalls laptops in every tenth history, drawn apart as well."""
_COPYING = ("copy laptop", "copy laptop", "put folder back")
_DAMAGING = ("damage log", "lose store")
_BEFORE_A_FIRE = 4
"""Other actions of a history in which a laptop is copied and the server burns."""
DOING: Mapping[str, Doing] = {
    **{name: do for name, (_, do) in ACTIONS.items()},
    **_WITH_PHOTOS,
    **_WITH_MOVES,
    **_OF_STORES,
}
"""Everything that happens, by name."""
_NAMES = [name for name, (weight, _) in ACTIONS.items() for _ in range(weight)]


def drawn(seed: int) -> History:
    """The history of a seed."""
    chance = random.Random(seed)
    members = tuple(sorted(chance.sample(range(len(NAMES)), chance.choice((2, 3, 3, 4)))))
    actions = [_drawn(chance, _NAMES, len(members)) for _ in range(chance.randrange(6, MOST))]
    rows_a_write = chance.choice((1, 4, 200))
    for _ in range(chance.randrange(3, 12) if seed % 4 == 3 else 0):
        actions.insert(chance.randrange(len(actions) + 1), _drawn(chance, _AROUND_PHOTOS, len(members)))
    if seed % 8 == 5:
        members = tuple(sorted({*members, *map(NAMES.index, ("sue", "sam"))}))
        for _ in range(chance.randrange(3, 14)):
            actions.insert(chance.randrange(len(actions) + 1), _drawn(chance, _AROUND_MOVES, len(members)))
    if seed % 10 == 6:
        actions = _with_stores(chance, actions, len(members), is_damaged=seed % 20 == 6)
    if seed % 40 == 36:
        actions = _with_fire(chance, actions, len(members))
    return History(seed, members, rows_a_write, tuple(actions))


def _with_stores(
    chance: random.Random, actions: Sequence[Action], members: int, *, is_damaged: bool
) -> list[Action]:
    """Copies go on beside the others; a journal is there from the beginning."""
    names = _DAMAGING if is_damaged else _COPYING
    kept = [each for each in actions if is_damaged or each.do != "server burns"]
    found = [msgspec.structs.replace(each, at=chance.randrange(members + 1)) for each in kept]
    for _ in range(chance.randrange(1, 3)):
        found.insert(chance.randrange(len(found)), _drawn(chance, names, members))
    begun = [_drawn(chance, ["begin journal"], members) for _ in range(members if is_damaged else 0)]
    return [*(msgspec.structs.replace(each, at=at) for at, each in enumerate(begun)), *found]


def _with_fire(chance: random.Random, actions: Sequence[Action], members: int) -> list[Action]:
    """A folder is copied, both go on, one of them online, and the server burns; then one comes back first."""
    found = [each for each in actions if each.do not in (*_COPYING, "server burns")][:_BEFORE_A_FIRE]
    copied = _drawn(chance, ["copy laptop"], members)
    one, other = chance.sample((copied.at, members), 2)
    told = [("edit and sync", one), ("edit", other), ("server burns", one)]
    told += [("sync", each) for each in chance.sample((one, other), 2)]
    after = [
        msgspec.structs.replace(_drawn(chance, [name], members), at=at)
        for name, at in told
        for _ in range(chance.randrange(1, 4) if "edit" in name else 1)
    ]
    at = chance.randrange(len(found) + 1)
    return [*found[:at], copied, *after, *found[at:]]


def _drawn(chance: random.Random, names: Sequence[str], members: int) -> Action:
    name, at = chance.choice(names), chance.randrange(members)
    a, b, c = (chance.randrange(12 * 35) for _ in range(3))
    return Action(name, at, a, b, c, chance.choice(FATES), chance.randrange(1 << 20))


def play(history: History, office: Office | None = None, bug: Bug | None = None) -> Office:
    """Play a history and judge it: every second one after each transaction of a laptop, all at rest.

    Raises AssertionError or LookupError where something is wrong.
    """
    found = office or new_office(str(history.seed), history.members)
    found.is_watched = history.seed % 2 == 0
    planted = bug(found) if bug is not None else nullcontext()
    with _rows_a_write(history.rows_a_write), small_pieces(), planted:
        for each in history.actions:
            DOING[each.do](found, found.clients[each.at % len(found.clients)], each)
        found.come_to_rest()
        photos.check_rest(found)
    found.check_rest()
    return found


@contextmanager
def _rows_a_write(rows: int) -> Iterator[None]:
    """How many rows a laptop commits at once; a small number makes histories stop between them."""
    with patched(sync_round, "ROWS_A_COMMIT", 2 * rows):
        yield


def shortened(history: History, fails: Callable[[History], bool]) -> History:
    """The history without the actions that it does not need to fail."""
    step = max(1, len(history.actions) // 2)
    while True:
        at, before = 0, len(history.actions)
        while at < len(history.actions):
            actions = (*history.actions[:at], *history.actions[at + step :])
            tried = msgspec.structs.replace(history, actions=actions)
            if fails(tried):
                history = tried
            else:
                at += step
        if step == 1 and len(history.actions) == before:
            return history
        step = max(1, step // 2)


def told(history: History) -> str:
    """A history in words, one line an action."""
    names = [NAMES[place] for place in history.members]
    lines = [f"seed {history.seed}: {', '.join(names)}; {history.rows_a_write} rows a write"]
    for each in history.actions:
        who = names[each.at % len(names)]
        lines.append(f"  {who}: {each.do} {each.a} {each.b} {each.c} ({each.fate}, {each.cut})")
    return "\n".join(lines)


def encoded(history: History) -> bytes:
    """A history as it is kept."""
    return msgspec.json.format(msgspec.json.encode(history), indent=1)


def decoded(kept: bytes) -> History:
    """A history that was kept."""
    return msgspec.json.decode(kept, type=History)
