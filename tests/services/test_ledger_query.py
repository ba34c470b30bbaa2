"""The ledger asked: every filter, order and count against plain Python over the same issues."""

import dataclasses
import json
import random

import pytest
from helpers.open_sessions import COUNTY, make_project, session_of
from helpers.projects import move
from hypothesis import example, given
from hypothesis import strategies as st

from greenshield import reference
from greenshield.domain import views, workflow
from greenshield.domain.deadlines import is_check_overdue, is_overdue
from greenshield.domain.errors import UsageError
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.ledger_columns import columns
from greenshield.domain.ledger_filter import FLAGS, LISTS, VIEWS, Filter, Sort
from greenshield.services import ledger_asked, ledger_query, ledger_sql, people

DAY = "2026-11-21"
ME = "me"
AREAS = {"a-old": ("A1", "2019-01-01"), "a-new": ("A1", "2025-01-01"), "b": ("B1", "2025-01-01")}
CHOICES = {
    "states": tuple(workflow.STATES),
    "areas": ("", "a-old", "a-new", "b", "nowhere"),
    "divisions": ("", "2299", COUNTY, "229902", "33"),
    "activities": ("", "mining", "old_quarry", "old_industrial_land", "industry", "transport"),
    "sources": ("", "patrol", "tip_off", "audit"),
    "key_problems": ("", "K1", "K4"),
    "campaigns": ("", "green-1", "green-2"),
    "assignees": ("", "me", "you"),
}
DEADLINES = (None, "2026-10-01", "2026-11-20", "2026-11-21", "2026-11-30", "2026-12-01")
BEFORE = {"suspended": workflow.MOVES["suspend"].sources, "lookback": ("closed", "filed")}
SOME = tuple(f"{COUNTY}:{n:08d}" for n in range(0, 270, 2))  # more than there are
WORDS = ("采石场", "养殖场", "石场路", "TB", "")


class Ledger:
    """A project and what was put into it; Hypothesis prints neither."""

    def __init__(self, project, known):
        self._parts = (project, known)

    def __iter__(self):
        return iter(self._parts)

    def __getitem__(self, n):
        return self._parts[n]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """An open project of 240 issues of all kinds, and what was put into it."""
    path = make_project(tmp_path_factory.mktemp("ledger") / "project")
    rng = random.Random(7)
    with session_of(path) as session:
        with session.project.action(session.who.actor_id) as action:
            for area, (code, day) in AREAS.items():
                action.create(
                    "area",
                    area,
                    {
                        "kind": "area",
                        "code": code,
                        "name": f"保护区{code}",
                        "valid_from": day,
                        "area_level": "national",
                    },
                )
            for n in (1, 2):
                action.create("campaign", f"green-{n}", {"name": f"绿盾{n}"})
            known = [_issue(action, rng, n) for n in range(240)]
        yield Ledger(session.project, known)


def _issue(action, rng, n):
    def pick(name):
        return rng.choice(CHOICES[name]) or None

    values = {
        "clue_no": f"TB-{rng.randrange(40)}-{n}",
        "source_code": pick("sources"),
        "area_id": pick("areas"),
        "division_code": rng.choice((COUNTY, "229902", "229901-x1", None)),
        "activity_code": pick("activities"),
        "key_problem_code": pick("key_problems"),
        "campaign_id": pick("campaigns"),
        "assignee": pick("assignees"),
        "deadline": rng.choice(DEADLINES),
        "check_due": rng.choice(DEADLINES),
        "facility_name": rng.choice(("采石场", "石场路", "养殖场3号", "采 石场", None)),
        "area_rs": rng.choice((None, 1.5, 20, 3.25)),
        "zone_code": rng.choice((None, ["core"], ["core_protect", "core"])),
        "fine_yuan": rng.choice((None, 10.0, 9.0)),
    }
    values = {name: value for name, value in values.items() if value is not None}
    issue = f"{COUNTY}:{n:08d}"
    action.create("issue", issue, values)
    state = rng.choice((*workflow.STATES, *["suspended"] * 4))
    if state != "clue":
        row = {"state": state, "file_sha256": "0" * 64, "sheet": "", "row": n + 1}
        row["came_from"] = rng.choice(("", *workflow.STATES))
        move(action, issue, "adopt", state, ruleset="0" * 64, data=row)
    came_from = row["came_from"] if state in BEFORE else ""
    before = came_from if came_from in BEFORE.get(state, ()) else None
    adopted = state != "clue"
    return values | {"id": issue, "state": state, "came_from": before, "adopted": adopted}


