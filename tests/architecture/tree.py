"""The files of the project, as the other tests here look at them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("gridcore", "gridclient", "gridserver")
MADE = {"build", "dist", "htmlcov", "__pycache__", "node_modules"}


@cache
def files(suffix: str, *folders: str) -> tuple[Path, ...]:
    """All files with this ending, below these folders or in the whole project, without what is made."""
    return tuple(
        path for start in folders or (".",) for path in sorted(_walk(ROOT / start)) if path.suffix == suffix
    )


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in MADE and not path.name.startswith("."):
                yield from _walk(path)
        else:
            yield path


@cache
def syntax(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"), str(path))


def name(path: Path) -> str:
    """The path as a person would write it."""
    return path.relative_to(ROOT).as_posix()


def place(path: Path, node: ast.AST) -> str:
    """Where something stands, for a message."""
    return f"{name(path)}:{getattr(node, 'lineno', 1)}"


def called(call: ast.Call) -> str:
    """The dotted name of what is called: `asyncio.create_task`, `self.tr`; what is not a name is `…`."""
    parts: list[str] = []
    node: ast.expr = call.func
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "…")
    return ".".join(reversed(parts))


def calls(*folders: str) -> Iterator[tuple[Path, ast.Call, str]]:
    """Every call below these folders, with the dotted name of what is called."""
    for path in files(".py", *folders):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Call):
                yield path, node, called(node)
