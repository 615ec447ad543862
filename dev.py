"""The project's two commands, from nothing but Python 3.11-3.13.

    python dev.py demo [options]           set everything up and run the demo
    python dev.py test [--long] [pytest …] set everything up and run the checks and the tests
    python dev.py bench [options]          set everything up and run the benchmarks

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import compileall
import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
UV = shutil.which("uv")  # pip does the same, more slowly
PACKAGES = ("gridcore", "gridclient", "gridserver", "demo", "benchmarks")
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# What PySide6's wheel leaves to the system, and the Debian package of each.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-image.so.0": "libxcb-image0",
}

# What "test" runs besides the tests: at once, and beside the tests, as one core would wait for it otherwise.
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
}
LONG_CHECKS = {
    "mypy": ["-m", "mypy", "--strict"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
}


def say(text: str) -> None:
    """Print one line at once, also when the output goes to a file."""
    print(text, flush=True)


def main(arguments: list[str]) -> int:
    """Set up what is missing, then run the command."""
    commands = {"demo": demo, "test": test, "bench": bench}
    if not arguments or arguments[0] not in commands:
        say((__doc__ or "").strip())
        return 0 if arguments in (["-h"], ["--help"]) else 2
    check_machine()
    check_system_packages()
    make_environment()
    compile_translations()
    build_paper_font()
    return commands[arguments[0]](arguments[1:])


def demo(arguments: list[str]) -> int:
    """Run the demo; without a screen it plays its day offscreen."""
    compile_packages(*PACKAGES)
    return run(["-P", "-m", "demo", *arguments])


def bench(arguments: list[str]) -> int:
    """Run the benchmarks."""
    compile_packages(*PACKAGES)
    return run(["-P", "-m", "benchmarks", *arguments])


def test(arguments: list[str]) -> int:
    """Run every check and test; with pytest arguments, only what they name."""
    compile_packages(*PACKAGES, "tests")  # which start hundreds of processes
    pytest = ["-m", "pytest"]
    if "--long" in arguments:
        arguments = [argument for argument in arguments if argument != "--long"]
        pytest += ["-m", "long or not long"]
    if arguments:
        return run([*pytest, *arguments], cwd=ROOT)
    workers = ["-n", "logical", "--maxprocesses", "8", "--dist", "loadfile", "--no-loadscope-reorder"]
    coverage = ["--cov=gridcore", "--cov-branch", "--cov-fail-under=100", "--cov-report=term-missing"]
    failed = []
    for name, command in CHECKS.items():
        say(f"\n== {name}")
        if run(command, cwd=ROOT):
            failed.append(name)
    say("\n== pytest, and beside it " + ", ".join(LONG_CHECKS))
    with tempfile.TemporaryDirectory() as folder:
        beside = {name: start_aside(command, Path(folder, name)) for name, command in LONG_CHECKS.items()}
        if run([*pytest, *workers, *coverage], cwd=ROOT):
            failed.append("pytest")
        for name, process in beside.items():
            if process.wait():
                failed.append(name)
            say(f"\n== {name}\n{Path(folder, name).read_text('utf-8').strip()}")
    if failed:
        say(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def check_machine() -> None:
    """Stop with a plain sentence where the pinned packages cannot run."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        version = platform.python_version()
        sys.exit(f"This is Python {version}. Please start dev.py with Python 3.11, 3.12 or 3.13.")
    libc, version = platform.libc_ver()
    needed = (2, 39) if platform.machine() == "aarch64" else (2, 34)
    if sys.platform == "linux" and (
        libc != "glibc" or tuple(int(part) for part in version.split(".")[:2]) < needed
    ):
        found = f"{libc} {version}".strip() or "another C library"
        sys.exit(f"Qt needs glibc {needed[0]}.{needed[1]} or newer; this system has {found}.")