# -- the oracle: one issue at a time, in plain Python -----------------------------------------


def fits(issue, wanted, but=""):
    conditions = {
        "states": lambda v: issue["state"] in v,
        "areas": lambda v: _group(issue.get("area_id")) in {_group(a) for a in v},
        "divisions": lambda v: any(
            (issue.get("division_code", "").startswith(p) if p else not issue.get("division_code"))
            for p in v
        ),
        "activities": lambda v: bool(set(_classes(issue.get("activity_code", ""))) & set(v)),
        "sources": lambda v: issue.get("source_code", "") in v,
        "key_problems": lambda v: issue.get("key_problem_code", "") in v,
        "campaigns": lambda v: issue.get("campaign_id", "") in v,
        "assignees": lambda v: issue.get("assignee", "") in v,
        "overdue": lambda _: _late(issue, wanted),
        "check_overdue": lambda _: _unchecked(issue, wanted),
        "due_month": lambda v: _due(issue, v),
        "text": lambda v: _has(issue, v),
        "view": lambda v: in_view(issue, v, wanted),
        "adopted": lambda v: issue["adopted"] == v,
        "disputed": lambda v: v is False,
        "pending": lambda v: v is False,
        "problem": lambda v: (_stands_as(issue) in ("issues", "closed")) == v,
        "undone": lambda v: _is_undone(issue) == v,
        "issues": lambda v: issue["id"] in v,
    }
    return all(
        test(getattr(wanted, name))
        for name, test in conditions.items()
        if name != but
        and getattr(wanted, name) not in ("", (), None)
        and (name not in ("overdue", "check_overdue") or getattr(wanted, name))
    )


def in_view(issue, view, wanted):
    if view == "overdue":
        return _late(issue, wanted)
    if view == "check_overdue":
        return _unchecked(issue, wanted)
    if view == "due":
        return _due(issue, wanted.as_of[:7])
    if view == "mine":
        return issue.get("assignee") == wanted.me and workflow.is_open(issue["state"])
    return _stands_as(issue) == view


def _stands_as(issue):
    return views.view(issue["state"], issue["came_from"])


def _is_undone(issue):
    return views.is_undone(issue["state"], issue["came_from"])


def _late(issue, wanted):
    deadline = issue.get("deadline")
    return is_overdue(issue["state"], issue["came_from"], deadline, wanted.as_of)


def _unchecked(issue, wanted):
    return is_check_overdue(
        issue["state"], issue["came_from"], issue.get("check_due"), wanted.as_of
    )


def _due(issue, month):
    return issue.get("deadline", "")[:7] == month and _is_undone(issue)


def _group(area):
    return {"a-old": "a-new"}.get(area, area or "")


def _classes(code):
    entry = reference.code_tables().table("activity").entries.get(code)
    return (code,) if entry is None else (code, entry.parent or code, *entry.maps_to)


def _has(issue, text):
    """As the bigram index says it: every pair of neighbours somewhere in one of the texts."""
    told = [issue["clue_no"], issue.get("facility_name", "")]
    if text.isascii():
        return any(text.lower() in t.lower() for t in told)
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    return all(any(pair in t for t in told) for pair in pairs)


filters = st.builds(
    Filter,
    as_of=st.sampled_from((DAY, "2026-12-05")),
    me=st.just(ME),
    view=st.sampled_from(("", *VIEWS)),
    overdue=st.booleans(),
    check_overdue=st.booleans(),
    due_month=st.sampled_from(("", "", "2026-11", "2026-12")),
    text=st.sampled_from(WORDS),
    **{n: st.lists(st.sampled_from(CHOICES[n]), max_size=3).map(tuple) for n in LISTS},
    **{n: st.sampled_from((None, None, True, False)) for n in FLAGS},
)
sorts = st.builds(
    Sort,
    st.sampled_from(("number", "state", "deadline", "area_rs", "source_code", "fine_yuan")),
    st.booleans(),
)


