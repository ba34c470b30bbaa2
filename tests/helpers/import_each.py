"""A program: imports each named module in a process that has loaded only what that module needs.

    python import_each.py QT_NAMES MODULE …

What a module imports is learnt first, by importing all of them in one process. Where that is a
graph without a circle, a module that comes first of all meets nothing but what it asked for; so a
process that holds one of its needs, with all that this one needs, may be forked for it, and no
module is loaded hundreds of times. Each process then compares what is loaded with the graph.
Prints the number of modules; ends with a sentence where one fails, needs itself or loads Qt.
"""

from __future__ import annotations

import builtins
import gc
import importlib
import json
import os
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from types import ModuleType
from typing import Any

# Most of ours need these, which take most of the time: they may be loaded already.
_LIBRARIES = ("numpy", "shapely", "pyproj")
_ROOT = "greenshield"


def _ours() -> set[str]:
    return {name for name in sys.modules if name.split(".")[0] == _ROOT}


def _checked_import(name: str, refused: set[str]) -> None:
    importlib.import_module(name)
    found = sorted(m for m in sys.modules if m.split(".")[0] in refused)
    if found:
        sys.exit(f"{name} loads {found[0]}")


def _parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _needs_of(names: list[str], refused: set[str]) -> dict[str, list[str]]:
    """What each module imports while it is loaded; all are loaded here."""
    needs: dict[str, set[str]] = {name: set() for name in names}
    plain = builtins.__import__

    def noting(name: str, *given: Any, **named: Any) -> ModuleType:
        module = plain(name, *given, **named)
        by = (given[0] or {}).get("__name__", "") if given else ""
        wanted = given[2] if len(given) > 2 else ()
        if by in needs and name.split(".")[0] == _ROOT:
            parts = {f"{name}.{part}" for part in wanted or ()} & sys.modules.keys()
            needs[by] |= {name, *_parents(name), *parts} - {by}
        return module

    builtins.__import__ = noting
    for name in names:
        _checked_import(name, refused)
    return {name: sorted(found) for name, found in needs.items()}


def _in_child(names: list[str], refused: set[str]) -> dict[str, list[str]]:
    """The needs, learnt in a forked process so that this one stays as it is."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            json.dump(_needs_of(names, refused), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        sys.exit("importing all modules one after the other failed")
    return json.loads(text)


def _reached(name: str, needs: dict[str, list[str]]) -> set[str]:
    """All that a module needs, directly or by others."""
    found: set[str] = set()
    left = [name]
    while left:
        more = set(needs[left.pop()]) - found
        found |= more
        left += more
    return found


class _Tree:
    """Who is forked from whom."""

    def __init__(self, needs: dict[str, list[str]], refused: set[str]) -> None:
        self._refused = refused
        # A package that loads a part of itself always comes before that part: to import the
        # part first is to import the package.
        first = {n: {p for p in _parents(n) if n in _reached(p, needs)} for n in needs}
        whole = {n for n in needs if first[n]}
        graph = {n: {*needs[n], *_parents(n)} - first[n] for n in needs}
        try:
            order = list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            sys.exit(f"a circular import: {' -> '.join(reversed(error.args[1]))}")

        @cache
        def closure(name: str) -> frozenset[str]:
            return frozenset({name}).union(*(closure(need) for need in graph[name]))

        self._closure = closure
        self._followers: dict[str, list[str]] = {}
        for name in (n for n in order if n not in whole):
            with_needs = [n for n in graph[name] if n not in whole]
            base = max(with_needs, key=lambda n: len(closure(n)), default="")
            self._followers.setdefault(base, []).append(name)

    def grow(self, base: str = "") -> None:
        """Imports what follows the base, each in a process forked from this one but the last."""
        names = self._followers.get(base, [])
        for name in names[:-1]:
            child = os.fork()
            if child == 0:
                self._import(name)
                self.grow(name)
                os._exit(0)
            if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
                sys.exit(f"importing {name}, or what needs it, failed")
        for name in names[-1:]:
            self._import(name)
            self.grow(name)

    def _import(self, name: str) -> None:
        _checked_import(name, self._refused)
        if _ours() != self._closure(name):
            odd = sorted(_ours() ^ self._closure(name))
            sys.exit(f"{name}, imported first, loads other modules than later: {odd}")


def main(refused: set[str], names: list[str]) -> None:
    """Imports each of the modules.

    Args:
        refused: the libraries that none may load.
        names: the modules.
    """
    for library in _LIBRARIES:
        importlib.import_module(library)
    if not hasattr(os, "fork"):
        _needs_of(names, refused)
    else:
        gc.disable()
        gc.freeze()
        _Tree(_in_child(names, refused), refused).grow()
    print(len(names))


if __name__ == "__main__":
    main(set(sys.argv[1].split(",")), sys.argv[2:])
