"""Finds the files of ``resources/``: in the wheel first, then beside the source."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds templates, code tables, rule sets and messages.

    Looked up as ``greenshield/_resources`` (wheel, frozen), then as ``resources`` beside the
    package (source, editable).
    """
    here = Path(__file__).resolve().parent
    frozen = Path(getattr(sys, "_MEIPASS", here)) / "greenshield" / "_resources"
    for place in (here / "_resources", frozen, here.parent / "resources"):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"resources of Green Shield not found near {here}")


def path(*parts: str) -> Path:
    """The path of one resource, such as ``path("rulesets", "default-2026.toml")``."""
    return root().joinpath(*parts)


def sample(name: str) -> Path:
    """The folder of a sample project's input files: in the wheel first, then beside the source.

    Raises:
        FileNotFoundError: the installation lacks it.
    """
    here = Path(__file__).resolve().parent
    frozen = Path(getattr(sys, "_MEIPASS", here)) / "greenshield" / "_samples"
    for place in (here / "_samples", frozen, here.parent / "sample_projects"):
        if (place / name).is_dir():
            return place / name
    raise FileNotFoundError(f"sample project {name} not found near {here}")
