"""The schema, one file a step. A released step is frozen and imports nothing of ours."""

from sqlcipher3 import dbapi2
from sqlite_utils import Database, Migrations

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


class Steps(Migrations):
    """The steps, and how far a project has come."""

    def applied(self, db: Database) -> list[Migrations._AppliedMigration]:
        """Those that were applied, in order; a damaged schema gives their columns other names.

        Raises:
            dbapi2.DatabaseError: it did.
        """
        try:
            return super().applied(db)
        except KeyError as error:
            table = self.migrations_table
            raise dbapi2.DatabaseError(f"malformed schema: {table} without {error}") from error


steps = Steps("greenshield")
for _name, _apply in _STEPS.items():
    steps(name=_name)(_apply)

__all__ = ["NAMES", "steps"]
