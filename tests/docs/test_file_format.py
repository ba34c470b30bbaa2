"""``docs/file-format.md`` says what the code does: kinds, fields, tables, the example, a pack."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from helpers.own_home import own_home

from greenshield.log import audit, trust
from greenshield.log.chain import check_event
from greenshield.log.envelope import Event, Header, chain_start, device_id_of, fingerprint, seal
from greenshield.log.kinds import ENTITY_TYPES, KINDS
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import project_id_of
from greenshield.project import engine
from greenshield.project.migrations import NAMES, steps
from greenshield.reports import pack, zip_store
from greenshield.reports.pack_layout import CHAPTERS
from greenshield.reports.pack_papers import CONTENTS, CONTENTS_PDF, FORM, FORM_PDF
from greenshield.services import issues, new_project, packing, people
from greenshield.services.pack_papers import SUMMARY
from greenshield.services.session import Session, become_device


@pytest.fixture(scope="module")
def page(repository):
    return (repository / "docs" / "file-format.md").read_text("utf-8")


def section(page, title):
    """A section's text, up to the next heading of its level or above."""
    level, _, _ = title.partition(" ")
    found = re.search(
        rf"^{re.escape(title)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)", page, re.MULTILINE | re.DOTALL
    )
    assert found, title
    return found.group(1)


def rows(text, width):
    """The cells of a section's tables of one width, without headers."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines]
    return [c for c in cells if len(c) == width and c[0].startswith("`")]


def named(cell):
    return re.findall(r"`([^`]+)`", cell)


def typed(cell):
    """``field`` type, … as a dict."""
    return dict(re.findall(r"`(\w+)` (\w+)", cell))


def block(page, language, holding):
    """The code block of a language that holds a text."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (only,) = [b for b in found if holding in b]
    return only


def test_that_every_kind_stands_with_each_field_of_its_body(page):
    told = {named(row[0])[0]: row[1:] for row in rows(section(page, "## Kinds"), 5)}
    assert told.keys() == KINDS.keys()
    for name, kind in KINDS.items():
        schema, on, needs, may = told[name]
        assert int(schema) == kind.schema
        assert tuple(named(on)) == (() if kind.on == ENTITY_TYPES else kind.on)
        assert (on == "any") == (kind.on == ENTITY_TYPES)
        assert typed(needs) == {n: t.__name__ for n, t in kind.needs.items()}
        assert typed(may) == {n: t.__name__ for n, t in kind.may.items()}


def test_that_every_header_field_and_entity_type_stands_there(page):
    told = rows(section(page, "## An event"), 3)
    assert {named(r[0])[0]: r[1] for r in told} == Header.__annotations__
    (types,) = [r[2] for r in told if r[0] == "`entity_type`"]
    assert tuple(named(types)) == ENTITY_TYPES


def test_that_every_table_of_the_schema_stands_there(page):
    db = engine.memory()
    steps.apply(db)
    tables = set(db.table_names())
    columns = {row[1] for row in db.execute("PRAGMA table_info(event)")}
    shadows = {t for t in tables if re.match(r"(rtree_|issue_search_|sqlite_)", t)}
    db.conn.close()
    text = section(page, "## The database")
    assert {name for row in rows(text, 2) for name in named(row[0])} == tables - shadows
    event = text[text.index("`event` has the columns") :]
    assert columns <= set(named(event))
    assert NAMES[-1].split("_")[0] in page.split("\n\n")[1]


def test_that_the_example_is_what_the_script_prints(page, repository):
    script = [sys.executable, "docs/example_event.py"]
    told = subprocess.run(script, cwd=repository, capture_output=True, check=True).stdout
    assert block(page, "text", "event id").strip() == told.decode("utf-8").strip()


