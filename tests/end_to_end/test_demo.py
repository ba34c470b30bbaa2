"""The main job, end to end: the demo as a newcomer runs it, and what it leaves behind."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from helpers.calls import as_json

from greenshield import paths
from greenshield.log.signing import DeviceKey
from greenshield.reports import pack, zip_store
from greenshield.reports.pack_layout import CHAPTERS
from greenshield.reports.pack_papers import CONTENTS, CONTENTS_PDF, FORM, FORM_PDF
from greenshield.services.pack_papers import SUMMARY

pytestmark = pytest.mark.lengthy


@pytest.fixture(scope="module")
def home(tmp_path_factory, sample_made):
    """One home for the whole module, since the demo's keys live in it."""
    return shutil.copytree(
        sample_made / "home" / "greenshield", tmp_path_factory.mktemp("demo") / "home"
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory, sample_made):
    """A copy of what the command made, and what it told; its paths are those of the copy."""
    folder = shutil.copytree(sample_made / "demo", tmp_path_factory.mktemp("demo") / "out")
    told = (sample_made / "told.txt").read_text("utf-8")
    return folder, told.replace(str(sample_made / "demo"), str(folder))


@pytest.fixture(autouse=True)
def demo_home(home, monkeypatch):
    monkeypatch.setenv(paths.HOME_VARIABLE, str(home))


def test_that_the_demo_shows_a_refused_move_first_and_says_where_things_are(demo):
    folder, told = demo
    assert told.index("公示") < told.index("已备案")
    for name in ("project", "closure.docx", "closure-pack.zip", "summary.xlsx"):
        assert str(folder / name) in told
        assert (folder / name).exists()


def test_that_the_issue_went_from_clue_to_filed_by_another_person_at_each_tier(demo, capsys):
    folder, _ = demo
    code, shown = as_json(capsys, "issue", "show", folder / "project", "YG2025-229901-007")
    assert code == 0
    assert shown["state"] == "filed"
    assert shown["issue_no"] == "229901-2025-0001"
    assert shown["adopted"] is False
    assert [m["move"] for m in shown["moves"]] == [
        "assign", "check", "register", "plan", "approve_plan", "self_check", "city_review",
        "accept", "publicize", "close", "file",
    ]  # fmt: skip
    makers = {m["move"]: m["actor"] for m in shown["moves"]}
    assert makers["plan"] != makers["approve_plan"]
    assert len(set(makers.values())) >= 5
    assert shown["findings"] == []
    layers = {(o["layer"], o["zone"]) for o in shown["overlay"]}
    assert {("area", None), ("zone", "buffer"), ("zone", "experimental")} <= layers


def test_that_every_state_of_the_workflow_stands_in_the_sample_ledger(demo, capsys):
    folder, _ = demo
    _, listed = as_json(capsys, "info", folder / "project")
    assert len(listed["states"]) == 16


def test_that_the_project_and_the_pack_verify(demo, capsys):
    folder, _ = demo
    code, found = as_json(capsys, "verify", folder / "project")
    assert (code, found["ok"], found["broken"]) == (0, True, [])
    assert found["photos"] >= 190
    root = found["root"]
    for target in ("project", "closure-pack.zip"):
        code, found = as_json(capsys, "verify", folder / target)
        assert (code, found["ok"], found["trust"]) == (0, True, "unknown")
        code, found = as_json(capsys, "verify", folder / target, "--trust", root)
        assert (code, found["trust"], found["root"]) == (0, "root", root)
        code, found = as_json(capsys, "verify", folder / target, "--trust", "0" * 64)
        assert (code, found["trust"], found["ok"]) == (7, "no", True)


