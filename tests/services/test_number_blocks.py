"""No two offline laptops give one number; where it happened, a keeper decides."""

import itertools

import pytest
from helpers import projects
from helpers.open_sessions import acting
from helpers.projects import COUNTY, key

from greenshield.domain.errors import RefusedError, UsageError
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive
from greenshield.services import conflicts, lookup, numbers

ROOT, SECOND = key(0), key(1)
YEAR = 2026


@pytest.fixture
def pair(tmp_path):
    """One project on the root's laptop and on a second one, a keeper at each."""
    with projects.make(tmp_path / "one", ROOT) as one:
        with one.action("me") as action:
            roles = {"k": ["county", "keeper"], "i": ["inspector"]}
            projects.add_actors(action, roles, division_code=COUNTY)
            for n in (1, 2):
                projects.add_issue(action, one, n)
        with projects.second_laptop(tmp_path / "two", one, SECOND) as two:
            yield one, two


def keeper(project):
    return acting(project, "k")


def give(project, n):
    """Registers nothing, but gives the n-th issue its next number, as registering does."""
    issue = lookup.issue_id(project, f"QH-{n:04d}")
    with project.action("k") as action:
        number = numbers.next_number(keeper(project), action, COUNTY, YEAR)
        action.set_fields("issue", issue, {"issue_no": number})
    return number


def grant(project, first, last, device=""):
    numbers.grant(
        keeper(project), division=COUNTY, year=YEAR, first=first, last=last, device=device
    )


def meet(*replicas):
    for to, source in itertools.permutations(replicas, 2):
        receive(to, list(source.journal.all()))
    assert len({project.digest() for project in replicas}) == 1
    for project in replicas:
        assert differences(project) == []


def waiting(project):
    return [c for c in conflicts.items(project) if c["what"] == "number"]


def test_that_only_the_root_device_takes_a_block_for_itself(pair):
    one, two = pair
    assert give(one, 1) == f"{COUNTY}-{YEAR}-0001"
    assert numbers.is_temporary(give(two, 2))
    meet(one, two)
    assert waiting(one) == []


def test_that_a_granted_block_serves_the_second_laptop(pair):
    one, two = pair
    grant(one, 1, 5)
    grant(one, 6, 9, SECOND.device_id)
    meet(one, two)
    assert (give(one, 1), give(two, 2)) == (f"{COUNTY}-{YEAR}-0001", f"{COUNTY}-{YEAR}-0006")


@pytest.mark.parametrize(
    ("division", "year", "code"),
    [
        ("青禾县", YEAR, "county_malformed"),
        ("229900", YEAR, "county_malformed"),
        ("229902", YEAR, "block_county_outside"),
        (COUNTY, 1800, "block_year"),
        (COUNTY, 20260, "block_year"),
    ],
)
def test_that_a_keeper_grants_numbers_of_his_own_county_and_of_a_year_alone(
    pair, division, year, code
):
    with pytest.raises(UsageError, match=code):
        numbers.grant(keeper(pair[0]), division=division, year=year, first=1, last=5)
    assert numbers.blocks(pair[0]) == []


def test_that_overlapping_grants_are_a_conflict_that_voids_all_but_one(pair):
    one, two = pair
    grant(one, 1, 10)
    grant(two, 8, 20)
    meet(one, two)
    (hit,) = waiting(two)
    assert (hit["entity_type"], hit["name"], len(hit["candidates"])) == ("number_block", "block", 2)
    assert give(two, 2) == f"{COUNTY}-{YEAR}-0011"  # 8 to 10 lie in both
    kept = next(c["event"] for c in hit["candidates"] if c["value"] == "1–10")
    conflicts.resolve(keeper(two), hit["conflict"], kept)
    meet(one, two)
    assert [waiting(p) for p in pair] == [[], []]
    assert [b["id"] for b in numbers.blocks(one)] == [kept]
    assert numbers.is_temporary(give(two, 1))


def test_that_equal_numbers_are_a_conflict_that_leaves_one_issue_with_it(pair):
    one, two = pair
    ids = [lookup.issue_id(one, f"QH-000{n}") for n in (1, 2)]
    number = f"{COUNTY}-{YEAR}-0001"
    for project, issue in zip(pair, ids, strict=True):
        with project.action("k") as action:
            action.set_fields("issue", issue, {"issue_no": number})
    meet(one, two)
    (hit,) = waiting(one)
    assert (hit["conflict"], hit["label"]) == (f"number:{number}", number)
    assert sorted(c["event"] for c in hit["candidates"]) == sorted(ids)
    with pytest.raises(UsageError, match="choice_unclear"):
        conflicts.resolve(keeper(one), hit["conflict"], COUNTY)
    with pytest.raises(RefusedError, match="keeper_needed"):
        conflicts.resolve(acting(one, "i"), hit["conflict"], ids[1])
    conflicts.resolve(keeper(one), hit["conflict"], ids[1])
    meet(one, two)
    assert waiting(two) == []
    assert two.issue(ids[1]).get("issue_no") == number
    temporary = two.issue(ids[0]).get("issue_no")
    assert temporary.startswith(f"{COUNTY}-{YEAR}-T-")
    given, _ = numbers.make_official(keeper(one), temporary)
    assert given == f"{COUNTY}-{YEAR}-0002"
