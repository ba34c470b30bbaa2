"""Nothing that a person reads shows a code of the program where there are words for it."""

from __future__ import annotations

import re

import openpyxl
import pytest
from helpers import every_code
from helpers.calls import as_json, said
from helpers.imports import workbook
from helpers.open_sessions import LAT, LON, PATCH, add_clue, make_project, session_of
from helpers.projects import move, patch

from greenshield import reference, resources
from greenshield.domain import fields
from greenshield.domain.workflow import MOVES
from greenshield.reports.closure_context import closure_context
from greenshield.reports.phrasing import Phrasing
from greenshield.reports.stationery import Stationery, words_of
from greenshield.services import dossier, lookup
from greenshield.services.session import reading

ON = "2026-06-01"
LANGS = ("zh", "en")
ROAD = ("assign", "check", "register", "plan", "approve_plan", "self_check", "city_review",
        "accept", "publicize", "close", "look_back", "reopen")  # fmt: skip
_HASH = re.compile(r"\b[0-9a-f]{8,}\b")  # ids and hashes
_ENGLISH = re.compile(r"(?<![0-9A-Za-z_])[A-Za-z][A-Za-z_]{2,}(?![0-9A-Za-z])")
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_LITERAL = re.compile(r"[{\[]['\"]|': ")  # an object as a program writes it
_NAMES = {"UTC", "SHA", "EPSG", "default"}  # default-2026 is the name of a rule set


def raw(text: str, lang: str, typed: frozenset[str] = frozenset()) -> set[str]:
    """What no person reads; ``typed`` are the codes that stand there to be typed."""
    text = _HASH.sub("", text)
    found = set((_ENGLISH if lang == "zh" else _CODE).findall(text)) - _NAMES - typed
    return found | set(_LITERAL.findall(text))


def texts(value):
    """All texts of a report's names, but its own words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for held in value.values() for text in texts(held))
    elif isinstance(value, list | tuple):
        yield from (text for held in value for text in texts(held))


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A project with every code, its issues at every step of the road."""
    path = make_project(tmp_path_factory.mktemp("codes") / "county")
    with session_of(path) as session:
        numbers = every_code.made(session)
        with session.project.action(session.who.actor_id) as action:
            for n, number in enumerate(numbers):
                for name in ROAD[: n % (len(ROAD) + 1)]:
                    move(action, lookup.issue(session.project, number).entity_id, name)
    return path, numbers


@pytest.mark.parametrize("lang", LANGS)
def test_that_a_closure_report_tells_every_code_in_words(county, lang):
    path, numbers = county
    words = words_of(Stationery.load(resources.path("templates")).closure_words, lang)
    with reading(path) as session:
        for number in numbers:
            made = dossier.build(session.project, lookup.issue(session.project, number), as_of=ON)
            named = closure_context(made, Phrasing(lang, made.label, words), words)
            told = "\n".join(texts({k: v for k, v in named.items() if k != "w"}))
            assert raw(told, lang) == set(), number


@pytest.mark.parametrize("lang", LANGS)
def test_that_an_issue_and_its_records_are_shown_in_words(county, lang, capsys):
    path, numbers = county
    for number in numbers:
        code, told, err = said(capsys, "issue", "show", path, number, "--lang", lang)
        assert (code, raw(told + err, lang, frozenset(MOVES))) == (0, set()), number
        code, told, err = said(capsys, "record", "list", path, number, "--lang", lang)
        assert (code, raw(told + err, lang)) == (0, set()), number


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "words", [("ledger", "export", "{}", "{}"), ("report", "summary", "{}", "-o", "{}")]
)
def test_that_workbooks_tell_every_code_in_words(county, words, lang, tmp_path, capsys):
    path, _ = county
    file = tmp_path / "a.xlsx"
    given = iter((path, file))
    command = [next(given) if word == "{}" else word for word in words]
    assert said(capsys, *command, "--lang", lang)[0] == 0
    book = openpyxl.load_workbook(file)
    cells = [c for sheet in book for row in sheet.iter_rows(values_only=True) for c in row]
    told = [cell for cell in cells if isinstance(cell, str) and not cell.startswith("=")]
    assert len(told) > 100
    assert raw("\n".join(told), lang) == set()


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("厅级 1 人、处级 2 人", {"department": 1, "division": 2}),
        ("department rank: 1, division rank: 2", {"department": 1, "division": 2}),
        ("乡科级=3；县处级:1", {"section": 3, "division": 1}),
        ("处级2人，县处级1人", {"division": 3}),
        ('{"科级": 2, "省级": 1}', {"section": 2, "省级": 1}),
        ("股级=2", {"股级": 2}),
        ("处级=甲,乙", {"处级": ["甲", "乙"]}),
    ],
)
def test_that_persons_by_rank_are_typed_as_they_are_shown(typed, held):
    assert fields.parse("issue", "acct_by_rank", typed, reference.code_tables()) == held


