"""What a camera is called, so that the photos of one can be told from those of another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

UNNAMED: Final = "-"  # what a person types for the photos whose file names no camera


def camera_of(fields: Mapping[str, Any]) -> str:
    """Maker, model and serial number of the camera of a photo, "" where the file names none.

    Makers often stand in the model's name too ("NIKON CORPORATION", "NIKON D90"): the first word
    is not said twice.

    Args:
        fields: of a photo, with ``make``, ``model`` and ``camera_serial`` where they are known.
    """
    make, model, serial = (
        " ".join(str(fields.get(name) or "").split()) for name in ("make", "model", "camera_serial")
    )
    first = make.partition(" ")[0].casefold()
    name = model if first and model.casefold().startswith(first) else f"{make} {model}".strip()
    return f"{name} #{serial}" if serial and name else name


def is_camera(name: str, wanted: str) -> bool:
    """Whether a camera's name is the one that a person means: whole, or without its number.

    ``UNNAMED`` means the one of the photos that name none.
    """
    given = wanted.strip().casefold()
    if given == UNNAMED:
        return not name
    return given in (name.casefold(), name.partition(" #")[0].casefold())
