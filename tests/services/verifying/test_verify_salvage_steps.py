"""A schema step under a name that no program writes is damage, and no later program's."""

from itertools import pairwise

import pytest
from helpers.tampering import tamper

from greenshield.project import engine
from greenshield.project.migrations import NAMES, steps
from greenshield.project.salvaging import _put_event
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


def test_that_an_event_that_tells_the_place_of_another_in_its_chain_keeps_that_one_not_out(folder):
    db, made = engine.connect(folder / "project.gpkg", read_only=True), engine.memory()
    rows = db.conn.execute("SELECT * FROM event ORDER BY rowid").fetchall()
    db.conn.close()
    steps.apply(made)
    made.conn.execute("UPDATE write_gate SET open = 1")
    first, second = next((a, b) for a, b in pairwise(rows) if a[1:3] == b[1:3])
    for row in ((*first[:3], second[3], *first[4:]), second):
        _put_event(made.conn, row)
    found = made.conn.execute("SELECT * FROM event ORDER BY rowid").fetchall()
    made.conn.close()
    assert found == [first, second]
