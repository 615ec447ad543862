"""The collector rests while a roster is read, and works again whatever happens, once the last has ended."""

import gc

import pytest

from gridclient.actions.uncollected import uncollected


def test_the_collector_works_again_only_when_the_last_one_has_ended() -> None:
    assert gc.isenabled()
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.unfreeze()


def test_the_collector_works_again_after_a_failure() -> None:
    with pytest.raises(InterruptedError), uncollected():
        raise InterruptedError
    assert gc.isenabled()
    gc.unfreeze()
