"""A closure report as a file, without a project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from greenshield.domain.errors import Problem
from greenshield.reports.closure import make_closure
from greenshield.reports.dossier import ClosureDossier


def write_closure(dossier: ClosureDossier, out: Path, **more: Any) -> tuple[Problem, ...]:
    """Writes it as ``out`` ends; what could not be shown. ``more`` goes to ``make_closure``."""
    made = make_closure(dossier, kinds=(out.suffix,), **more)
    out.write_bytes(made.docx or made.pdf)
    return made.problems
