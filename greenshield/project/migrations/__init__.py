"""The schema, one file a step. A released step is frozen and imports nothing of ours."""

from sqlite_utils import Migrations

from greenshield.project.migrations.m0001_first import apply as _m0001_first

steps = Migrations("greenshield")
steps(name="0001_first")(_m0001_first)

__all__ = ["steps"]
