"""PostgreSQL refuses to run as root: where we are root, it runs as an account that can do nothing else.

Programs and data may lie in folders that only root can enter, such as a checkout in /root. Then, and only
then, the account is given the one capability to pass them; nobody's permissions are changed.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_ACCOUNT = "nobody"
_PASS = (
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",  # PostgreSQL asks access() for its own programs
)


def unprivileged(command: Sequence[str], folder: Path) -> list[str]:
    """The command as an ordinary account can run it; the command itself where we are not root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return list(command)
    user, group = _account()
    closed = any(_is_closed(path, user) for path in (Path(command[0]), folder))
    if sys.platform == "linux":
        keep = _PASS if closed else ["--inh-caps=-all"]
        become = [_found("setpriv"), f"--reuid={user}", f"--regid={group}", "--clear-groups", *keep]
        return [*become, *command]
    if closed:
        raise PermissionError(f"the account {_ACCOUNT} cannot reach {folder}; use another account")
    return [_found("sudo"), "-u", _ACCOUNT, *command]


def give_away(*paths: Path) -> None:
    """Make what PostgreSQL reads and writes belong to the account that it runs as."""
    if sys.platform != "win32" and os.geteuid() == 0:
        user, group = _account()
        for path in paths:
            os.chown(path, user, group)


def _account() -> tuple[int, int]:
    import pwd

    entry = pwd.getpwnam(_ACCOUNT)
    return entry.pw_uid, entry.pw_gid


def _is_closed(path: Path, user: int) -> bool:
    return any(not _may_enter(parent, user) for parent in _parents(path))


def _parents(path: Path) -> Iterator[Path]:
    yield from path.parents
    if path.is_dir():
        yield path


def _may_enter(folder: Path, user: int) -> bool:
    status = folder.stat()
    return bool(status.st_mode & (0o100 if status.st_uid == user else 0o001))


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise PermissionError(f"PostgreSQL does not run as root and {program} is missing")
    return path
