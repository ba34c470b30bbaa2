"""``verify`` on a database of which one bit was flipped.

By the sums of a closed project every flip is named. Where no sums hold, as after a crash, what
the events prove must still show: each flip is named, refused, or changes nothing.
"""

import random

import pytest
from helpers.calls import as_json

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.project import engine, page_sums
from greenshield.project.schema_check import FRAME
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


def flipped(folder, flips, seed):
    """Flips one bit at a time in the database, and at the end none; yields where."""
    file = folder / "project.gpkg"
    data, rng = file.read_bytes(), random.Random(seed)
    for _ in range(flips):
        page = rng.randrange(len(data) // 4096) * 4096
        at = page + (rng.randrange(120) if rng.random() < 0.3 else rng.randrange(4096))
        altered = bytearray(data)
        altered[at] ^= 1 << rng.randrange(8)
        file.write_bytes(altered)
        for beside in folder.glob("project.gpkg-*"):
            beside.unlink()
        yield at
    file.write_bytes(data)


def flip_without_sums(folder, flips, seed):
    """How often a flip was named, refused, or changed nothing."""
    page_sums.write_open(folder / "project.sums")
    shown = content(folder)
    told = {"named": 0, "refused": 0, "nothing": 0}
    for at in flipped(folder, flips, seed):
        outcome = what_verify_says(folder)
        if outcome == "nothing":
            assert content(folder) == shown, at
        told[outcome] += 1
    return told


def test_that_every_flipped_bit_of_a_closed_database_is_named_with_its_page(folder, capsys):
    for at in flipped(folder, 24, "closed"):
        broken = verify(folder).broken
        assert ("page_altered", f"project.gpkg {at // 4096 + 1}") in {
            (b.code, b.where) for b in broken
        }, at
    assert verify(folder).broken == []


@pytest.mark.parametrize("at", [0, 18, 19, 24, 27, 92, 95, 96, 99])
def test_that_a_flip_in_the_first_page_s_header_is_named(folder, at, capsys):
    file = folder / "project.gpkg"
    for bit in range(8):
        data = bytearray(file.read_bytes())
        data[at] ^= 1 << bit
        file.write_bytes(data)
        code, told = as_json(capsys, "verify", folder)
        assert code == 7
        assert told["broken"][0]["code"] == "page_altered"
        data[at] ^= 1 << bit
        file.write_bytes(data)


def test_that_without_sums_every_flipped_bit_is_named_or_changes_nothing(folder):
    told = flip_without_sums(folder, 40, "bits")
    assert min(told.values()) > 0
    assert verify(folder).ok


@pytest.mark.soak
def test_that_every_of_many_flipped_bits_of_a_closed_database_is_named(folder):
    assert all(verify(folder).broken for _ in flipped(folder, 6000, "many closed"))


@pytest.mark.soak
def test_that_without_sums_every_of_many_flipped_bits_is_named_or_changes_nothing(folder):
    flip_without_sums(folder, 6000, "many bits")
