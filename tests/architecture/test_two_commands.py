"""`dev.py`: from nothing to a running program, once; afterwards at once and without a network."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, syntax


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that locks no package and whose demo tells what it was called with."""
    found = tmp_path_factory.mktemp("made") / "checkout"
    (found / "demo").mkdir(parents=True)
    shutil.copy(ROOT / "dev.py", found)
    (found / "requirements.lock").write_text("", "utf-8")
    (found / "demo" / "__init__.py").touch()
    (found / "demo" / "__main__.py").write_text(
        "import os, sys\nprint('demo', sys.argv[1:], os.getcwd(), sys.prefix)\nsys.exit(7)\n", "utf-8"
    )
    return found


@pytest.fixture(scope="module")
def first_start(bare: Path) -> subprocess.CompletedProcess[str]:
    """What the first start of that checkout said."""
    return start(bare, "demo", "--day")


@pytest.fixture
def checkout(bare: Path, first_start: subprocess.CompletedProcess[str]) -> Path:
    """The same once it is set up."""
    assert first_start.returncode == 7, first_start.stderr
    return bare


def start(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Without uv in the path pip is used, which needs no network to install nothing.
    environment = {**os.environ, "PATH": "", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, str(checkout / "dev.py"), *arguments],
        cwd=checkout.parent,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_first_start_sets_up_and_the_second_does_not(
    checkout: Path, first_start: subprocess.CompletedProcess[str]
) -> None:
    assert "Setting up" in first_start.stdout, first_start.stderr
    second = start(checkout, "demo", "--day")
    assert "Setting up" not in second.stdout
    assert second.stdout.splitlines()[-1] == first_start.stdout.splitlines()[-1]


def test_a_changed_lock_is_installed_again(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("# changed\n", "utf-8")
    assert "Setting up" in start(checkout, "demo").stdout


def test_a_program_gets_its_arguments_and_the_folder_and_returns_its_status(checkout: Path) -> None:
    result = start(checkout, "demo", "--shots", "pictures")
    assert result.returncode == 7
    last = result.stdout.splitlines()[-1]
    assert last == f"demo ['--shots', 'pictures'] {checkout.parent} {checkout / '.venv'}"


def test_what_is_not_a_command_gets_the_list_of_commands(tmp_path: Path) -> None:
    shutil.copy(ROOT / "dev.py", tmp_path)
    result = start(tmp_path, "deom")
    assert result.returncode == 2
    assert all(f"python dev.py {command}" in result.stdout for command in ("demo", "test", "bench"))
    assert not (tmp_path / ".venv").exists()


def test_it_needs_the_standard_library_only() -> None:
    tree = syntax(ROOT / "dev.py")
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {module.partition(".")[0] for module in imported} - sys.stdlib_module_names == set()


def test_an_old_python_reads_it_far_enough_to_say_what_is_missing() -> None:
    ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 8))
