"""Who may import whom: the table of `docs/architecture.md`, and proof that it is enforced."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, files, name, place, syntax

ROOMS = (
    *("gridcore", "gridclient", "gridclient/actions", "gridclient/sync", "gridclient/db", "gridclient/ui"),
    *("gridserver", "gridserver/http", "gridserver/actions", "gridserver/db", "demo", "benchmarks"),
)

# What pure code needs of the standard library: data types, text and arithmetic.
PURE = {
    *("__future__", "abc", "base64", "binascii", "bisect", "calendar", "collections", "contextlib", "copy"),
    *(
        "dataclasses",
        "datetime",
        "decimal",
        "difflib",
        "enum",
        "fractions",
        "functools",
        "graphlib",
        "hashlib",
    ),
    *("heapq", "hmac", "inspect", "itertools", "keyword", "math", "operator", "re", "statistics", "string"),
    *("struct", "textwrap", "types", "typing", "unicodedata", "uuid", "weakref", "zlib"),
    *("gridcore", "msgspec"),
}
# The roster decodes a workbook from bytes in memory; packing turns bytes into bytes, and so does pinyin.
PURE_BY_MODULE = {
    "gridcore/roster/workbook.py": {"io", "zipfile", "python_calamine"},
    "gridcore/roster/report_book.py": {"io", "xlsxwriter"},
    "gridcore/wire/packing.py": {"backports"},
    "gridcore/pinyin.py": {"lzma"},
}


def check_arrows(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command as run; run()"
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_room_imports_only_what_it_may() -> None:
    result = check_arrows(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("gridcore/planted.py", "import requests"),
        ("gridcore/planted.py", "import logging"),
        ("gridcore/planted.py", "import python_calamine"),
        ("gridcore/planted.py", "import gridclient"),
        ("gridclient/planted.py", "import gridserver"),
        ("gridserver/planted.py", "import gridclient.db"),
        ("gridclient/db/planted.py", "import gridclient.sync"),
        ("gridclient/sync/planted.py", "import gridclient.actions"),
        ("gridclient/actions/planted.py", "import PySide6"),
        ("gridclient/actions/planted.py", "import sqlalchemy"),
        ("gridclient/ui/planted.py", "import gridclient.db"),
        ("gridclient/ui/planted.py", "import requests"),
        ("gridserver/db/planted.py", "import gridserver.actions"),
        ("gridserver/actions/planted.py", "import gridserver.http"),
        ("gridserver/http/planted.py", "import sqlalchemy"),
    ],
)
def test_a_planted_wrong_arrow_is_found(module: str, line: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ROOMS:
        (tmp_path / room).mkdir(parents=True, exist_ok=True)
        (tmp_path / room / "__init__.py").touch()
    (tmp_path / module).write_text(line + "\n", "utf-8")
    result = check_arrows(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "1 broken" in result.stdout
    assert line.split()[1] in result.stdout


def test_gridcore_imports_data_types_only() -> None:
    wrong = [
        f"{place(path, node)} imports {module}"
        for path in files(".py", "gridcore")
        for node in ast.walk(syntax(path))
        for module in _imported(node)
        if module not in PURE | PURE_BY_MODULE.get(name(path), set())
    ]
    assert not wrong


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "gridcore").partition(".")[0]]
    return []


def test_no_mock_library_is_used() -> None:
    wrong = [
        place(path, node)
        for path in files(".py")
        for node in ast.walk(syntax(path))
        if (isinstance(node, ast.Import) and any(alias.name == "unittest.mock" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module in {"unittest.mock", "mock", "pytest_mock"})
        or (isinstance(node, ast.ImportFrom) and node.module == "unittest")
    ]
    assert not wrong
