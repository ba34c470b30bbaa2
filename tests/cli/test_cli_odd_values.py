"""What another program wrote oddly stops nobody: every command that reads ends well."""

import itertools
import json

import pytest
from helpers.open_sessions import COUNTY, add_clue, make_project, session_of
from helpers.own_home import own_home
from helpers.projects import DAY, move, patch

from greenshield.cli.main import main
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.records import KINDS
from greenshield.services import rules

SHA = "ab" * 32
ENTITIES = ("issue", "area", "zone", "photo", "actor", "campaign", "track", "number_block")
ODD = [
    "x", 5, -1.5, True, 10**400, 2**63, [], [[]], [5, {"a": None}], {}, {"code": 1, "params": 2},
    {"blob": "zz"}, "\u0000", "2026-13-99", ["photo_value_impossible", {"self": 1, "code": 2}],
]  # fmt: skip
OWN = {"issue": {"clue_no"}, "photo": {"sha256"}}  # what finds the entity again


def entity_id(kind, n):
    return f"{COUNTY}:{kind}-{n}" if kind in ("issue", "photo", "track") else f"{kind}-{n}"


def write_odd(session):
    """One entity of each type for each odd value, every field of it that value."""
    with session.project.action(session.who.actor_id) as action:
        for kind, (n, value) in itertools.product(ENTITIES, enumerate(ODD)):
            fields = {name: value for name in CATALOGUE[kind] if name not in OWN.get(kind, ())}
            fields |= {"odd": value, "void": value, "extra": value, "id": value}
            if kind == "issue":
                fields["clue_no"] = f"ODD-{n}"
            if kind == "photo":
                fields["sha256"] = f"{n:064x}"
            origin = {"file": value, "sha256": value}
            action.create(kind, entity_id(kind, n), fields, origin=origin)
        action.create("photo", entity_id("photo", "bare"), {"warnings": "x"})
        for n, value in enumerate(ODD):
            write_parts(session, action, entity_id("issue", n), n, value)


def write_parts(session, action, issue, n, value):
    for kind in KINDS.values():
        fields = dict.fromkeys([*kind.fields, "odd"], value)
        action.add_record(issue, kind.name, fields, occurred_on=["", DAY, "someday"][n % 3])
    action.add_record(issue, "nonsense", {"odd": value}, occurred_on="")
    for phase, kind in (("before", "far"), ("after", "aerial"), ("zz", "")):
        tag = {"photo": f"{n:064x}", "phase": phase, "kind": kind}
        action.emit("photo_tagged", "issue", issue, tag)
    action.emit("photo_tagged", "issue", issue, {"photo": "..", "phase": "before", "kind": "far"})
    pins = dict.fromkeys(("issue", "actors", "areas", "records", "photos", "tags", "moves"), value)
    pins |= {"computed": value}
    body = {
        "move": "adopt", "from": "clue", "to": "closed", "after": "", "occurred_on": DAY,
        "ruleset": rules.in_force(session.project).sha256, "role": "", "tier": "", "unit": "",
        "reason": "", "documents": [value, {"sha256": value, "name": value, "size": value}],
        "data": {"state": "closed", "ticks": value, "file_sha256": value, "row": value},
        "pins": pins,
    }  # fmt: skip
    moved = action.emit("moved", "issue", issue, body)
    follow = body | {"move": "file", "from": "closed", "to": "filed", "after": moved.event_id}
    action.emit("moved", "issue", issue, follow)
    paper = {"move": moved.event_id, "tier": "", "occurred_on": "", "pins": {"actors": value}}
    action.emit("consented", "issue", issue, paper | {"document": {"sha256": value}})


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A project with one good clue among what is odd."""
    folder = tmp_path_factory.mktemp("odd")
    with own_home(folder):
        path = make_project(folder / "p")
        with session_of(path) as session:
            add_clue(session, "QH-1", patch(1))
            pinned = add_clue(session, "QH-2", patch(2))
            with session.project.action(session.who.actor_id) as action:
                move(action, pinned, "assign", pins={"actors": 5, "areas": ["x"]})
            write_odd(session)
        yield path


@pytest.fixture(autouse=True)
def same_user(own_home, odd, monkeypatch):
    """Each test is the user who made the project."""
    monkeypatch.setenv("GREENSHIELD_HOME", str(odd.parent / "home"))


def read(capsys, *words):
    """Runs one command for people and for programs; its JSON."""
    for extra in ((), ("--lang", "en"), ("--json",)):
        code = main([*map(str, words), *extra])
        told = capsys.readouterr()
        assert code == 0, (words, extra, told)
    return json.loads(told.out)


@pytest.mark.parametrize(
    "command",
    [
        "info", "actor list", "device list", "number list", "areas list", "ledger list",
        "photos list", "photos list --untagged", "tracks list", "conflicts list", "issue ready",
        "ledger list --overdue --as-of 2030-01-01", "ledger list --text 采石场",
    ],
)  # fmt: skip
def test_that_what_reads_the_whole_project_ends_well(odd, capsys, command):
    group, *rest = command.split()
    verb = [rest.pop(0)] if rest else []
    words = [group, *verb, odd, *rest]
    if command == "issue ready":
        words.append("QH-1")
    read(capsys, *words)


@pytest.mark.parametrize("n", range(len(ODD)), ids=lambda n: repr(ODD[n])[:20])
def test_that_what_reads_one_issue_ends_well(odd, capsys, n):
    issue = entity_id("issue", n)
    shown = read(capsys, "issue", "show", odd, issue)
    assert shown["clue_no"] == f"ODD-{n}"
    assert shown["state"] == "filed"
    read(capsys, "issue", "ready", odd, issue)
    read(capsys, "record", "list", odd, issue)
    for verb in ("list --issue", "pairs", "shots"):
        verb, *option = verb.split()
        read(capsys, "photos", verb, odd, *option, issue)
    read(capsys, "photos", "suggest", odd, f"{n:064x}")


@pytest.mark.parametrize("n", range(len(ODD)), ids=lambda n: repr(ODD[n])[:20])
def test_that_a_closure_report_is_written(odd, capsys, tmp_path, n):
    out = tmp_path / "report.docx"
    code = main(["report", "closure", str(odd), entity_id("issue", n), "-o", str(out), "--json"])
    told = capsys.readouterr()
    assert code in (0, 1), told
    assert out.stat().st_size > 1000


def test_that_odd_pins_keep_no_pack_from_being_written(odd, capsys, tmp_path):
    read(capsys, "report", "closure", odd, "QH-2", "-o", tmp_path / "pack.zip")
    assert (tmp_path / "pack.zip").stat().st_size > 1000


def test_that_the_summary_counts_every_issue(odd, capsys, tmp_path):
    out = tmp_path / "summary.xlsx"
    read(capsys, "report", "summary", odd, "-o", out)
    assert out.stat().st_size > 1000


def test_that_an_odd_value_is_named_and_not_shown(odd, capsys):
    shown = read(capsys, "issue", "show", odd, "ODD-0")
    named = {f["params"]["field"] for f in shown["findings"] if f["code"] == "value_unsound"}
    assert {"lon", "zone_code", "deadline"} <= named
    assert not {"zone_code", "deadline"} & shown.keys()
