"""As root, PostgreSQL runs as an account that can do nothing but pass folders that are closed to it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gridserver.db.unprivileged import unprivileged

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="root of Linux alone gives capabilities"
)

ASKS = "import os, sys; print(*(os.access(sys.argv[1], each) for each in (os.F_OK, os.R_OK, os.X_OK)))"
HELD = "print(*(line for line in open('/proc/self/status') if line.startswith(('Uid', 'CapPrm'))), sep='')"
DAC_OVERRIDE = 0x2


def said(folder: Path, program: str, *words: str) -> str:
    """What a Python program of that account prints."""
    command = unprivileged([sys.executable, "-c", program, *words], folder)
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd="/").stdout


def test_programs_below_a_folder_of_root_alone_can_be_asked_for_and_run(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    program = closed / "initdb"
    program.touch(mode=0o755)
    assert said(closed, ASKS, str(program)).split() == ["True"] * 3, "PostgreSQL asks before it starts itself"


def test_that_is_all_that_the_account_may_do(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    held = dict(line.split(":\t") for line in said(closed, HELD).splitlines() if line)
    assert "0" not in held["Uid"].split()
    assert int(held["CapPrm"], 16) == DAC_OVERRIDE
