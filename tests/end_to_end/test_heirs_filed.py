"""A problem is split where it stands in rectification; a part, and a merge of both, go to filed.

The sample's script is walked to the fine of the whole; what comes after is done for the heir, with
the sample's photos and papers.
"""

import json
import shutil
import tomllib
import zipfile
from pathlib import Path

import openpyxl
import pytest
from helpers.calls import as_json, said
from helpers.own_home import own_home

from greenshield import paths, resources
from greenshield.cli.demo_walk import Walk
from greenshield.cli.main import main

WHOLE, WEST, EAST, MERGED = (
    "YG2025-229901-007", "YG2025-229901-007-1", "YG2025-229901-007-2", "YG2025-229901-007-M",
)  # fmt: skip
COUNTY, CITY = "吴承办（示例）", "冯市级（示例）"
FINE = 86000
CUT = {"type": "LineString", "coordinates": [[126.3889, 43.23], [126.3889, 43.234]]}


class HeirWalk(Walk):
    """The rest of the script, for an issue that took over from that of the script.

    Args:
        number: of the heir.
        share: its share of the whole's quantities.
    """

    def __init__(self, script, inputs, folder, number, share):
        super().__init__(script, inputs, folder, "zh", quiet=True)
        self._issue, self._share = number, share
        told = json.loads(self._call("record", "list", self._project, number, "measure", "--json"))
        by_code = {r["fields"]["code"]: r["id"] for r in told["items"]}
        self._records = {
            step["id"]: by_code[step["fields"]["code"]]
            for step in script["step"] if step.get("kind") == "measure"
        }  # fmt: skip

    def go(self, steps):
        for step in steps:
            getattr(self, f"_do_{step['do']}")(self._shared(step))

    def _shared(self, step):
        fields = dict(step.get("fields", {}))
        for name in ("done_quantity", "demolished_area", "restored_area"):
            if name in fields:
                fields[name] = round(fields[name] * self._share, 3)
        if step["do"] == "record_set":
            fields["quantity"] = fields["done_quantity"]
        return {**step, "fields": fields} if fields else step


@pytest.fixture(scope="module")
def split(tmp_path_factory):
    """A folder with a project whose issue was split in two, by command and signed."""
    folder = tmp_path_factory.mktemp("heirs")
    inputs = resources.sample("qinghe")
    script = tomllib.loads((inputs / "demo.toml").read_text("utf-8"))
    steps = script["step"]
    fined = next(n for n, step in enumerate(steps) if step.get("kind") == "penalty") + 1
    cut = folder / "cut.geojson"
    cut.write_text(json.dumps(CUT), "utf-8")
    with own_home(folder):
        walk = Walk(script, inputs, folder, "zh", quiet=True)
        walk._make()
        for item in script["input"]:
            walk._input(item)
        for step in steps[:fined]:
            getattr(walk, f"_do_{step['do']}")(step)
        project = folder / "project"
        script["counted"] = counted(folder)
        why = ("--reason", "现场为两处采面", "--on", "2025-05-25", "--actor", COUNTY)
        walk._call("issue", "split", project, WHOLE, "--cut", cut, *why)
        sign(walk, project, WHOLE)
    return folder, script, steps[fined:]


def counted(folder):
    """What a split must not change of the county's row in the summary: ground, fines, referrals."""
    out = folder / "summary.xlsx"
    assert main(["report", "summary", str(folder / "project"), "-o", str(out)]) == 0
    rows = list(openpyxl.load_workbook(out, data_only=True).worksheets[0].values)
    names, county = rows[3], rows[4]
    told = dict(zip(names, county, strict=True))
    return {name: told[name] for name in ("涉及面积（公顷）", "罚款（万元）", "移送件数")}


def sign(walk, project, number):
    walk._call("issue", "consent", project, number, "--actor", CITY, "--on", "2025-05-28")


@pytest.fixture
def here(split, tmp_path, monkeypatch):
    """A copy whose maker's home is this user's: folder, script and the steps that are left."""
    made, script, steps = split
    shutil.copytree(made / "project", tmp_path / "project")
    shutil.copytree(made / "home", tmp_path / "home")
    for note in (tmp_path / "home").rglob("projects/*/*.json"):
        note.write_text(note.read_text("utf-8").replace(str(made), str(tmp_path)), "utf-8")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path, script, steps