def test_that_the_example_is_an_event_that_the_audit_takes(page, repository):
    shown = block(page, "text", "event id").strip()
    parts = dict(p.split(":\n", 1) for p in shown.split("\n\n"))
    key = bytes.fromhex(parts["public key"])
    event = Event(
        parts["header"].encode(), parts["body"].encode(), bytes.fromhex(parts["signature"])
    )
    assert parts["project"] == project_id_of(key)
    assert event.header.device == device_id_of(key)
    assert event.header.prev == chain_start(parts["project"], event.header.device, "220183")
    assert (parts["SHA-256 of the header"], parts["event id"]) == (event.hash, event.event_id)
    root = runpy.run_path(str(repository / "docs" / "example_event.py"))["events"]()[0]

    def no_ruleset(sha256):
        raise AssertionError(sha256)

    found = audit.audit(parts["project"], [root, event], no_ruleset)
    assert found.broken == []
    (issue,) = found.issues.values()
    assert issue.get("facility_name") == "采石场"


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The pack of a clue that two devices wrote on, and the root's fingerprint."""
    folder = tmp_path_factory.mktemp("pack")
    out = folder / "pack.zip"
    with own_home(folder):
        made = new_project.create(folder / "p", name="青河县", division_code="220183", me="王芳")
        with made as project:
            root = project.signer
            become_device(project, root)
            session = Session(project, people.everyone(project)[0])
            made = issues.create(session, {"clue_no": "TB-1", "facility_name": "采石场"})
            packing.write_pack(session, project.issue(made.issue_id), b"a report", out)
            assert project.signer.device_id != root.device_id
    return out, fingerprint(root.public_key)


def by_hand(page, file, tmp_path):
    """Runs the page's own check."""
    script = tmp_path / "check.py"
    script.write_text(block(page, "python", "manifest.sig"), "utf-8")
    done = subprocess.run([sys.executable, script, file], capture_output=True, text=True)
    return done.returncode, done.stdout


def test_that_the_check_by_hand_finds_a_pack_good(page, packed, tmp_path):
    out, root = packed
    assert by_hand(page, out, tmp_path) == (0, f"good; root {root}\n")


def test_that_the_check_by_hand_finds_a_pack_of_the_first_format_good(page, tmp_path):
    first = Path(__file__).parents[1] / "services" / "verifying" / "pack_1.zip"
    code, told = by_hand(page, first, tmp_path)
    assert (code, told.startswith("good; root ")) == (0, True)


def _members(file):
    with zipfile.ZipFile(file) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def _flipped(data):
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _without_an_event(members):
    lines = members[pack.EVENTS].splitlines(keepends=True)
    return members | {pack.EVENTS: b"".join(lines[:1] + lines[2:])}


DAMAGE = {
    "report": lambda m: m | {pack.REPORT: b"another"},
    "events": _without_an_event,
    "manifest": lambda m: (
        m | {pack.MANIFEST: m[pack.MANIFEST].replace(b'"made_at":"2', b'"made_at":"3')}
    ),
    "signature": lambda m: m | {pack.SIGNATURE: m[pack.SIGNATURE].replace(b"0", b"1")},
    "added": lambda m: m | {"media/x": b"x"},
    "dropped": lambda m: {k: v for k, v in m.items() if "/数据/" not in k},
    "media": lambda m: {k: _flipped(v) if "/数据/" in k else v for k, v in m.items()},
}


@pytest.mark.parametrize("what", DAMAGE)
def test_that_the_check_by_hand_finds_a_pack_altered(page, packed, tmp_path, what):
    before = _members(packed[0])
    after = DAMAGE[what](before)
    assert after != before
    file = tmp_path / "altered.zip"
    with file.open("wb") as out:
        zip_store.write(out, after)
    code, told = by_hand(page, file, tmp_path)
    assert (code, told) == (1, "")


def test_that_the_pack_has_the_members_and_the_manifest_of_the_page(page, packed):
    text = section(page, "## The archive pack").partition("### ")[0]
    told = {name for r in rows(text, 2) for name in named(r[0])}
    folders = {name.partition("<")[0] for name in told if name.endswith(("/", ">"))}
    members = _members(packed[0])
    untold = {n for n in members.keys() - told if not n.startswith(tuple(folders))}
    assert untold == set()
    assert {f"{folder}/" for folder in CHAPTERS.values()} <= folders | {
        f"{name.rpartition('/')[0]}/" for name in told
    }
    assert {pack.MANIFEST, pack.SIGNATURE, pack.REPORT, pack.ISSUE, pack.EVENTS} <= told
    assert {FORM, FORM_PDF, CONTENTS, CONTENTS_PDF, SUMMARY} <= told
    assert {f"`{chapter}`" for chapter in CHAPTERS} <= set(re.findall(r"`[a-z_]+`", text))
    manifest = json.loads(members[pack.MANIFEST])
    start = text.index("The manifest:")
    assert manifest.keys() <= set(named(text[start:]))
    assert {k for f in manifest["files"] for k in f} <= set(named(text[start:]))
    assert json.loads(members[pack.ISSUE]).keys() <= set(named(text))
    assert manifest["format"] in page


