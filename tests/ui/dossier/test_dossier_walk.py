"""One issue from clue to filed, by the dossier's forms alone, each step by who may make it."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.dossier_calls import pack, tie
from helpers.dossier_hands import Hands
from helpers.qinghe import DEMO, QINGHE
from helpers.ways import plays, way

pytestmark = pytest.mark.lengthy

NAMES = {a["key"]: a["name"] for a in DEMO["actor"]}
PAPERS = {c["code"]: c["documents"] for c in DEMO["condition"]}


class Walker:
    """Walks the sample's script with hands on the forms instead of commands."""

    def __init__(self, hands: Hands, issue: str, folder: Path) -> None:
        self.hands, self.issue, self.folder = hands, issue, folder
        self.records: dict[str, str] = {}
        self.who = ""
        self.moves: list[str] = []

    def walk(self) -> None:
        for step in DEMO["step"]:
            name = NAMES[step["actor"]]
            if name != self.who:
                self.who = name
                self.hands.sign_in(name)
            getattr(self, f"do_{step['do']}")(step)

    def values(self, fields: dict) -> dict[str, str]:
        told = {k: str(v) for k, v in fields.items()}
        return {k: NAMES[v[1:]] if v.startswith("@") else v for k, v in told.items()}

    def files(self, step: dict) -> list[Path]:
        return [QINGHE / name for name in step.get("documents", [])]

    def do_set(self, step: dict) -> None:
        self.hands.facts(self.values(step["fields"]))

    def do_record(self, step: dict) -> None:
        fields = self.values(step["fields"])
        made = self.hands.record(step["kind"], fields, step["on"], self.files(step))
        self.records[step.get("id", "")] = made

    def do_record_set(self, step: dict) -> None:
        fields = self.values(step["fields"])
        self.hands.change_record(self.records[step["record"]], "measure", fields)

    def do_tag(self, step: dict) -> None:
        ties = [(str(QINGHE / p["photo"]), p["phase"], p["kind"]) for p in step["photos"]]
        self.hands.write(tie, self.issue, ties)

    def do_move(self, step: dict) -> None:
        hands, before = self.hands, self.hands.state
        files = self.files(step)
        if step.get("pack"):
            file = self.folder / "pack.zip"
            hands.write(pack, self.issue, file)
            files.append(file)
        hands.open_move(step["move"])
        hands.type("form.day", step["on"])
        hands.settle()
        hands.attach(files)
        hands.fill("move", self.values(step.get("fields", {})))
        if step.get("ticks"):
            self.tick()
        hands.press("form.go")
        if step.get("refused"):
            assert hands.state == before
            assert hands.refused()
            hands.press("form.drop")
        else:
            assert hands.panel.forms.form is None, hands.refused()
            assert hands.state != before
            self.moves.append(step["move"])

    def tick(self) -> None:
        form = self.hands.panel.forms.form
        for condition in form.ticks.conditions():
            named = [Path(p).name for p in PAPERS.get(condition, PAPERS[""])]
            self.hands.type(f"tick.{condition}", "; ".join(named))


@plays(
    ("assign", "clue", "county"),
    ("check", "assigned", "inspector"),
    ("register", "checked", "county"),
    ("plan", "registered", "county"),
    ("approve_plan", "planned", "county"),
    ("self_check", "rectifying", "county"),
    ("city_review", "self_checked", "city"),
    ("accept", "city_reviewed", "province"),
    ("publicize", "accepted", "province"),
    ("close", "publicized", "province"),
    ("file", "closed", "province"),
)
def test_that_an_issue_goes_from_clue_to_filed_by_the_forms_alone(
    request: pytest.FixtureRequest, hands: Hands, clue: str, tmp_path: Path
) -> None:
    walker = Walker(hands, clue, tmp_path)
    walker.walk()
    assert walker.moves == [
        "assign", "check", "register", "plan", "approve_plan", "self_check", "city_review",
        "accept", "publicize", "close", "file",
    ]  # fmt: skip
    made = hands.panel.view.shown["moves"]
    assert {way(m["move"], m["from"], m["role"]) for m in made} == request.function.ways
    assert hands.state == "filed"
    view = hands.panel.view
    assert view.fields["issue_no"] == view.number
    assert not [m for m in view.shown["moves"] if m["status"] != "done"]
