"""``verify`` names every event that was altered, added or taken away."""

import random

import pytest
from helpers import projects
from helpers.calls import as_json
from helpers.tampering import events, named, tamper

from greenshield.cli.main import main
from greenshield.log.envelope import Event, signed_bytes
from greenshield.log.signing import DeviceKey
from greenshield.project.rebuilding import rebuild
from greenshield.services.session import reading


@pytest.mark.parametrize("part", ["header", "body", "signature"])
def test_that_a_flipped_byte_of_an_event_is_named(folder, capsys, part):
    rng = random.Random(part)
    for event_id, *parts in events(folder):
        before = parts[("header", "body", "signature").index(part)]
        data = bytearray(before)
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        sql = f"UPDATE event SET {part} = ? WHERE event_id = ?"
        tamper(folder, (sql, (bytes(data), event_id)))
        code, told = as_json(capsys, "verify", folder)
        assert code == 7, (event_id, part)
        assert told["ok"] is False
        assert {b["code"] for b in told["broken"]} != {"page_altered"}, (event_id, part)
        tamper(folder, (sql, (before, event_id)))
    assert named(folder) == set()


def test_that_a_body_taken_away_without_a_redaction_is_named(folder):
    event_id = events(folder, "kind = 'created' AND entity_type = 'area'")[0][0]
    tamper(folder, ("UPDATE event SET body = NULL WHERE event_id = ?", (event_id,)))
    assert ("event_body_missing", event_id) in named(folder)


@pytest.mark.parametrize("column", ["at", "actor", "kind", "entity_id", "lamport", "scope"])
def test_that_a_column_that_tells_otherwise_than_the_header_is_named(folder, column):
    event_id = events(folder)[4][0]
    value = 99 if column == "lamport" else "x"
    tamper(folder, (f"UPDATE event SET {column} = ? WHERE event_id = ?", (value, event_id)))
    assert ("event_column_altered", event_id) in named(folder)


def test_that_an_event_signed_by_another_key_is_named(folder):
    event_id, header, *_ = events(folder)[5]
    stranger = DeviceKey.generate()
    tamper(
        folder,
        (
            "UPDATE event SET signature = ? WHERE event_id = ?",
            (stranger.sign(signed_bytes(header)), event_id),
        ),
    )
    assert ("event_signature_false", event_id) in named(folder)


def test_that_the_events_of_a_stranger_are_named(folder):
    stranger = DeviceKey.generate()
    event = Event(*events(folder)[6][1:])
    with reading(folder) as session:
        project = session.project.project_id
    made = projects.sealed_again(event, stranger, project=project, seq=1)
    values = (made.event_id, stranger.device_id, made.header.scope, 1, *(
        getattr(made.header, n)
        for n in ("lamport", "at", "actor", "action", "kind", "schema", "entity_type", "entity")
    ), made.header_bytes, made.body_bytes, made.signature)  # fmt: skip
    tamper(folder, (f"INSERT INTO event VALUES ({','.join('?' * len(values))})", values))
    assert ("event_device_unknown", made.event_id) in named(folder)


def test_that_an_event_dropped_from_the_middle_is_named(folder, capsys):
    event_id = events(folder, "scope = (SELECT max(scope) FROM event)")[3][0]
    tamper(folder, ("DELETE FROM event WHERE event_id = ?", (event_id,)))
    assert "event_missing" in {code for code, _ in named(folder)}
    assert main(["verify", str(folder), "--rebuild", "--json"]) == 7
    assert "event_missing" in {code for code, _ in named(folder)}


def drop_the_last(folder):
    """The newest event gone and the tables made anew to fit, as a careful forger would."""
    event_id = events(folder)[-1][0]
    tamper(folder, ("DELETE FROM event WHERE event_id = ?", (event_id,)))
    told = named(folder)
    with projects.reopen(folder) as project:
        rebuild(project)
    return told


def test_that_a_lost_end_is_named_to_whoever_saw_it_and_by_the_tables_that_remember(folder):
    told = {code for code, _ in drop_the_last(folder)}
    assert {"chain_shortened", "row_added"} <= told
    assert {code for code, _ in named(folder)} == {"chain_shortened"}


def test_that_a_stranger_to_the_project_cannot_know_of_a_lost_end(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / "nobody"))
    drop_the_last(folder)
    # Nothing in the file tells: another copy, a receipt or a report's count of events does.
    assert named(folder) == set()