def test_that_the_check_by_hand_knows_whose_scope_is_whose(page, tmp_path):
    """A device that may write one county may bring in none that writes more."""
    root, narrow, wide = DeviceKey.generate(), DeviceKey.generate(), DeviceKey.generate()
    project = project_id_of(root.public_key)
    certificates = [
        trust.admit(root, project, root.public_key, name="r", role="root", shared_scope="22*"),
        trust.admit(root, project, narrow.public_key, name="n", scopes=("220183",)),
        trust.admit(narrow, project, wide.public_key, name="w"),
    ]
    other = f"220184:{UUID}"
    cases = (
        ("220183", f"220183:{UUID}", 0),
        ("220184", other, 1),  # a county that its right does not reach
        ("220183", other, 1),  # another county's issue, in its own chain
    )
    for number, (scope, issue, expected) in enumerate(cases):
        chain = _Chain(project)
        for certificate in certificates:
            device = device_id_of(bytes.fromhex(certificate.public_key))
            chain.add(root, "22*", "device_admitted", "device", device, certificate.to_dict())
        chain.add(wide, scope, "created", "issue", issue, {"fields": {"clue_no": "1"}})
        given = pack.PackInput(
            project, root.public_key, issue, "", "2026-11-21T00:00:00.000Z", "test",
            {}, chain.events, {},
        )  # fmt: skip
        file = tmp_path / f"{number}.zip"
        with file.open("wb") as out:
            pack.write(out, given, root)
        assert by_hand(page, file, tmp_path)[0] == expected
        known = trust.Trust.of(project, certificates)
        refused = [check_event(event, known) is not None for event in chain.events]
        assert refused == [False, False, False, bool(expected)]


@pytest.mark.parametrize(
    ("entity_type", "entity", "is_good"),
    [("device", "", True), ("device", "another", False), ("issue", "220184:1", False)],
)
def test_that_the_check_by_hand_takes_a_certificate_for_its_own_device_alone(
    page, tmp_path, entity_type, entity, is_good
):
    """In a county's chain, signed by a device that may not write the shared scope."""
    root, narrow, fresh = DeviceKey.generate(), DeviceKey.generate(), DeviceKey.generate()
    project = project_id_of(root.public_key)
    certificates = [
        trust.admit(root, project, root.public_key, name="r", role="root", shared_scope="22*"),
        trust.admit(root, project, narrow.public_key, name="n", scopes=("220183",)),
    ]
    chain = _Chain(project)
    for certificate in certificates:
        device = device_id_of(bytes.fromhex(certificate.public_key))
        chain.add(root, "22*", "device_admitted", "device", device, certificate.to_dict())
    body = trust.admit(narrow, project, fresh.public_key, name="f").to_dict()
    entity = entity or fresh.device_id
    chain.add(narrow, "220183", "device_admitted", entity_type, entity, body)
    given = pack.PackInput(
        project, root.public_key, "", "", "2026-11-21T00:00:00.000Z", "test", {}, chain.events, {}
    )
    file = tmp_path / "pack.zip"
    with file.open("wb") as out:
        pack.write(out, given, root)
    assert by_hand(page, file, tmp_path)[0] == (0 if is_good else 1)
    known = trust.Trust.of(project, certificates)
    assert (check_event(chain.events[-1], known) is None) == is_good


UUID = "0fd1479c-acd0-5e86-be31-556e580954ae"


class _Chain:
    """Events of several devices in one project."""

    def __init__(self, project):
        self.project = project
        self.events = []

    def add(self, signer, scope, kind, entity_type, entity, body):
        mine = [e for e in self.events if e.header.device == signer.device_id]
        start = chain_start(self.project, signer.device_id, scope)
        self.events.append(
            seal(
                signer, scope=scope, seq=len(mine) + 1, lamport=len(self.events) + 1,
                at="2026-11-21T00:00:00.000Z", actor="", action="a", kind=kind, schema=1,
                entity_type=entity_type, entity=entity, prev=mine[-1].hash if mine else start,
                body=body,
            )
        )  # fmt: skip
