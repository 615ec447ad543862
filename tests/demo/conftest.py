"""The community of 2018, made once for all tests of the demo; nothing changes it."""

import datetime

import pytest

from demo.community import Community, community

TODAY = datetime.date(2026, 11, 22)
"""A Sunday."""


@pytest.fixture(scope="session")
def made() -> Community:
    return community(today=TODAY)
