"""What every test runs under: Qt without a screen, the project in the path, generated input that repeats.

And coverage, where it is asked for gridcore, of what `tests/core` runs alone: its branches are proven there.
Python 3.11 is two to four times slower in all that it runs while lines are followed, in other modules too.
"""

import logging
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "tests" / "core"
LONG = tuple(ROOT / "tests" / name for name in ("simulation", "proofs", "end_to_end", "demo"))
"""Where files take longest: begun first, as a worker that begins one last keeps the others waiting."""

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Tests start the client, the server and their commands as processes of their own.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))

# The everyday run repeats exactly; `--hypothesis-profile=search` looks for something new.
# Neither judges by the clock: a machine that is busy with something else is no fault.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("everyday", untimed, derandomize=True, database=None)
settings.register_profile("search", untimed, max_examples=1000)
settings.load_profile("everyday")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring the files that take longest to the beginning."""
    items.sort(key=lambda item: not any(map(item.path.is_relative_to, LONG)))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Follow no line of gridcore where another part is tested."""
    plugin = item.config.pluginmanager.getplugin("_cov")
    coverage = getattr(plugin, "cov_controller", None)
    asked = map(str, item.config.getoption("cov_source", default=[]))
    if coverage is None or item.path.is_relative_to(CORE) or not all(map(_of_core, asked)):
        return (yield)
    coverage.pause()
    try:
        return (yield)
    finally:
        coverage.resume()


def _of_core(source: str) -> bool:
    return source.partition(".")[0] == "gridcore"


@pytest.fixture(autouse=True)
def _no_unexpected_warnings(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """A view that logs a warning fails its test; a test that expects one ends with `caplog.clear()`."""
    yield
    if "qtbot" not in request.fixturenames:
        return
    warnings = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not warnings, [f"{record.name}: {record.getMessage()}" for record in warnings]
