"""The lock: everything pinned by hash, for every platform, in a file that names no host."""

import re
import tomllib

from tests.architecture.tree import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINNED = {line.partition("==")[0] for line in LOCK.splitlines() if "==" in line and not line.startswith(" ")}


def test_the_lock_names_no_host() -> None:
    assert "://" not in LOCK
    assert not re.search(
        r"^\s*-", re.sub(r"^ +--hash=sha256:[0-9a-f]{64}( \\)?$", "", LOCK, flags=re.M), re.M
    )


def test_lock_files_that_name_hosts_are_not_kept() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"uv.lock", "pylock.toml"} <= set(ignored)


def test_every_requirement_is_pinned_with_hashes() -> None:
    requirements = re.split(r"(?m)^(?=[a-z])", LOCK)[1:]
    assert len(requirements) == len(PINNED)
    assert [
        text.split()[0] for text in requirements if "--hash=sha256:" not in text or "==" not in text
    ] == []


def test_what_the_project_asks_for_is_in_the_lock() -> None:
    groups = PROJECT["dependency-groups"]
    asked = [*PROJECT["project"]["dependencies"], *groups["build"], *groups["test"]]
    names = {re.split(r"[\[<>=! ]", text)[0].lower() for text in asked if isinstance(text, str)}
    assert names - PINNED == set()


def test_qt_is_the_version_that_runs_on_python_3_11_without_addons() -> None:
    assert "pyside6-essentials==6.11.3" in LOCK
    assert not {"pyside6", "pyside6-addons"} & PINNED
