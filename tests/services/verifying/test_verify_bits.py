"""``verify`` on a database of which one bit was flipped: named, refused, or nothing changed."""

import random

import pytest

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.project import engine
from greenshield.project.inspection import FRAME
from greenshield.services.verifying import verify


def content(folder):
    """Everything in the database that says something, local numbers and dates left out."""
    db = engine.connect(folder / "project.gpkg", read_only=True)
    try:
        db.conn.execute("CREATE VIRTUAL TABLE temp.w USING fts5vocab(main, issue_search, instance)")
        out = {"words": sorted(map(repr, db.conn.execute("SELECT * FROM temp.w")))}
        names = db.conn.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        out["schema"] = sorted(map(str, names))
        for kind, name, *_ in names:
            if kind == "table" and not _is_inner(name):
                columns = [r[1] for r in db.conn.execute(f'PRAGMA table_info("{name}")')]
                shown = FRAME.get(name, "*")
                if shown == "*":
                    shown = ",".join(f'"{c}"' for c in columns if c != "fid")
                out[name] = sorted(map(repr, db.conn.execute(f'SELECT {shown} FROM "{name}"')))
    finally:
        db.conn.close()
    return out


def _is_inner(name):
    """True for what nobody signs or reads: counters, notes, an index's pages with unused bytes.

    The boxes and words of the indexes are read through their tables.
    """
    if name in ("sqlite_sequence", "local", "_sqlite_migrations", "quarantine"):
        return True
    pages = ("_node", "_parent", "_rowid", "_data", "_idx", "_config")
    return name.startswith(("rtree_", "issue_search_")) and name.endswith(pages)


def what_verify_says(folder):
    try:
        return "named" if verify(folder).broken else "nothing"
    except (UnreadableError, SurroundingsError):
        return "refused"


def flip_bytes(folder, flips, seed):
    """Flips one bit at a time; how often that was named, refused, or changed nothing."""
    file = folder / "project.gpkg"
    data, rng = file.read_bytes(), random.Random(seed)
    shown = content(folder)
    told = {"named": 0, "refused": 0, "nothing": 0}
    for _ in range(flips):
        page = rng.randrange(len(data) // 4096) * 4096
        at = page + (rng.randrange(120) if rng.random() < 0.3 else rng.randrange(4096))
        flipped = bytearray(data)
        flipped[at] ^= 1 << rng.randrange(8)
        file.write_bytes(flipped)
        for beside in folder.glob("project.gpkg-*"):
            beside.unlink()
        outcome = what_verify_says(folder)
        if outcome == "nothing":
            assert content(folder) == shown, at
        told[outcome] += 1
    file.write_bytes(data)
    return told


def test_that_every_flipped_bit_of_the_database_is_named_or_changes_nothing(folder):
    told = flip_bytes(folder, 150, "bits")
    assert min(told.values()) > 0
    assert verify(folder).ok


@pytest.mark.soak
def test_that_every_of_many_flipped_bits_is_named_or_changes_nothing(folder):
    flip_bytes(folder, 6000, "many bits")
