"""What is typed stays with the issue and the person that it is of."""

from __future__ import annotations

import pytest
from helpers.dossier_calls import new_clue
from helpers.dossier_hands import Hands
from helpers.qinghe import demo_patch

from ui.dossier import calls


@pytest.fixture
def second(hands: Hands, clue: str) -> str:
    """Another clue; the first one is shown."""
    fields = {
        "facility_name": "另一处", "source_code": "national_rs",
        "activity_code": "old_quarry", "source_crs": "EPSG:4490",
    }  # fmt: skip
    made: str = hands.write(new_clue, "DT-2", demo_patch().wkt, fields)
    hands.show(clue)
    return made


def stored(hands: Hands) -> dict:
    """The drafts of the person at the window, as the project's file has them."""
    info, found = hands.desk.info, []
    assert info is not None
    hands.desk.ask(calls.drafts, info.actor_id, done=found.append)
    hands.settle()
    return found[0]


def test_that_nobody_sees_or_keeps_what_the_person_before_typed(hands, clue):
    hands.turn("facts")
    hands.type("fact.issue.place_name", "北沟")
    hands.open_record("penalty")
    hands.fill("penalty", {"number": "青示罚9号"})
    hands.turn("history")
    hands.type("comment.text", "只写给自己")
    hands.sign_in("周巡查（示例）")
    assert hands.panel.pages.timeline.comments.text() == ""
    assert "place_name" not in hands.panel.pages.facts.typed()
    assert hands.panel.forms.form is None
    hands.panel.gather()
    assert hands.panel.drafts.all() == {}
    assert stored(hands) == {}
    hands.sign_in("吴承办（示例）")
    assert hands.panel.pages.timeline.comments.text() == "只写给自己"
    assert set(hands.panel.drafts.forms(clue)) == {"facts", "remark", "record:penalty"}
