"""What the tables tell of an issue is what its events fold to, so that none need be folded."""

import pytest
from helpers.qinghe import QINGHE
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from greenshield.geo import codec
from greenshield.project.identity import issue_of_clue
from greenshield.services import issues, ledger_existing
from greenshield.services.ledger_import import LedgerOptions, import_file

LEDGER = QINGHE / "ledger" / "整改台账.xlsx"
PATCHES = QINGHE / "ledger" / "遥感图斑.shp"


def known(session):
    ids = [row["id"] for row in session.project.rows("SELECT id FROM issue ORDER BY fid")]
    return ledger_existing.load(session.project, ids)


@pytest.mark.parametrize(("file", "how"), [(LEDGER, "ledger"), (PATCHES, "clues")])
def test_that_every_value_of_every_issue_is_told_as_it_folds(session, file, how):
    import_file(session, file, LedgerOptions(how=how))
    found = known(session)
    assert len(found) > 15
    for issue in found.values():
        state = session.project.issue(issue.issue_id)
        assert (issue.code, issue.moved) == (state.state, bool(state.moves))
        assert issue.has_patch == (state.get("geom") is not None)
        for name, field in state.fields.items():
            assert issue.says(name, field.value), (name, field.value)
            assert not issue.says(name, f"{field.value}x"), name
            if name not in ("geom", "lon", "lat"):
                assert issue.get(name) == field.value


def test_that_a_position_and_a_patch_are_told_exactly(session):
    at = Point(126.123456789012345, 43.000000000987654)
    issues.create(session, {"clue_no": "P", "lon": repr(at.x), "lat": repr(at.y)})
    issues.create(session, {"clue_no": "F", "geom": box(126.1, 43.1, 126.2, 43.2).wkt})
    by_number = {issue.get("clue_no"): issue for issue in known(session).values()}
    point, patch = by_number["P"], by_number["F"]
    assert (point.says("lon", at.x), point.says("lat", at.y)) == (True, True)
    assert not point.says("lon", at.x + 1e-9)
    assert point.has_patch is False
    held = session.project.issue(patch.issue_id).get("geom")
    assert codec.from_hex(held).equals(box(126.1, 43.1, 126.2, 43.2))
    assert patch.says("geom", held)
    assert not patch.says("geom", codec.to_hex(box(126.1, 43.1, 126.2, 43.3)))
    inside = session.project.rows("SELECT lon FROM issue WHERE clue_no = 'F'")[0]["lon"]
    assert not patch.says("lon", inside)


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8), st.lists(st.text(max_size=3), max_size=2),
)  # fmt: skip
NAMES = ("remark", "area_rs", "progress_pct", "eia_accepted", "zone_code", "tags", "fine_yuan")


def test_that_odd_values_of_other_programs_are_never_taken_for_others(session):
    """Values of any type in fields of any type: told alike only where they are alike."""
    count = iter(range(10_000))

    @settings(max_examples=25, deadline=None)
    @given(st.dictionaries(st.sampled_from(NAMES), ODD, min_size=1), st.sampled_from(NAMES), ODD)
    def told(values, name, other):
        project, clue_no = session.project, f"O{next(count)}"
        issue_id = issue_of_clue(project.project_id, "229901", "", clue_no)
        with project.action(session.who.actor_id) as action:
            action.create("issue", issue_id, {"clue_no": clue_no, **values})
        issue = ledger_existing.load(project, [issue_id])[issue_id]
        state = project.issue(issue_id)
        held = state.fields.get(name)
        if issue.says(name, other):
            assert held is not None
            assert held.value == other
            assert isinstance(held.value, bool) == isinstance(other, bool)

    told()
