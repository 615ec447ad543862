"""Coroutine tests of windows run on the loop of the windows."""

from tests.client.ui.conftest import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]
