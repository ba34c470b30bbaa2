"""``docs/command-line.md`` and the parser name each other's commands, options and JSON."""

from __future__ import annotations

import argparse
import json
import re
import shutil

import pytest
from helpers import patrol_commands
from helpers.imports import boundary_file
from helpers.make_basemaps import geotiff, halves
from shapely import box

from greenshield.cli.main import GROUPS, build_parser, common_options, main
from greenshield.domain import errors, records
from greenshield.domain.fields import CATALOGUE
from greenshield.project.opening import open_project
from greenshield.project.receiving import receive
from greenshield.resources import sample


@pytest.fixture(scope="module")
def page(repository):
    return (repository / "docs" / "command-line.md").read_text("utf-8")


@pytest.fixture(scope="module")
def sections(page):
    """The text of each command's section."""
    parts = re.split(r"^## `([^`]+)`$", page, flags=re.MULTILINE)
    names = parts[1::2]
    assert len(names) == len(set(names))
    return dict(zip(names, parts[2::2], strict=True))


@pytest.fixture(scope="module")
def commands():
    """Every command's parser, by its words."""
    return dict(_leaves(build_parser(list(GROUPS)), ()))


def _leaves(parser, words):
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from _leaves(sub, (*words, name))
            return
    yield " ".join(words), parser


COMMON = {o for a in common_options()._actions for o in a.option_strings} | {"-h", "--help"}


def own_actions(parser):
    return [a for a in parser._actions if not COMMON & set(a.option_strings)]


def syntax(section):
    """The command line in a section's block: options and words, each with what is said of it."""
    (block,) = re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    line = " ".join(block.split()).replace("[", " [ ").replace("]", " ] ")
    out, free, name = {}, False, ""
    for token in line.split():
        if token in "[]":
            free, name = token == "[", ""
        elif token == "…":
            out[list(out)[-1]]["many"] = True
        elif token.startswith("-"):
            name = token
            out[name] = {"required": not free, "value": "", "many": False}
        elif name and not out[name]["value"]:
            out[name]["value"] = token
            name = "" if not free else name
        else:
            out[token] = {"required": not free, "value": "", "many": False}
    return out


def expected(parser):
    """The same out of a parser; a value is None where the page may name it as it likes."""
    out = {}
    for a in own_actions(parser):
        many = a.nargs in ("+", "*")
        if a.option_strings:
            shown = a.option_strings[0]
            value = a.metavar or ("|".join(a.choices) if a.choices else None)
            value = "" if isinstance(a, argparse._StoreTrueAction) else value
            out[shown] = {"required": a.required, "value": value, "many": many}
        else:
            word = a.metavar or a.dest.upper()
            out[word] = {"required": a.nargs not in ("?", "*"), "value": "", "many": many}
    return out


def test_that_the_page_and_the_parser_have_the_same_commands(sections, commands):
    assert sections.keys() == commands.keys()


def test_that_each_command_takes_what_the_page_says(sections, commands):
    wrong = {}
    for name, parser in commands.items():
        told = syntax(sections[name])
        words = ["greenshield", *name.split()]
        assert list(told)[: len(words)] == words
        told = {k: v for k, v in told.items() if k not in words}
        should_be = expected(parser)
        for key, value in should_be.items():
            if value["value"] is None and key in told:
                value["value"] = told[key]["value"]
        if told != should_be:
            wrong[name] = (told, should_be)
    assert wrong == {}


def test_that_every_spelling_of_an_option_stands_in_its_section(sections, commands):
    missing = [
        (name, option)
        for name, parser in commands.items()
        for action in own_actions(parser)
        for option in action.option_strings
        if not re.search(rf"(?<![\w-]){option}(?![\w-])", sections[name])
    ]
    assert missing == []


def test_that_the_common_options_stand_at_the_head(page):
    head = page[: page.index("## Exit codes")]
    told = set(re.findall(r"`(--[a-z-]+)(?: [^`]*)?`", head))
    assert {o for o in COMMON if o.startswith("--")} | {"--version"} >= told >= COMMON - {"-h"}


def test_that_every_exit_code_of_an_error_stands_there(page):
    told = {int(n) for n in re.findall(r"^\| (\d) \|", page, re.MULTILINE)}
    kinds = [c for c in vars(errors).values() if isinstance(c, type)]
    raised = {c.exit_code for c in kinds if issubclass(c, errors.GreenShieldError)}
    assert told == raised | {0, 1}