def expected_order(known, sort):
    """Plain Python: by number first, then by the column, those without a value last."""

    def number(issue):
        return [int(part) for part in issue["clue_no"].split("-")[1:]]

    def place(issue):
        value = issue["clue_no"] if sort.column == "number" else issue.get(sort.column)
        if sort.column == "number":
            return number(issue)
        if sort.column in ("state", "source_code") and value is not None:
            return list(reference.code_tables().table(sort.column.removesuffix("_code")).entries
                        ).index(value)  # fmt: skip
        return value

    known = sorted(known, key=number)
    there = [i for i in known if place(i) is not None]
    there.sort(key=place, reverse=sort.descending)
    if sort.descending:  # Python's reverse keeps ties in their first order, as asked
        pass
    return there + [i for i in known if place(i) is None]


@example(wanted=Filter(as_of=DAY, issues=SOME), sort=Sort())
@given(wanted=filters, sort=sorts)
def test_that_a_filter_finds_what_plain_python_finds_in_the_same_order(ledger, wanted, sort):
    project, known = ledger
    found = ledger_query.ask(project, wanted, sort)
    ids = ledger_query.ids(project, found.keys)
    assert ids == [i["id"] for i in expected_order(known, sort) if fits(i, wanted)]
    assert found.total == len(known)


@given(wanted=filters)
def test_that_each_count_is_what_choosing_that_value_alone_would_give(ledger, wanted):
    project, known = ledger
    counts = ledger_query.ask(project, wanted, counts=True).counts
    for name in LISTS:
        for value, n in counts.facets[name].items():
            chosen = dataclasses.replace(wanted, **{name: (value,)})
            assert n == sum(fits(i, chosen) for i in known), (name, value)
    for view, n in counts.views.items():
        assert n == sum(fits(i, dataclasses.replace(wanted, view=view)) for i in known), view
    overdue = dataclasses.replace(wanted, overdue=True)
    assert counts.flags["overdue"] == sum(fits(i, overdue) for i in known)
    checks = dataclasses.replace(wanted, check_overdue=True)
    assert counts.flags["check_overdue"] == sum(fits(i, checks) for i in known)
    due = dataclasses.replace(wanted, due_month=wanted.as_of[:7])
    assert counts.flags["due"] == sum(fits(i, due) for i in known)
    for name in FLAGS:
        chosen = dataclasses.replace(wanted, **{name: True})
        assert counts.flags[name] == sum(fits(i, chosen) for i in known)
    for name in ("adopted", "undone"):
        others = dataclasses.replace(wanted, **{name: False})
        assert counts.flags[f"not_{name}"] == sum(fits(i, others) for i in known)


@given(wanted=filters)
def test_that_a_kept_filter_comes_back_as_it_was(wanted):
    kept = json.loads(json.dumps(wanted.to_dict()))
    assert Filter.from_dict(kept, wanted.as_of, wanted.me) == wanted


@given(
    raw=st.dictionaries(
        st.sampled_from((*LISTS, *FLAGS, "overdue", "text", "view", "due_month", "as_of", "x")),
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.integers())),
    )
)
def test_that_a_damaged_kept_filter_is_read_as_far_as_it_can_be(ledger, raw):
    wanted = Filter.from_dict(raw, DAY, ME)
    assert wanted.as_of == DAY
    ledger_query.ask(ledger[0], wanted, counts=True)


# -- rows --------------------------------------------------------------------------------------


def test_that_rows_come_in_the_order_of_their_keys_with_values_of_their_kind(ledger):
    project, known = ledger
    keys = ledger_query.ask(project, Filter(as_of=DAY), Sort("deadline", descending=True)).keys
    names = ("number", "area_id", "zone_code", "adopted", "area_rs", "fine_yuan", "area_level")
    rows = ledger_query.rows(project, keys[::-1], names, DAY)
    by_id = {i["id"]: i for i in known}
    assert [row["key"] for row in rows] == keys[::-1].tolist()
    for row in rows:
        issue = by_id[row["id"]]
        assert row["number"] == issue["clue_no"]
        assert row["zone_code"] == issue.get("zone_code", [])
        assert row["adopted"] is issue["adopted"]
        assert (row["area_rs"], row["fine_yuan"]) == (issue.get("area_rs"), issue.get("fine_yuan"))
        assert row["came_from"] == issue["came_from"]
        assert row["overdue"] == _late(issue, Filter(as_of=DAY))
        in_area = issue.get("area_id") in AREAS
        assert row["area_level"] == ("national" if in_area else None)


