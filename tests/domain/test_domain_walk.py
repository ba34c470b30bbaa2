"""Every move with complete evidence passes; recorded moves stand when judged from pins alone."""

from __future__ import annotations

import json

import pytest
from case_steps import BEFORE, ask, at, request

from greenshield.domain import pins, workflow


def test_that_the_steps_cover_every_move():
    assert set(BEFORE) == set(workflow.MOVES)


@pytest.mark.parametrize("move", list(workflow.MOVES))
def test_that_a_move_with_complete_evidence_is_ready(move):
    assert ask(at(move), move) == []


@pytest.mark.parametrize("move", list(workflow.MOVES))
def test_that_a_recorded_move_stands_when_judged_from_its_pins(move):
    led = at(move)
    actor, on, rest = request(move)
    made = led.make(move, actor, on, **rest)
    for step in led.moves:
        body = json.loads(json.dumps(led.events[step.event_id], sort_keys=True))
        assert pins.judge_again(body, led.body_of, led.ruleset) == []
    assert made.to_state == led.state