def file(capsys, here, number, share):
    """Walks an heir to filed; the pack that went with it."""
    folder, script, steps = here
    project = folder / "project"
    walk = HeirWalk(script, resources.sample("qinghe"), folder, number, share)
    *course, last = steps
    assert last["move"] == "file"
    walk.go(course)
    _, told = as_json(capsys, "issue", "ready", project, number, "--move", "file")
    assert "area_rs" in {m["field"] for m in told["missing"]}  # of the new shape nobody said it
    area = as_json(capsys, "issue", "show", project, number)[1]["overlay"][0]["area_m2"]
    given = (f"area_rs={area:.0f}", "--actor", COUNTY, "--on", "2025-11-15")
    assert said(capsys, "issue", "set", project, number, *given)[0] == 0
    walk.go([last])
    return folder / "closure-pack.zip"


def shown(capsys, folder, number):
    return as_json(capsys, "issue", "show", folder / "project", number)[1]


def looked_through(capsys, here, number, pack):
    """What holds of every heir that was filed."""
    folder = here[0]
    project = folder / "project"
    told = shown(capsys, folder, number)
    assert (told["state"], told["heir"]) == ("filed", True)
    assert as_json(capsys, "verify", pack)[1]["broken"] == []
    code, found = as_json(capsys, "verify", project)
    assert (code, found["broken"]) == (0, [])
    assert not [r for r in found.get("remarks", []) if r["code"].startswith("heir")]
    with zipfile.ZipFile(pack) as archive:
        names = archive.namelist()
        assert any("02_整改方案" in name for name in names)
        assert any("08_照片/整改后" in name for name in names)
    worked = as_json(capsys, "worklist", project)[1]["items"]
    assert told["issue_no"] not in {item.get("issue_no") or item.get("number") for item in worked}
    return told


def test_that_a_part_goes_to_filed_by_evidence_of_its_own(here, capsys):
    folder, script, _ = here
    before = shown(capsys, folder, WEST)["photos"]
    pack = file(capsys, here, WEST, 0.443)
    told = looked_through(capsys, here, WEST, pack)
    assert {p["sha256"] for p in before} < {p["sha256"] for p in told["photos"]}
    other = shown(capsys, folder, EAST)
    assert (other["state"], other["deadline"]) == ("rectifying", "2025-10-31")
    listed = as_json(capsys, "worklist", folder / "project")[1]["items"]
    assert any(other["issue_no"] in item.values() for item in listed)
    # The fine is on record in both parts, and counts in the first alone.
    assert counted(folder) == pytest.approx(
        script["counted"]
    )  # the fine is in both, and counts once
    ics = folder / "days.ics"
    assert said(capsys, "schedule", folder / "project", "--ics", ics)[0] == 0
    days = ics.read_text("utf-8").replace("\r\n ", "")
    assert other["issue_no"] in days
    assert shown(capsys, folder, WHOLE)["issue_no"] not in days
    report = folder / "part.docx"
    assert said(capsys, "report", "closure", folder / "project", WEST, "-o", report)[0] == 0
    with zipfile.ZipFile(report) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    old = shown(capsys, folder, WHOLE)["issue_no"]
    assert text.count(f"（承自前身 {old}）") >= 5  # its papers, and photos of before


def test_that_parts_that_were_merged_again_go_to_filed(here, capsys):
    folder, script, _ = here
    project = folder / "project"
    walk = Walk(script, resources.sample("qinghe"), folder, "zh", quiet=True)
    why = ("--reason", "实为一处", "--on", "2025-05-26", "--actor", COUNTY)
    walk._call("issue", "merge", project, WEST, EAST, "--into", f"clue_no={MERGED}", *why)
    sign(walk, project, EAST)
    pack = file(capsys, here, MERGED, 1.0)
    told = looked_through(capsys, here, MERGED, pack)
    assert told["fine_yuan"] == FINE
    assert [r["fields"]["yuan"] for r in told["records"] if r["kind"] == "penalty"] == [FINE]
    assert counted(folder) == pytest.approx(script["counted"])
    heirs = shown(capsys, folder, WHOLE)["lineage"]["heirs"]
    assert [one["number"] for one in heirs] == [told["issue_no"]]
    assert Path(pack).stat().st_size > 0