def has_display() -> bool:
    """Whether windows can be shown to somebody."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def check_system_packages() -> None:
    """Install what Qt needs from the system, or name the command that does."""
    if sys.platform != "linux":
        return
    wanted = {**QT_LIBRARIES, **(SCREEN_LIBRARIES if has_display() else {})}
    missing = {library: package for library, package in wanted.items() if not can_load(library)}
    packages = list(missing.values())
    if not has_chinese_font():
        packages.append("fonts-noto-cjk")
    if not UV and importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python3.{sys.version_info[1]}-venv")
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        say(f"Missing from this system: {', '.join([*missing, *packages[len(missing) :]])}.")
        say("Please install these libraries, or packages like these, with the system's package manager.")
    elif os.geteuid() != 0:
        say(f"Missing from this system. Please run:\n  sudo {' '.join(install)}")
    else:
        say(f"Installing {len(packages)} system packages, once: {' '.join(packages)} …")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], install):
            result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if result.returncode:  # go on: what is missing may not be needed here
            say(f"That did not work:\n{result.stderr.strip()}\nThe command was: {' '.join(install)}")


def can_load(library: str) -> bool:
    """Whether the system's loader finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    """Ask fontconfig, which is what Qt does."""
    if not can_load("libfontconfig.so.1"):
        return False
    fontconfig = ctypes.CDLL("libfontconfig.so.1")
    fontconfig.FcNameParse.restype = ctypes.c_void_p
    fontconfig.FcFontList.restype = ctypes.POINTER(ctypes.c_int)
    pattern = ctypes.c_void_p(fontconfig.FcNameParse(b":lang=zh-cn"))
    fonts = fontconfig.FcFontList(None, pattern, None)
    return bool(fonts) and fonts[0] > 0


def make_environment() -> None:
    """Make .venv from the lock; its stamp makes the next start immediate, also offline."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    python = f"{sys.version_info[0]}.{sys.version_info[1]} {sys.base_prefix}"
    stamp = VENV / "set-up-from"
    wanted = f"{lock}\n{python}\n"
    old = stamp.read_text("utf-8") if stamp.exists() else ""
    if old == wanted and PYTHON.exists():
        return
    fresh = python not in old.splitlines() or not PYTHON.exists()
    stamp.unlink(missing_ok=True)
    started = time.monotonic()
    say("Setting up .venv from requirements.lock, once (about 300 MB) …")
    if UV:
        make = [UV, "venv", "-q", "--clear", "--python", sys.executable, str(VENV)]
        fill = [UV, "pip", "sync", "--python", str(PYTHON), "--compile-bytecode", str(LOCK)]
    else:
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        fill = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "-r", str(LOCK)]
    fill += ["--require-hashes", "--only-binary", ":all:"]
    for command in [make, fill] if fresh else [fill]:
        if not run_quietly(command):
            sys.exit("Could not set up .venv. The first start needs a network.")
    stamp.write_text(wanted, "utf-8")
    say(f"Set up in {time.monotonic() - started:.0f} s.")


def run_quietly(command: list[str]) -> bool:
    """Run one step of the set-up: a moving line on a terminal, the whole output if it fails."""
    lines = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            lines.append(line)
            if sys.stdout.isatty():
                print(f"\r  {line.strip():<76.76}\r", end="", flush=True)
    if process.returncode:
        say(f"{''.join(lines[-20:])}\nThe command was: {' '.join(command)}")
    return process.returncode == 0


def compile_packages(*packages: str) -> None:
    """Compile modules of the project, so that the first start is as quick as the second."""
    for package in packages:
        compileall.compile_dir(ROOT / package, quiet=2)


def compile_translations() -> None:
    """Turn changed .ts files into what Qt loads."""
    for source in sorted((ROOT / "resources" / "translations").glob("*.ts")):
        compiled = source.with_suffix(".qm")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        lrelease = "from PySide6.scripts.pyside_tool import lrelease; lrelease()"
        fresh = compiled.with_suffix(".new")  # a program that runs has the present one mapped
        if run(["-c", lrelease, "-silent", str(source), "-qm", str(fresh)]):
            sys.exit(f"Could not compile {source.relative_to(ROOT)}.")
        fresh.replace(compiled)


def build_paper_font() -> None:
    """Make the font of papers from its package, once; without it papers are set in the system's font."""
    resources = ROOT / "resources"
    if not (resources / "fonts" / "paper.otf").exists():
        run([str(resources / "papers" / "build_font.py")])


def run(arguments: list[str], cwd: Path | None = None) -> int:
    """Run Python of the environment with the project in its path; the exit status."""
    with subprocess.Popen([str(PYTHON), *arguments], env=environment(), cwd=cwd) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the program got it too and ends in its own way
                continue


def start_aside(arguments: list[str], output: Path) -> subprocess.Popen[bytes]:
    """Start the same beside what runs; what it says goes to a file."""
    with output.open("wb") as file:
        command = [str(PYTHON), *arguments]
        return subprocess.Popen(command, env=environment(), cwd=ROOT, stdout=file, stderr=subprocess.STDOUT)


def environment() -> dict[str, str]:
    """What programs of the project run under: the project in their path, and a screen or none."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    found = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    if not has_display():
        found.setdefault("QT_QPA_PLATFORM", "offscreen")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