def test_that_every_kind_of_record_stands_there(sections):
    told = re.search(r"KIND: (.*?)\.", sections["record add"]).group(1)
    assert re.findall(r"`(\w+)`", told) == list(records.KINDS)


class Shell:
    """Runs commands in one project and holds their JSON against the page."""

    def __init__(self, project, sections, capsys):
        self.project = project
        self.ran = set()
        self._sections = sections
        self._capsys = capsys

    def __call__(self, command, *args, at=True, code=0):
        project = [] if at is None else [self.project if at is True else at]
        given = [*command.split(), *map(str, [*project, *args]), "--json"]
        got = main(given)
        out = self._capsys.readouterr()
        assert got == code, (given, out)
        data = json.loads(out.out)
        self.ran.add(command)
        told = self._told(command)
        shown = dict(data)
        if "items" in data:
            assert data["total"] == len(data["items"]) > 0, command
            told |= {"items", "total"}
            shown |= data["items"][0]
        assert shown.keys() - FREE.get(command, set()) <= told, command
        return data

    def _told(self, command):
        """The names that a section says of its JSON, or of the section's that it points to."""
        text = self._sections[command]
        text = text[text.index("JSON") :]
        other = re.search(r"as of `([a-z ]+)`", text)
        return set(re.findall(r"`(\w+)`", text)) | (self._told(other[1]) if other else set())


FREE = {
    "issue show": set(CATALOGUE["issue"]),
    "areas show": set(CATALOGUE["area"]) | set(CATALOGUE["zone"]),
}


def test_that_the_json_of_commands_carries_what_the_page_says(
    sections, tmp_path, capsys, monkeypatch
):
    run = Shell(tmp_path / "p", sections, capsys)
    data = sample("qinghe")
    run("new", "--name", "青禾县", "--division", "229901", "--me", "王芳")
    run("info")
    run("identify", data, at=None)
    run("actor add", "李明", "--tier", "county", "--roles", "inspector")
    for name in ("省甲", "省乙"):
        run("actor add", name, "--tier", "province", "--roles", "province")
    run("actor list")
    run("actor add", "走了", "--tier", "county")
    run("actor disable", "走了")
    run("actor set", "李明", "unit=县局")
    run("actor use", "王芳")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("GREENSHIELD_HOME", str(tmp_path / "elsewhere"))
        run("device request", "-o", tmp_path / "request.json")
    run("device admit", tmp_path / "request.json")
    run("device list")
    run("number grant", "--division", "229901", "--year", 2026, "--first", 1, "--last", 20)
    run("number list")
    run("ruleset list", at=None)
    run("ruleset show", "strict-2026", at=None)
    run("ruleset check", "strict-2026", at=None)
    run("ruleset write", "strict-2026", "-o", tmp_path / "own.toml", at=None)
    run("ruleset use", "strict-2026")
    run("areas import", data / "boundaries" / "保护区范围.shp")
    area = run("areas list")["items"][0]["id"]
    run("areas show", area)
    run("ledger import", data / "ledger" / "遥感图斑.shp", "--datum", "wgs84")
    run("ledger layouts list", at=None)
    run("ledger layouts forget", "--all", at=None)
    run("ledger list")
    run("ledger compare", data / "ledger" / "遥感图斑.shp", "-o", tmp_path / "compared.xlsx")
    run("ledger export", tmp_path / "ledger.zip", "--encoding", "gbk")
    photos = [data / "photos" / f"IMG_20250416_09{n}.jpg" for n in (4115, 4328, 4702)]
    run("photos import", *photos)
    run("tracks import", data / "tracks" / "巡查.gpx")
    run("tracks list")
    patrol_commands.run_all(run, data / "photos" / "IMG_20250416_094115.jpg", tmp_path)
    _layers(run, tmp_path)
    _markers(run, tmp_path, photos[0])
    _vectors(run, data / "boundaries" / "生态保护红线.geojson", tmp_path)
    (tmp_path / "list.csv").write_text("行为,适用空间,管控要求\n关停,自然保护地,限制\n", "utf-8")
    run("layers negative import", tmp_path / "list.csv")
    run("layers negative list")
    issue = "YG2025-229901-007"
    _one_issue(run, issue, tmp_path)
    photo = run("photos list")["items"][0]["sha256"]
    _photos(run, photo, issue)
    run("position show", "126.5 43.5", at=None)
    run("position measure", "POLYGON ((126 43, 127 43, 127 44, 126 43))", at=None)
    run("settings set", "auto_tag_lead", "45%", at=None)
    run("settings show", at=None)
    run("worklist", "--ics", tmp_path / "due.ics")
    run("schedule")
    run("report closure", issue, "-o", tmp_path / "closure.zip")
    run("report batch", tmp_path / "reports", issue)
    run("report handover", issue, "-o", tmp_path / "handover.zip")
    run("report template write", "-o", tmp_path / "own.docx")
    run("report template check", tmp_path / "own.docx", at=None)
    run("report template use", tmp_path / "own.docx")
    run("report template show")
    run("report template drop")
    run("report summary", "-o", tmp_path / "summary.xlsx")
    run("division name", "229900=示例市")
    run("division list")
    run("verify")
    run("verify", at=tmp_path / "closure.zip")
    run("docs workflow", "-o", tmp_path / "workflow.md", at=None)
    run("docs fields", "-o", tmp_path / "fields.md", at=None)
    zone = {"功能区": "核心区", "保护区": "云岭国家级自然保护区"}
    zones = boundary_file(tmp_path / "zones.geojson", [(box(126.31, 43.21, 126.32, 43.22), zone)])
    run("areas import", zones, "--kind", "zone")
    run("areas check")
    run("areas diff", "2000-01-01", "2030-01-01", "-o", tmp_path / "diff.geojson")
    run("areas void", area, "--reason", "导错")
    assert [i["void"] for i in run("areas list", "--voided")["items"]] == [True]
    _conflict(run, issue, tmp_path)
    _pin(run, tmp_path)
    assert sections.keys() - run.ran == {"demo", "gui"}


