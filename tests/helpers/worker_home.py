"""Has a worker that serves many tests live where each test does."""

from __future__ import annotations

import os

from ui.tasks.work import Work


def use_environment(work: Work, values: dict[str, str]) -> None:
    """Sets environment variables in the worker."""
    os.environ |= values
