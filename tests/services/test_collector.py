"""The collector rests while it is told to, and is as it was afterwards."""

import gc

import pytest

from greenshield.services.collector import resting


@pytest.mark.parametrize("was", [True, False])
def test_that_the_collector_is_as_it_was(was):
    before = gc.isenabled()
    (gc.enable if was else gc.disable)()
    try:
        with pytest.raises(ValueError, match="x"), resting():  # noqa: PT012
            assert not gc.isenabled()
            with resting():
                pass
            assert not gc.isenabled()
            raise ValueError("x")
        assert gc.isenabled() is was
    finally:
        (gc.enable if before else gc.disable)()
