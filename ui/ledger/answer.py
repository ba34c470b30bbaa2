"""What the worker answers to a question of the ledger: light enough for any number of issues."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Answer:
    """The issues that fit, and what stands beside the filters' values.

    Attributes:
        keys: shape (n,), the rows in order.
        total: how many issues the project holds.
        as_of: the day it was asked for, ISO.
        facets: list of the filter -> value -> how many issues; "" stands for none.
        views: standing view -> how many, "" for all.
        flags: ``overdue``, ``check_overdue``, ``due``, ``adopted``, ``disputed``,
            ``pending`` -> how many.
        names: of areas, campaigns and people, by id.
    """

    keys: Keys
    total: int
    as_of: str
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    views: dict[str, int] = field(default_factory=dict)
    flags: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
