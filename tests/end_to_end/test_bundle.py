"""The bundle that `installers/linux/build.py` makes."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="the bundle is for Linux")
@pytest.mark.timeout(900)
def test_the_bundle_runs_without_python_and_makes_a_store(tmp_path: Path) -> None:
    builder = [
        sys.executable,
        str(ROOT / "installers" / "linux" / "build.py"),
        "--out",
        str(tmp_path / "out"),
    ]
    subprocess.run(builder, check=True, capture_output=True, timeout=840)
    program = tmp_path / "out" / "gridclient" / "gridclient"
    bare = {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}

    ran = subprocess.run(
        [program, "--check"], env=bare, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "an encrypted store was made" in ran.stdout
    assert "everything works" in ran.stdout