def test_that_ranks_are_shown_as_they_can_be_typed_again(tmp_path, capsys):
    path = make_project(tmp_path / "county")
    with session_of(path) as session:
        add_clue(session, "QH-1", patch(1))
    told = "厅级 1 人、处级 2 人、科级及以下 3 人"
    assert as_json(capsys, "issue", "set", path, "QH-1", f"分级问责人数={told}")[0] == 0
    assert f"分级问责人数  {told}\n" in said(capsys, "issue", "show", path, "QH-1")[1]
    _, data = as_json(capsys, "issue", "show", path, "QH-1")
    assert data["acct_by_rank"] == {"department": 1, "division": 2, "section": 3}
    file = tmp_path / "a.xlsx"
    assert said(capsys, "ledger", "export", path, file)[0] == 0
    code, done = as_json(capsys, "ledger", "import", path, file)
    print(done)
    assert (code, done["unchanged"], done["updated"]) == (0, 1, 0)


def test_that_what_a_list_says_otherwise_is_told_in_words(tmp_path, capsys):
    path = make_project(tmp_path / "county")
    with session_of(path) as session:
        add_clue(session, "QH-1", PATCH, external_nos=[["", "旧1"], ["reissued", "新1"]])
    set_by_hand = (
        "facility_name=A, B",
        "activity_code=quarry",
        "zone_code=core,buffer",
        "eia_accepted=true",
    )
    assert as_json(capsys, "issue", "set", path, "QH-1", *set_by_hand)[0] == 0
    header = ("核查点编号", "问题来源", "外部编号", "活动类型", "所在功能区", "环保验收",
              "活动/设施名称", "经度", "纬度")  # fmt: skip
    row = ["QH-1", "常态化巡查", "旧2、新1", "道路", "实验区", "否", "A, C", LON, LAT]
    file = workbook(tmp_path / "a.xlsx", header, [row])
    told = said(capsys, "ledger", "import", path, file)
    lines = [line for line in "".join(told[1:]).splitlines() if "由人工填写" in line]
    values = [re.findall("“([^”]*)”", line) for line in lines]
    assert sorted(values) == sorted(
        [["采石场", "道路"], ["核心区、缓冲区", "实验区"], ["是", "否"],
         ["旧1, 新1", "旧1, 新1, 旧2"], ["A, B", "A, C"]]
    )  # fmt: skip


def test_that_a_number_beside_one_that_is_known_is_taken_alone(tmp_path, capsys):
    path = make_project(tmp_path / "county")
    header = ("核查点编号", "问题来源", "外部编号", "经度", "纬度")
    at = [LON, LAT]
    for told in ("旧1", "旧1、旧2", "甲、乙"):
        file = workbook(tmp_path / "a.xlsx", header, [["QH-1", "常态化巡查", told, *at]])
        assert as_json(capsys, "ledger", "import", path, file)[0] == 0
    _, data = as_json(capsys, "issue", "show", path, "QH-1")
    assert [number for _, number in data["external_nos"]] == ["旧1", "旧2", "甲、乙"]
