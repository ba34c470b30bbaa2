"""A schema step under a name that no program writes is damage, and no later program's."""

import pytest
from helpers.tampering import tamper

from greenshield.project import engine
from greenshield.project.migrations import NAMES
from greenshield.services.verifying import verify

pytestmark = pytest.mark.lengthy


def events_of(folder):
    db = engine.connect(folder / "project.gpkg", read_only=True)
    try:
        return db.conn.execute("SELECT header, body FROM event ORDER BY 1").fetchall()
    finally:
        db.conn.close()


@pytest.mark.parametrize(
    ("step", "column"),
    [
        (NAMES[0], "name"),
        (NAMES[3], "name"),
        (NAMES[-1], "name"),
        (NAMES[0], "migration_set"),
        (NAMES[3], "migration_set"),
        (NAMES[-1], "migration_set"),  # an older project, were it not for its tables
    ],
)
def test_that_a_step_under_a_name_that_nobody_gave_it_is_mended(folder, step, column):
    whole = events_of(folder)
    tamper(folder, f"UPDATE _sqlite_migrations SET {column} = '00x' WHERE name = '{step}'")
    assert verify(folder, rebuild_tables=True).broken == []
    assert events_of(folder) == whole
    assert verify(folder).ok