def test_that_every_column_can_be_shown_and_sorted_by(ledger):
    project, _ = ledger
    names = list(columns())
    keys = ledger_query.ask(project, Filter(as_of=DAY)).keys
    (row,) = ledger_query.rows(project, keys[:1], names, DAY)
    assert set(names) <= row.keys()
    for name in names:
        for descending in (False, True):
            found = ledger_query.ask(project, Filter(as_of=DAY), Sort(name, descending))
            assert sorted(found.keys.tolist()) == sorted(keys.tolist())


def test_that_a_field_is_read_out_of_extra_where_the_table_has_no_column_for_it(ledger):
    project, _ = ledger
    table = {row["name"] for row in project.rows("PRAGMA table_info(issue)")}
    for column in columns().values():
        name = column.name
        if name in CATALOGUE["issue"] and not CATALOGUE["issue"][name].derived:
            assert (ledger_sql.of(name) == f"i.{name}") == (name in table), name


def test_that_an_unknown_column_is_refused(ledger):
    for call in (
        lambda: ledger_query.ask(ledger[0], Filter(as_of=DAY), Sort("colour")),
        lambda: ledger_query.rows(ledger[0], [1], ["colour"], DAY),
        lambda: ledger_asked.sort_of("colour"),
    ):
        with pytest.raises(UsageError) as caught:
            call()
        assert caught.value.code == "ledger_column_unknown"


def test_that_typing_a_number_goes_to_the_next_that_begins_so_and_round_again(ledger):
    project, known = ledger
    wanted = Filter(as_of=DAY)
    order = [i["clue_no"] for i in expected_order(known, Sort())]
    key, met = 0, []
    begins = [n for n in order if n.startswith("TB-1")]
    for _ in range(len(begins) + 1):
        key = ledger_query.find_number(project, wanted, None, "tb-1", key)
        met.append(ledger_query.rows(project, [key], ["number"], DAY)[0]["number"])
    assert met == [*begins, begins[0]]
    key = ledger_query.find_number(project, wanted, None, order[7].removeprefix("TB"))
    found = ledger_query.rows(project, [key], ["number"], DAY)[0]["number"]
    assert order[7].removeprefix("TB") in found
    assert ledger_query.find_number(project, wanted, None, "none such") is None
    assert ledger_query.find_number(project, Filter(DAY, text="nothing"), None, "TB") is None


# -- words ----------------------------------------------------------------------------------


def test_that_words_of_people_become_a_filter(ledger):
    project, _ = ledger
    wanted = ledger_asked.filter_of(
        project, as_of=DAY, states=["待派发", "closed"], areas=["A1", "-"], divisions=["2299", "-"],
        activities=["采石场"], sources=["-"], key_problems=["采矿采砂"], campaigns=["绿盾2"],
        assignees=["李四"],
    )  # fmt: skip
    assert wanted.states == ("clue", "closed")
    assert wanted.areas == ("a-new", "")
    assert wanted.divisions == ("2299", "")
    assert (wanted.activities, wanted.sources) == (("old_quarry",), ("",))
    assert wanted.key_problems == ("K1",)
    assert wanted.campaigns == ("green-2",)
    assert wanted.assignees == (people.find(project, "李四").actor_id,)


@pytest.mark.parametrize(
    ("given_words", "code"),
    [
        ({"states": ["asleep"]}, "state_unknown"),
        ({"areas": ["Z9"]}, "area_unknown"),
        ({"sources": ["rumour"]}, "ledger_word_unknown"),
        ({"campaigns": ["绿盾9"]}, "campaign_unknown"),
        ({"assignees": ["nobody"]}, "actor_unknown"),
    ],
)
def test_that_a_word_that_names_nothing_is_refused(ledger, given_words, code):
    with pytest.raises(UsageError) as caught:
        ledger_asked.filter_of(ledger[0], as_of=DAY, **given_words)
    assert caught.value.code == code
