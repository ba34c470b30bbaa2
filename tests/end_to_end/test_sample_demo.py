"""What the sample gives the demo to walk: papers, steps, photos that count."""

import io
import zipfile
from pathlib import Path

from helpers.qinghe import DEMO, PHOTOS, QINGHE, TRAPS, demo_patch
from pypdf import PdfReader
from shapely.geometry import Point

from greenshield import reference
from greenshield.domain import fields, records, workflow


def test_that_every_paper_opens_and_says_it_is_invented():
    for paper in (QINGHE / "documents").iterdir():
        assert "示例" in paper.name
        if paper.suffix == ".pdf":
            (page,) = PdfReader(paper).pages
            text = page.extract_text()
        elif paper.suffix == ".docx":
            with zipfile.ZipFile(io.BytesIO(paper.read_bytes())) as archive:
                text = archive.read("word/document.xml").decode()
        else:
            text = paper.read_bytes().decode()
        assert "虚构示例" in text, paper.name


def demo_photos(phase):
    return [
        (PHOTOS[Path(p["photo"]).name], p["kind"])
        for step in [*DEMO["step"], *DEMO["lookback_step"]]
        if step["do"] == "tag"
        for p in step["photos"]
        if p["phase"] == phase
    ]


def test_that_the_demo_walks_the_workflow_from_clue_to_filed():
    actors = {a["key"]: a for a in DEMO["actor"]}
    state, by_move = "clue", {}
    refused = [s for s in DEMO["step"] if s.get("refused")]
    for step in DEMO["step"]:
        if step["do"] != "move" or step.get("refused"):
            continue
        allowed = workflow.roles_for(step["move"], state, acceptance="province")
        assert set(allowed) & set(actors[step["actor"]]["roles"].split(",")), step
        state = workflow.target(state, step["move"], [])
        assert state, step
        by_move[step["move"]] = step
    assert state == "filed"
    assert [s["move"] for s in refused] == ["close"]
    assert refused[0]["on"] <= "2025-11-10" < by_move["close"]["on"]
    assert by_move["plan"]["actor"] != by_move["approve_plan"]["actor"]
    days = [s["on"] for s in [*DEMO["step"], *DEMO["lookback_step"]]]
    assert days == sorted(days)


def test_that_the_demo_names_fields_codes_and_files_that_exist():
    tables = reference.code_tables()
    for step in [*DEMO["step"], *DEMO["lookback_step"]]:
        for document in step.get("documents", []):
            assert (QINGHE / document).is_file()
        kind = step.get("kind") or ("move" if step["do"] == "move" else "issue")
        if step["do"] == "record_set":
            kind = "measure"
        for field, value in step.get("fields", {}).items():
            if not str(value).startswith("@"):
                assert fields.parse(kind, field, value, tables) is not None
        assert step["do"] != "record" or kind in records.KINDS
    for source in DEMO["input"]:
        assert (QINGHE / source["file"]).exists()
    rules = reference.ruleset("default-2026")
    assert set(rules.conditions) <= {c["code"] for c in DEMO["condition"]}


def test_that_the_demo_photos_count_as_evidence():
    patch = demo_patch()
    done = max(s["fields"]["done_on"] for s in DEMO["step"] if s["do"] == "record_set")
    before, after = demo_photos("before"), demo_photos("after")
    for photos in (before, after, demo_photos("lookback")):
        kinds = [kind for _, kind in photos]
        assert "far" in kinds
        assert "near" in kinds
        for fact, _ in photos:
            assert fact["file"] not in TRAPS
            # 50 m are 0.00045 degrees of latitude; of longitude they are more.
            assert patch.distance(Point(fact["lon"], fact["lat"])) < 0.00045
    assert all(f["taken_at"][:10] > done for f, _ in after)
    assert all(f["taken_at"][:10] == "2025-04-16" for f, _ in before)
    angles = [
        abs((a["azimuth_true"] - b["azimuth_true"] + 180) % 360 - 180)
        for a, kind in after
        for b, other in before
        if kind == other == "far"
    ]
    assert min(angles) <= 15
