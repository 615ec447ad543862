"""How code looks: sizes, names, and calls that are forbidden in a room."""

import ast

from tests.architecture.tree import PRODUCT, calls, files, name, place, syntax

LINES_IN_A_FILE = 400
LINES_IN_A_FUNCTION = 60
VAGUE_MODULES = {
    *("util", "utils", "helper", "helpers", "common", "manager", "managers", "base", "misc", "tools"),
}
VAGUE_ENDINGS = ("Manager", "Handler", "Helper", "Processor", "Data", "Info", "Base", "Impl", "Utils")
IMPURE_CALLS = {
    *("uuid.uuid1", "uuid.uuid4", "uuid1", "uuid4", "open", "print", "input", "exec", "eval", "__import__"),
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"),
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
}


def test_no_file_is_longer_than_a_sitting() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in files(".py")}
    assert {path: length for path, length in lengths.items() if length > LINES_IN_A_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    wrong = [
        f"{place(path, node)} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path in files(".py")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LINES_IN_A_FUNCTION
    ]
    assert not wrong


def test_modules_are_named_for_one_thing() -> None:
    wrong = [
        name(path)
        for path in files(".py")
        if path.stem in VAGUE_MODULES or (path.stem == "__init__" and path.parent.name in VAGUE_MODULES)
    ]
    assert not wrong


def test_classes_are_nouns_of_the_field() -> None:
    wrong = [
        f"{place(path, node)} {node.name}"
        for path in files(".py", *PRODUCT)
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith(VAGUE_ENDINGS)
    ]
    assert not wrong


def test_gridcore_asks_neither_clock_chance_nor_disk() -> None:
    wrong = [
        f"{place(path, call)} {called}"
        for path, call, called in calls("gridcore")
        if called in IMPURE_CALLS or called.startswith(("random.", "secrets.", "os.", "time."))
    ]
    assert not wrong


def test_the_client_never_runs_a_second_event_loop() -> None:
    wrong = [
        f"{place(path, call)} {called}"
        for path, call, called in calls("gridclient")
        if called.rpartition(".")[2] in {"exec", "exec_"}
    ]
    assert not wrong


def test_the_client_and_the_core_print_nothing() -> None:
    wrong = [place(path, call) for path, call, called in calls("gridclient", "gridcore") if called == "print"]
    assert not wrong


def test_tasks_are_started_by_async_slot_or_a_task_group() -> None:
    bare = {"asyncio.create_task", "asyncio.ensure_future", "loop.create_task"}
    wrong = [
        f"{place(path, call)} {called}"
        for path, call, called in calls("gridclient")
        if called in bare and name(path) != "gridclient/ui/async_slot.py"
    ]
    assert not wrong


def test_texts_for_translation_are_plain_literals() -> None:
    """An f-string, `%` or `+` inside `tr` is a text that no translator ever sees."""
    wrong = [
        place(path, call)
        for path, call, called in calls("gridclient")
        if called.rpartition(".")[2] == "tr"
        and not (call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
    ]
    assert not wrong
