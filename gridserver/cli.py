"""The server's command line: serve, and what an administrator does before anybody has a laptop."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

import msgspec
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from gridcore.ids import CommunityId, DeviceId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridserver.actions.bridge import BridgeError
from gridserver.actions.found_community import add_grids, found_community, name_committee
from gridserver.bridge_files import bridge_file
from gridserver.cli_backups import Command, add_backups
from gridserver.cli_roster import RosterError, add_roster
from gridserver.cli_tree import TreeError, add_tree
from gridserver.cli_upkeep import add_upkeep
from gridserver.collector import collect_seldom
from gridserver.config import Config, ConfigError, load_config
from gridserver.db import accounts, devices
from gridserver.db.accounts import AccountError, Validity
from gridserver.db.embedded import EmbeddedPostgresError
from gridserver.db.keys import KeyFileError
from gridserver.db.overview import overview, users_and_devices
from gridserver.db.scopes import day_of, grids_of
from gridserver.installation import Installation, open_installation
from gridserver.serving import serve

CONSOLE = "console"
DONE, REFUSED = 0, 1


class UsageError(Exception):
    """A word on the command line that means nothing; the text says which, and what would."""


_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)?(?:\.\.|–|—)(\d{4}-\d\d-\d\d)?|(\d{4}-\d\d-\d\d)")
_ROLES = {each.name.lower().replace("_", "-"): each for each in Role} | {
    each.value.lower(): each for each in Role
}
_REASONS = (
    *(ConfigError, KeyFileError, EmbeddedPostgresError, AccountError),
    *(RosterError, TreeError, UsageError),
)
"""What a command refuses with, in words of its own."""
_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str]) -> int:
    """Run a command; the exit status: 0 done, 1 refused with a reason, 2 wrong usage."""
    told = _parser().parse_args(arguments)
    collect_seldom()
    try:
        config = _config(told)
        if told.command is None:
            serve(config, workers=told.workers)
            return DONE
        installation = open_installation(config)
        try:
            told.command(installation, told)
        finally:
            installation.close()
    except _REASONS as error:
        print(f"gridserver: {error}", file=sys.stderr)
        return REFUSED
    except OperationalError:
        print(
            "gridserver: the database cannot be reached; look at the DSN and at PostgreSQL", file=sys.stderr
        )
        return REFUSED
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m gridserver",
        description="The central server of Gridclient.",
        epilog="Settings come from --config, then from GRIDSERVER_… in the environment, then from options.",
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="a TOML file with settings")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where keys and the own PostgreSQL lie")
    parser.add_argument("--dsn", help="postgresql://… of a PostgreSQL that runs already")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    each = commands.add_parser("serve", help="answer laptops until stopped")
    each.add_argument("--host")
    each.add_argument("--port", type=int)
    each.add_argument("--workers", type=int, default=1, help="processes; two suit two cores")
    each.set_defaults(command=None)
    _add_places(commands)
    add_roster(partial(_add, commands), CONSOLE, print)
    add_tree(partial(_add, commands), CONSOLE, print)
    _add_bridge(commands)
    _add_people(commands)
    add_backups(partial(_add, commands), CONSOLE, print)
    _add(commands, "status", _status, "tell how each community stands")
    add_upkeep(partial(_add, commands), print)
    return parser


def _add_places(commands: _Commands) -> None:
    each = _add(commands, "create-community", _create_community, "found a community")
    each.add_argument("community", metavar="CODE")
    each.add_argument("name", metavar="NAME")
    each.add_argument("--grid", action="append", default=[], metavar="CODE=NAME", help="may come often")
    each.add_argument("--committee", default="", metavar="SHORT-NAME", help="of the mediation committee")

    each = _add(commands, "add-grid", _add_grid, "add a grid to a community")
    each.add_argument("community", metavar="COMMUNITY")
    each.add_argument("grid", metavar="CODE=NAME")

    each = _add(commands, "name-committee", _name_committee, "name the mediation committee of a community")
    each.add_argument("community", metavar="COMMUNITY")
    each.add_argument("committee", metavar="SHORT-NAME", help="as it stands in the numbers of papers")


def _add_bridge(commands: _Commands) -> None:
    each = _add(commands, "bridge", _bridge, "take in files of laptops without a line, and write the answers")
    each.add_argument("files", type=Path, nargs="+", metavar="FILE.gridsync")
    each.add_argument("--answers", type=Path, metavar="FOLDER", help="where answers go; beside the files")


def _add_people(commands: _Commands) -> None:
    each = _add(commands, "create-user", _create_user, "make an account")
    each.add_argument("user", metavar="USER")
    each.add_argument("name", metavar="NAME")
    each.add_argument("community", metavar="HOME-COMMUNITY")

    each = _add(commands, "assign", _assign, "give a user a role at a place")
    each.add_argument("user", metavar="USER")
    each.add_argument(
        "role", metavar="ROLE", help=", ".join(sorted(name for name in _ROLES if len(name) > 2))
    )
    each.add_argument("place", metavar="PLACE", help="a community's code or a grid's code")
    each.add_argument(
        "days", metavar="FROM..TO", nargs="?", help="days, both included; from today if left out"
    )
    each.add_argument("--community", help="where the place lies; the user's home if left out")

    each = _add(commands, "disable", _disable, "stop a user, or one device with --device")
    each.add_argument("user", metavar="USER")
    each.add_argument("--device", metavar="DEVICE", help="revoke this device only")

    each = _add(commands, "enable", _enable, "admit a disabled user again, or one device with --device")
    each.add_argument("user", metavar="USER")
    each.add_argument("--device", metavar="DEVICE", help="admit this suspended device only")

    each = _add(commands, "enrol", _enrol, "print a one-time code for a laptop")
    each.add_argument("user", metavar="USER")


def _add(commands: _Commands, name: str, command: Command, text: str) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=text, description=text)
    made.set_defaults(command=command)
    return made


def _config(told: argparse.Namespace) -> Config:
    config = load_config(told.config, os.environ)
    options = ("data", "dsn", "host", "port")
    given = {name: value for name in options if (value := getattr(told, name, None)) is not None}
    return msgspec.structs.replace(config, **given)


def _create_community(installation: Installation, told: argparse.Namespace) -> None:
    grids = dict(map(_code_and_name, told.grid))
    community = CommunityId(told.community)
    found_community(installation, community, told.name, by=CONSOLE, committee=told.committee)
    add_grids(installation, community, grids, by=CONSOLE)
    print(f"Community {community} is there, with {len(grids)} grids.")
    if not told.committee:
        print("Its mediation committee has no short name yet, so mediators get no numbers for their papers.")
        print(f"To give it one: gridserver name-committee {community} SHORT-NAME")


def _name_committee(installation: Installation, told: argparse.Namespace) -> None:
    try:
        name_committee(installation, CommunityId(told.community), told.committee, by=CONSOLE)
    except ValueError as error:
        raise UsageError(f"{told.committee}: {error}") from error
    print(
        f"The mediation committee of {told.community} is {told.committee}; mediators get its paper numbers."
    )


def _add_grid(installation: Installation, told: argparse.Namespace) -> None:
    code, name = _code_and_name(told.grid)
    add_grids(installation, CommunityId(told.community), {code: name}, by=CONSOLE)
    print(f"Grid {code} is there.")


def _create_user(installation: Installation, told: argparse.Namespace) -> None:
    with installation.database.write() as connection:
        accounts.create_user(
            connection,
            UserId(told.user),
            CommunityId(told.community),
            told.name,
            by=CONSOLE,
            now=installation.clock(),
        )
    print(f"User {told.user} is there; assign a role, then enrol a laptop.")


def _assign(installation: Installation, told: argparse.Namespace) -> None:
    now = installation.clock()
    role = _ROLES.get(told.role.lower())
    if role is None:
        raise UsageError(f"there is no role {told.role}; one of {', '.join(sorted(_ROLES))}")
    days = _days(told.days, day_of(now))
    with installation.database.write() as connection:
        user = accounts.user_of(connection, UserId(told.user))
        if user is None:
            raise AccountError(f"there is no user {told.user}")
        community = CommunityId(told.community or user.community_id)
        places = [community, *grids_of(connection, community)]
        if told.place not in places:
            raise UsageError(f"{told.place} is neither the community {community} nor one of its grids")
        given = Assignment(user.user_id, role, told.place)
        accounts.assign(connection, community, given, days, by=CONSOLE, now=now)
    end = f"to {days.last}" if days.last is not None else "until further notice"
    print(f"User {told.user} is {role.value} at {told.place} from {days.first} {end}.")


def _disable(installation: Installation, told: argparse.Namespace) -> None:
    now = installation.clock()
    with installation.database.write() as connection:
        if told.device is None:
            accounts.disable_user(connection, UserId(told.user), by=CONSOLE, now=now)
        else:
            devices.revoke_device(connection, _device_of(connection, told), by=CONSOLE, now=now)
    print("From now on it may hand in what it has, and is told to give up its copy.")


def _enable(installation: Installation, told: argparse.Namespace) -> None:
    now = installation.clock()
    with installation.database.write() as connection:
        if told.device is None:
            accounts.enable_user(connection, UserId(told.user), by=CONSOLE, now=now)
        else:
            devices.admit_device(connection, _device_of(connection, told), by=CONSOLE, now=now)
    print(f"{f'User {told.user}' if told.device is None else 'The device'} is admitted again.")


def _device_of(connection: Connection, told: argparse.Namespace) -> DeviceId:
    held = devices.device_of(connection, DeviceId(told.device))
    if held is None or held.user_id != told.user:
        raise AccountError(f"user {told.user} has no device {told.device}")
    return held.device_id


def _enrol(installation: Installation, told: argparse.Namespace) -> None:
    with installation.database.write() as connection:
        code = devices.new_code(connection, UserId(told.user), by=CONSOLE, now=installation.clock())
    print(f"{code}\nOnce, within {devices.CODE_LIFETIME.days} days, on the laptop of {told.user}.")


def _status(installation: Installation, told: argparse.Namespace) -> None:
    with installation.database.snapshot() as connection:
        found, (users, laptops) = overview(connection), users_and_devices(connection)
    print(f"{users} active users, {laptops} active laptops, {len(found)} communities")
    for each in found:
        seen = each.last_seen.isoformat(timespec="minutes") if each.last_seen is not None else "never"
        print(
            f"{each.community} {each.name}: {each.records} records, change number {each.seq},"
            f" {each.replicas} laptops, last seen {seen}, {each.parked} edits wait for a supervisor"
        )


def _bridge(installation: Installation, told: argparse.Namespace) -> None:
    refused = []
    for file in told.files:
        try:
            answer, bridged = bridge_file(installation, file, told.answers)
        except BridgeError as error:
            refused.append(f"{file}: {error}")
        except OSError as error:
            refused.append(f"{file}: {error.strerror}")
        else:
            sender = bridged.device
            came = f"{bridged.edits} edits" + (f" and {bridged.files} files" if bridged.files else "")
            print(f"{file}: {came} of {sender.user_name} ({sender.name}) are in.")
            back = f"{bridged.rows} records" + (f" and {bridged.given} files" if bridged.given else "")
            print(f"  The answer, for that laptop alone, is {answer}, with {back}.")
    if refused:
        raise UsageError("\n".join(refused))


def _code_and_name(text: str) -> tuple[str, str]:
    code, equals, name = text.partition("=")
    if not (equals and re.fullmatch(r"[0-9A-Za-z-]{1,16}", code) and name.strip()):
        raise UsageError(f"{text} is not CODE=NAME")
    return code, name.strip()


def _days(text: str | None, today: date) -> Validity:
    if text is None:
        return Validity(today)
    found = _DAYS.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        first, last = found[1] or found[3], found[2]
        days = Validity(
            date.fromisoformat(first) if first else today, date.fromisoformat(last) if last else None
        )
    except ValueError:
        raise UsageError(f"{text} is not FROM..TO, such as 2026-03-01..2026-12-31") from None
    if days.last is not None and days.last < days.first:
        raise UsageError(f"{text} ends before it begins")
    return days
