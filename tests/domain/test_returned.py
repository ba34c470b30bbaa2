"""A return stands open until the county checks anew, and asks for something newer than itself."""

import pytest
from case_steps import at, request

from greenshield.domain import readiness, returned

ITEMS = ["清理残渣", "补拍照片"]


def sent_back():
    """An issue that the city returned after the county's check."""
    led = at("city_review")
    led.make("return", "city1", "2026-07-10", reason="现场有残渣", data={"items": ITEMS})
    return led


def told(led):
    actor, _, rest = request("self_check")
    case = led.case("self_check", actor, "2026-07-20", **rest)
    return [m for m in readiness.warnings(case) if m.code == "return_unanswered"]


def test_that_a_return_stands_open_until_the_next_check():
    led = sent_back()
    back = returned.standing(led.issue().history())
    assert (back.reason, returned.items(back)) == ("现场有残渣", ITEMS)
    actor, _, rest = request("self_check")
    led.make("self_check", actor, "2026-07-20", **rest)
    assert returned.standing(led.issue().history()) is None
    assert returned.standing(at("self_check").issue().history()) is None


def test_that_a_check_after_a_return_is_remarked_on_where_nothing_answers_it():
    led = sent_back()
    (found,) = told(led)
    assert found.params == {"day": "2026-07-10", "items": "清理残渣; 补拍照片"}
    actor, _, rest = request("self_check")
    led.make("self_check", actor, "2026-07-20", **rest)
    (after,) = told(led)  # as the move itself tells it, once it is made
    assert after.params == found.params


@pytest.mark.parametrize(
    ("day", "counts"), [("2026-07-09", False), ("2026-07-10", True), ("2026-07-15", True)]
)
def test_that_a_newer_photo_or_record_or_measure_answers_a_return(day, counts):
    with_photo, with_record, with_measure = sent_back(), sent_back(), sent_back()
    with_photo.photo("new", taken_at=f"{day}T09:00:00", azimuth_deg=50.0)
    with_photo.tag("new", "after", "near")
    with_record.add("county1", "check", day, is_true=True, findings="已清理")
    measure = next(r for r in with_measure.records.values() if r.kind == "measure")
    with_measure.set_record(measure.record_id, done_on=day)
    assert [told(led) == [] for led in (with_photo, with_record, with_measure)] == [counts] * 3


def test_that_a_reviewers_opinion_answers_nothing():
    led = sent_back()
    led.add("city1", "opinion", "2026-07-12", tier="city", text="仍有残渣")
    assert len(told(led)) == 1


def test_that_a_first_check_is_not_remarked_on():
    assert told(at("self_check")) == []
