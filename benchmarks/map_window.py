"""Starts the window's side of the map's benchmark: a process of its own, as the window has it.

``python map_window.py play PACKS SESSION`` reads pickled packs and plays the session on a real
canvas; ``reopen FOLDER -`` shows what was kept of a project. Each prints what it measured as JSON.
"""

from __future__ import annotations

import os
import sys
import time


def main(what: str, *arguments: str) -> None:
    """Loads the map, which is a part of what is measured, and has it measured."""
    begun = time.perf_counter()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from benchmarks import map_playing

    loading = (time.perf_counter() - begun) * 1000
    if what == "play":
        map_playing.play(*arguments)
    else:
        map_playing.reopen(arguments[0], loading)


if __name__ == "__main__":
    main(*sys.argv[1:])