def _pin(run, folder):
    (folder / "pin.txt").write_text("2846\n", "utf-8")
    run("actor pin", "王芳", "--new-pin-file", folder / "pin.txt")


def _layers(run, folder):
    for name in ("a.tif", "b.tif"):
        geotiff(folder / name, halves(64, 64))
        run("layers import", folder / name, "--date", "2024-05")
    taken = run("layers import", sample("qinghe") / "reference" / "管护站与巡护线.geojson")["added"]
    assert [(i["kind"], i["name"]) for i in taken] == [("vectors", "管护站与巡护线")]
    assert {i["kind"] for i in run("layers list")["items"]} == {"geotiff", "vectors"}
    run("layers set", "a.tif", "--name", "甲")
    run("layers order", "a.tif", "b.tif")
    run("layers overviews", "b.tif")
    run("layers remove", "b.tif", "--delete")


def _markers(run, folder, photo):
    (folder / "markers.csv").write_text(
        "界桩编号,经度,纬度,现状\nJZ-1,126.31,43.21,完好\n", "utf-8"
    )
    run("layers markers import", folder / "markers.csv")
    run("layers markers inspect", "JZ-1", "--condition", "damaged", "--photo", photo)
    (found,) = run("layers markers list")["items"]
    assert (found["condition"], found["inspections"]) == (
        "damaged",
        1,
    )  # on today, where none is said
    run("layers markers set", "JZ-1", "remark=路边")
    run("layers markers show", "JZ-1")
    run("layers markers void", "JZ-1", "--reason", "录错")


def _vectors(run, file, folder):
    run("layers vectors check", file)
    item = run("layers vectors import", file, "--set", "name=参考")["layer"]
    run("layers vectors list")
    run("layers vectors set", "参考", "colour=#336699")
    place = ("--lon", item["bounds"][0], "--lat", item["bounds"][1], "--within", "1")
    run("layers vectors identify", *place)
    run("layers vectors shapes", "参考", "-o", folder / "shapes.geojson")
    run("layers vectors void", "参考", "--reason", "过期")


