"""Every move that the window can offer is played by a test, from each state and in each role."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.ways import every_way

from greenshield.domain import workflow

HERE = Path(__file__)
PLAYED_IN = (*HERE.parent.glob("test_ways_*.py"), HERE.parents[1] / "dossier/test_dossier_walk.py")


def played() -> set[Any]:
    """The ways that the tests say they play, each of them held to it."""
    return {one for path in PLAYED_IN if path != HERE for one in _said_in(path)}


def _said_in(path: Path) -> Iterator[Any]:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, test in vars(module).items():
        if name.startswith("test_"):
            yield from getattr(test, "ways", ())


def test_that_every_way_is_played() -> None:
    wanted, found = every_way(), played()
    assert sorted(wanted - found) == []
    assert sorted(found - wanted) == []
    assert {one.move for one in wanted} == set(workflow.MOVES) - workflow.BY_COMMAND
    assert {one.role for one in wanted if one.move == "accept"} == {"city", "province"}
