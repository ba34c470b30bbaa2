"""Where the report lists a paper, which tiers it asks, and which figures it doubts."""

import pytest

from greenshield import messages, reference, resources
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import (
    DocumentRef,
    FieldState,
    IssueState,
    MoveState,
    RecordState,
    Write,
)
from greenshield.services import dossier_papers, dossier_tiers


def record(number, kind, day, files=(), **fields):
    states = {
        name: FieldState(Write(f"w{number}{name}", value, "a", "d", "", 1))
        for name, value in fields.items()
    }
    papers = tuple(DocumentRef(f * 64, f"{f}.pdf") for f in files)
    return RecordState(f"r{number}", kind, f"e{number}", "a", day, states, papers)


def move(number, name, day, files=(), tier=""):
    papers = tuple(DocumentRef(f * 64, f"{f}.pdf") for f in files)
    return MoveState(
        f"m{number}", name, "", "", "a", "", tier, "", day, "", "",
        f"m{number - 1}" if number > 1 else "", "", {}, {}, papers,
    )  # fmt: skip


def issue(records=(), moves=()):
    return IssueState("issue", "i", "s", {}, records=tuple(records), moves=tuple(moves))


def test_that_papers_of_moves_are_listed_once_in_the_chapter_of_the_move():
    made = issue(
        records=(
            record(1, "document", "2025-05-06", "a", doc_kind="plan"),
            record(2, "check", "2025-04-16", "b"),
            record(3, "document", "2025-05-01", "c", doc_kind="other"),
            record(4, "document", "2025-06-12", "d", doc_kind="other"),
        ),
        moves=(
            move(1, "check", "2025-04-16", "b"),
            move(2, "plan", "2025-05-06", "ae"),
            move(3, "approve_plan", "2025-05-12", "f"),
            move(4, "accept", "2025-10-24", "0"),
            move(5, "close", "2025-11-12", "1"),
        ),
    )
    found = {d.sha256[0]: (d.chapter, d.move) for d in dossier_papers.documents(made, str)}
    assert found == {
        "a": ("", ""), "b": ("finding", ""), "c": ("", ""), "d": ("measures", ""),
        "e": ("plan", "plan"), "f": ("plan", "approve_plan"), "0": ("measures", "accept"),
        "1": ("publicity", "close"),
    }  # fmt: skip
    assert len(dossier_papers.documents(made, str)) == len(found)


@pytest.fixture
def ruleset():
    file = resources.path("rulesets") / "default-2026.toml"
    return RuleSet.parse(file.read_text("utf-8"), file.name, tables=reference.code_tables())


def test_that_only_tiers_that_have_a_say_have_a_place(ruleset):
    tiers = ("county", "city", "province")
    assert dossier_tiers.opinion_tiers(issue(), ruleset, "national") == tiers
    spoken = issue(records=(record(1, "opinion", "2025-01-01", tier="authority"),))
    found = dossier_tiers.opinion_tiers(spoken, ruleset, "national")
    assert found == ("authority", *tiers)
    accepted = issue(moves=(move(1, "accept", "2025-01-01", tier="city"),))
    assert dossier_tiers.opinion_tiers(accepted, ruleset, "national") == ("county", "city")


@pytest.mark.parametrize(
    ("fields", "odd"),
    [
        ({"area_rs": 23025.0, "restored_area": 2.3}, ["restored_area"]),
        ({"area_rs": 23025.0, "restored_area": 23025.0, "demolished_area": 1860.0}, []),
        ({"area_measured": 100.0, "demolished_area": 2001.0}, ["demolished_area"]),
        ({"area_rs": 23025.0, "restored_area": 0}, []),
        ({"restored_area": 2.3}, []),
        ({"area_rs": "much", "restored_area": float("nan")}, []),
    ],
)
def test_that_figures_that_do_not_fit_the_patch_are_remarked(fields, odd):
    found = dossier_tiers.odd_figures(fields)
    assert [m.field for m in found] == odd
    assert all("平方米" in messages.text(m.code, m.params, "zh") for m in found)