def _one_issue(run, issue, folder):
    paper = folder / "paper.txt"
    paper.write_text("a paper", "utf-8")
    run("issue new", "clue_no=TB-1", "facility_name=采石场")
    _temporary(run, folder)
    run("issue assign", issue, "李明", "--due", "2026-12-01")
    run("issue comment", issue, "看过了")
    run("record add", issue, "document", "doc_kind=other", "--document", paper)
    run("record set", issue, "document", "title=材料")
    run("record list", issue)
    run("record add", issue, "penalty", "number=1", "party=甲")
    run("issue files", issue, "--out", folder / "files")
    run("record void", issue, "penalty", "--reason", "录错了")
    run("issue ready", issue)
    run("issue ready", issue, "--move", "check")
    run("issue set", issue, "measure_codes=关停")
    assert run("issue show", issue)["restrictions"][0]["level"] == "limited"
    run("layers negative check")
    assert run("layers negative plans")["total"] == 1
    row = run("layers negative list")["items"][0]["id"]
    run("layers negative set", row, "wording=须先论证", "valid_from=2000-01-01")
    assert run("issue show", issue)["restrictions"]
    assert run("issue show", issue, "--on", "1990-01-01")["restrictions"] == []
    run("layers negative void", "list", "--reason", "录错")
    run("issue new", "clue_no=CF-2")
    parts = ("--part", "clue_no=CF-2-1", "--part", "clue_no=CF-2-2")
    run("issue split", "CF-2", "--reason", "两处", *parts)
    run("issue new", "clue_no=CF-3", "geom=126.5,43.1;126.6,43.1;126.6,43.2")
    cut = folder / "cut.geojson"
    cut.write_text('{"type":"LineString","coordinates":[[126.55,43],[126.55,44]]}', "utf-8")
    assert len(run("issue split", "CF-3", "--cut", cut, "--dry-run")["parts"]) == 2
    run("issue split", "CF-3", "--cut", cut, "--reason", "两处")
    run("issue merge", "CF-2-1", "CF-2-2", "--reason", "一处", "--into", "clue_no=CF-2-3")
    run("issue move", "TB-1", "void", "--reason", "重复", "--document", paper, "--actor", "省甲")
    run("issue consent", "TB-1", "--actor", "省乙")
    run("issue show", issue)


def _temporary(run, folder):
    """A ledger row that another office gave a temporary number."""
    head = "图斑编号,问题编号,行政区划代码,整改状态,经度,纬度"
    rows = f"{head}\nTB-2,229901-2026-T-0123abcd,229901,已入账,127.5,42.1\n"
    (folder / "ledger.csv").write_text(rows, "utf-8")
    run("ledger import", folder / "ledger.csv", "--as", "ledger", "--source", "绿盾巡查")
    run("issue number", "TB-2")


def _photos(run, photo, issue):
    run("photos suggest", photo)
    run("photos datum", photo, "--as", "wgs84")
    run("photos place", photo, "--lon", "127.0", "--lat", "42.0")
    run("photos time", photo, "--at", "2025-04-16 10:00")
    run("photos time", photo, "--back")
    run("photos accept", photo, "--note", "在场", "--actor", "省甲")
    run("photos tag", photo, issue, "--phase", "before", "--kind", "far")
    after = run("photos list")["items"][1]["sha256"]
    run("photos tag", after, issue, "--phase", "after", "--kind", "far")
    run("photos pairs", issue)
    run("photos shots", issue)
    run("photos stand", issue, "--phase", "before", "--at", "127.0 42.0")
    run("photos untag", photo, issue)
    run("photos thumbnails")
    run("photos picture", photo, "-o", run.project.parent / "large.jpg")
    run("photos show", photo)
    run("photos exif", photo)
    run("photos import", sample("qinghe") / "photos" / "IMG_20250416_112448.jpg")  # clock is off
    run("photos check")
    run("photos original", photo, "-o", run.project.parent / "original.jpg")
    original = sample("qinghe") / "photos" / "IMG_20250416_094115.jpg"
    run("photos clock", original, "--shown", "09:41:20")


def _conflict(run, issue, folder):
    """Two copies of the project write one field, and one learns what the other wrote."""
    copy = folder / "copy"
    shutil.copytree(run.project, copy)
    run("issue set", issue, "facility_name=甲采石场")
    run("issue set", issue, "facility_name=乙采石场", at=copy)
    with open_project(copy, who="test", read_only=True) as other:
        events = list(other.journal.all())
    with open_project(run.project, who="test") as project:
        receive(project, events)
    conflict = run("conflicts list")["items"][0]["conflict"]
    run("conflicts resolve", conflict, "--take", "theirs")
