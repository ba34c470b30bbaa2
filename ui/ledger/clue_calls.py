"""What the dialog of a new clue asks of the worker before anything is typed.

Services are imported inside the function: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from ui.tasks.work import Work


def clue_number(_: Work) -> str:
    """A number that no clue has, for one that nobody numbered."""
    from greenshield.services import map_drawing

    return map_drawing.clue_number()
