"""The schema, one file a step. A released step is frozen and imports nothing of ours."""

from sqlite_utils import Migrations

from greenshield.project.migrations.m0001_first import apply as _m0001_first
from greenshield.project.migrations.m0002_came_from import apply as _m0002_came_from
from greenshield.project.migrations.m0003_markers import apply as _m0003_markers
from greenshield.project.migrations.m0004_restrictions import apply as _m0004_restrictions
from greenshield.project.migrations.m0005_reference_layers import apply as _m0005_layers
from greenshield.project.migrations.m0006_desk import apply as _m0006_desk

_STEPS = {
    "0001_first": _m0001_first,
    "0002_came_from": _m0002_came_from,
    "0003_markers": _m0003_markers,
    "0004_restrictions": _m0004_restrictions,
    "0005_reference_layers": _m0005_layers,
    "0006_desk": _m0006_desk,
}
NAMES = tuple(_STEPS)

steps = Migrations("greenshield")
for _name, _apply in _STEPS.items():
    steps(name=_name)(_apply)

__all__ = ["NAMES", "steps"]
