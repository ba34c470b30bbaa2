"""What is typed outlives a worker that dies, and is kept while one writes on and on."""

from __future__ import annotations

import os
import signal

from ui.dossier import calls


def stored(hands):
    """The drafts of the person at the window, as the project's file has them."""
    found: list = []
    hands.desk.ask(calls.drafts, hands.desk.info.actor_id, done=found.append)
    hands.settle()
    return found[0]


def test_that_what_is_typed_outlives_a_worker_that_dies(hands, clue):
    me = hands.desk.info.actor_id
    hands.turn("history")
    hands.type("comment.text", "先打的")
    hands.panel._keeping.keep()
    hands.settle()
    assert stored(hands)[clue]["remark"] == {"text": "先打的"}
    hands.type("comment.text", "崩溃前打的字")
    with hands.qtbot.waitSignal(hands.desk.opened, timeout=60_000):
        os.kill(hands.desk.office.process_id, signal.SIGKILL)
    hands.settle()
    if hands.desk.info.actor_id != me:
        hands.sign_in(next(p.name for p in hands.panel.forms.choices.people if p.actor_id == me))
    hands.show(clue)
    hands.turn("history")
    assert hands.panel.pages.timeline.comments.text() == "崩溃前打的字"
    hands.panel._keeping.keep()
    hands.settle()
    assert stored(hands)[clue]["remark"] == {"text": "崩溃前打的字"}
    hands.desk.troubles.clear()


def test_that_nobody_else_gets_what_was_typed_before_a_worker_died(hands, clue):
    hands.turn("history")
    hands.type("comment.text", "崩溃前打的字")
    with hands.qtbot.waitSignal(hands.desk.opened, timeout=60_000):
        os.kill(hands.desk.office.process_id, signal.SIGKILL)
    hands.settle()
    hands.sign_in("周巡查（示例）")
    hands.show(clue)
    hands.turn("history")
    assert hands.panel.pages.timeline.comments.text() == ""
    assert stored(hands) == {}
    hands.desk.troubles.clear()


def test_that_whoever_writes_on_and_on_has_it_kept(hands, clue):
    hands.turn("history")
    hands.panel._keeping._soon.setInterval(400)
    box = hands.find("comment.text")
    kept: list = []
    hands.panel._keeping._soon.timeout.connect(lambda: kept.append(box.toPlainText()))

    def types_on() -> bool:
        hands.qtbot.keyClicks(box, "a")
        return bool(kept)

    hands.qtbot.waitUntil(types_on, timeout=10_000)
    assert kept[0]
    hands.settle()