def test_that_a_pack_verifies_on_a_machine_without_project_or_keys(demo, tmp_path):
    folder, _ = demo
    shutil.copy(folder / "closure-pack.zip", tmp_path / "p.zip")
    env = {"PATH": "/usr/bin:/bin", paths.HOME_VARIABLE: str(tmp_path / "nobody")}
    done = subprocess.run(
        [sys.executable, "-m", "greenshield", "verify", str(tmp_path / "p.zip"), "--json"],
        capture_output=True, text=True, check=False, env=env, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ok"] is True


def test_that_any_zip_tool_opens_the_pack_and_the_report_prints_the_fingerprint(demo, capsys):
    folder, _ = demo
    with zipfile.ZipFile(folder / "closure-pack.zip") as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        (tmp := folder / "from-pack.docx").write_bytes(opened.read(pack.REPORT))
    assert sum(n.startswith("08_照片/") for n in names) > 12
    chapters = {n.partition("/")[0] for n in names if "/" in n}
    assert chapters == {folder.partition("/")[0] for folder in CHAPTERS.values()} - {"10_回头看"}
    assert {FORM, FORM_PDF, SUMMARY, CONTENTS, CONTENTS_PDF, pack.REPORT_PDF} <= set(names)
    _, found = as_json(capsys, "verify", folder / "closure-pack.zip")
    import docx

    text = "\n".join(p.text for p in docx.Document(str(tmp)).paragraphs)
    cells = [c.text for t in docx.Document(str(tmp)).tables for row in t.rows for c in row.cells]
    whole = text + "\n".join(cells)
    whole += "".join(
        p.text for s in docx.Document(str(tmp)).sections for p in (*s.footer.paragraphs,)
    )
    tmp.unlink()
    assert found["root"] in whole.replace(" ", "").replace("\n", "")


def flip(source: Path, target: Path, at: int) -> None:
    data = bytearray(source.read_bytes())
    data[at] ^= 0x10
    target.write_bytes(bytes(data))


def test_that_one_flipped_byte_anywhere_in_a_pack_is_named(demo, tmp_path, capsys):
    folder, _ = demo
    whole = folder / "closure-pack.zip"
    size = whole.stat().st_size
    with whole.open("rb") as stream:
        members = zip_store.read(stream, "x")
    places = {n * size // 20 for n in range(20)} | {0, 10, size - 1, size - 10, size - 22}
    for number, (name, member) in enumerate(members.items()):
        within = [member.start - 5, member.start, member.start + member.size // 2]
        # Photos and documents are checked alike, and there are dozens: one place in each of them.
        places |= {within[number % 3]} if name[0].isdigit() else set(within)
    for at in sorted(p for p in places if 0 <= p < size):
        flip(whole, tmp_path / "bad.zip", at)
        code, found = as_json(capsys, "verify", tmp_path / "bad.zip")
        assert code == 7, (at, found)
        assert found["broken"], at
        assert all(b["where"] and b["message"] != b["code"] for b in found["broken"])


def rewritten(source: Path, target: Path, change) -> None:
    with source.open("rb") as stream:
        members = zip_store.read(stream, "x")
        content = {n: zip_store.content(stream, m) for n, m in members.items()}
    change(content)
    with target.open("wb") as stream:
        zip_store.write(stream, content)


def test_that_a_dropped_or_added_file_or_event_is_named(demo, tmp_path, capsys):
    folder, _ = demo
    photo = {}

    def drop_photo(content):
        photo["name"] = next(n for n in content if n.endswith(".jpg"))
        del content[photo["name"]]

    def add_file(content):
        content["05_整改落实/extra.txt"] = b"x"

    def drop_event(content):
        lines = content[pack.EVENTS].splitlines(keepends=True)
        content[pack.EVENTS] = b"".join(lines[:40] + lines[41:])

    for change, where in (
        (drop_photo, lambda: photo["name"]),
        (add_file, lambda: "05_整改落实/extra.txt"),
        (drop_event, lambda: pack.EVENTS),
    ):
        rewritten(folder / "closure-pack.zip", tmp_path / "bad.zip", change)
        code, found = as_json(capsys, "verify", tmp_path / "bad.zip")
        assert code == 7
        assert where() in {b["where"] for b in found["broken"]}


def test_that_a_pack_signed_anew_with_another_key_is_named(demo, tmp_path, capsys):
    """The forger lists every file right and signs the manifest with a key of his own."""
    folder, _ = demo
    stranger = DeviceKey.generate()

    def forge(content):
        from greenshield.log import canonical

        manifest = canonical.loads(content[pack.MANIFEST])
        manifest["made_by"] = stranger.device_id
        content[pack.MANIFEST] = canonical.dumps(manifest)
        signature = stranger.sign(pack.SIGNED_PREFIX + content[pack.MANIFEST]).hex()
        content[pack.SIGNATURE] = canonical.dumps(
            {"device": stranger.device_id, "signature": signature}
        )

    rewritten(folder / "closure-pack.zip", tmp_path / "bad.zip", forge)
    code, found = as_json(capsys, "verify", tmp_path / "bad.zip")
    assert code == 7
    assert "pack_signer_unknown" in {b["code"] for b in found["broken"]}


def test_that_the_summary_counts_what_the_ledger_holds(demo, capsys):
    folder, _ = demo
    _, listed = as_json(capsys, "ledger", "list", folder / "project")
    book = openpyxl.load_workbook(folder / "summary.xlsx")
    drill = next(book[name] for name in ("明细", "Issues") if name in book.sheetnames)
    rows = [r for r in drill.iter_rows(values_only=True) if any(c is not None for c in r)]
    numbers = {i["issue_no"] or i["clue_no"] for i in listed["items"]}
    assert numbers <= {str(c) for r in rows for c in r if c is not None}


def test_that_evidence_that_a_move_relied_on_can_no_longer_be_changed(demo, capsys):
    folder, _ = demo
    _, shown = as_json(capsys, "issue", "show", folder / "project", "229901-2025-0001")
    photo = shown["photos"][0]["sha256"]
    code, told = as_json(
        capsys, "photos", "untag", folder / "project", photo[:12], "229901-2025-0001"
    )
    assert code == 4
    assert told["error"]["missing"]
    code, told = as_json(
        capsys, "issue", "set", folder / "project", "229901-2025-0001", "description=改"
    )
    assert code == 4
