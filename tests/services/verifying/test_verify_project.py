"""``verify`` on a project: what is sound and trusted, and its originals."""

import subprocess
import sys
import time

from helpers.calls import as_json
from helpers.harm import overwrite
from helpers.open_sessions import make_project
from helpers.tampering import events, named

from greenshield.services.verifying import verify


def test_that_a_sound_project_is_ok_and_says_how_far_it_is_trusted(folder, tmp_path, capsys):
    code, told = as_json(capsys, "verify", folder)
    assert (code, told["ok"], told["trust"], told["broken"]) == (0, True, "unknown", [])
    assert told["photos"] == 3
    assert told["events"] == len(events(folder))
    (tmp_path / "trusted.txt").write_text("ab" * 32 + "\n" + told["root"].upper() + "\n")
    for given in (told["root"], tmp_path / "trusted.txt"):
        code, told = as_json(capsys, "verify", folder, "--trust", given)
        assert (code, told["trust"]) == (0, "root")
    code, told = as_json(capsys, "verify", folder, "--trust", "ab" * 32)
    assert (code, told["ok"], told["trust"]) == (7, True, "no")


def test_that_a_project_made_anew_under_another_root_is_not_trusted(folder, tmp_path, capsys):
    root = as_json(capsys, "verify", folder)[1]["root"]
    forged = make_project(tmp_path / "forged")
    code, told = as_json(capsys, "verify", forged, "--trust", root)
    assert (code, told["ok"], told["trust"]) == (7, True, "no")
    assert told["root"] != root
    assert as_json(capsys, "verify", forged)[0] == 0


def test_that_originals_flipped_removed_or_added_are_named(folder, capsys):
    files = sorted((folder / "media").rglob("*.jpg"))
    first, second, third = files[:3]
    overwrite(first, bytes([first.read_bytes()[0] ^ 1]) + first.read_bytes()[1:])
    second.unlink()
    (folder / "media" / "ab").mkdir(exist_ok=True)
    (folder / "media" / "ab" / f"{'ab' * 32}.jpg").write_bytes(b"x")
    (folder / "media" / "notes.txt").write_bytes(b"x")
    third.rename(third.with_name(third.name + ".bak"))
    assert named(folder) >= {
        ("media_altered", f"{first.parent.name}/{first.name}"),
        ("media_missing", second.stem),
        ("media_added", f"ab/{'ab' * 32}.jpg"),
        ("media_added", "notes.txt"),
    }
    assert ("media_missing", third.stem) in named(folder)
    code, told = as_json(capsys, "verify", folder)
    assert (code, told["ok"]) == (7, False)


WRITER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from helpers import projects
from helpers.open_sessions import session_of
from greenshield.domain.state import DocumentRef
with session_of(Path(sys.argv[1])) as session:
    print("open", flush=True)
    for n in range(100, 10**6):
        with session.project.action(session.who.actor_id) as action:
            projects.add_issue(action, session.project, n)
            kept = session.project.media.keep_bytes(b"%d" % n, ".txt")
            paper = DocumentRef(kept.sha256, "x", 1)
            issue = projects.issue_id(session.project, n)
            action.add_record(issue, "measure", {}, occurred_on=projects.DAY, documents=[paper])
"""


def test_that_verifying_beside_a_writer_finds_nothing(folder, repository):
    paths = [str(repository / "tests"), str(repository)]
    command = [sys.executable, "-c", WRITER, str(folder), *paths]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout.readline() == "open\n"
            counts, late = [], time.monotonic() + 60
            # On a busy machine the writer may be kept waiting for a while.
            while len(counts) < 6 or (counts[-1] == counts[0] and time.monotonic() < late):
                verdict = verify(folder)
                assert verdict.broken == []
                counts.append(verdict.events)
        finally:
            writer.kill()
    assert counts[-1] > counts[0]
