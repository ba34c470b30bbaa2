"""Numbers decide first, then shapes; what fits in more than one way is never decided."""

import pytest

from greenshield.domain.reissue import Seen, Shared, Strayed, verdicts


def judged(issues, rows, met=(), shared=(), **more):
    return verdicts(Seen(issues, rows, dict(met), shared=[Shared(*s) for s in shared], **more))


def groups(found):
    return [(g.issues, g.rows) for g in found]


def test_that_a_number_makes_a_row_its_issue_while_its_patch_is_no_others():
    found = judged(["a", "b"], [2, 3], {2: "a", 3: "b"}, [("a", 3, 0.6, 0.6), ("b", 2, 0.6, 0.6)])
    assert found == judged(["a", "b"], [2, 3], {2: "a", 3: "b"})
    assert not any((found.new, found.gone, found.renumbered, found.unsure))


def test_that_numbers_that_changed_places_are_unsure():
    strayed = {2: Strayed("a", ("b",)), 3: Strayed("b", ("a",))}
    found = judged(["a", "b"], [2, 3], {2: "a", 3: "b"}, strayed=strayed)
    told = [(u.why, u.issues, u.rows) for u in found.unsure]
    assert told == [("swapped", ("a", "b"), (2,)), ("swapped", ("b", "a"), (3,))]


def test_that_two_issues_of_one_patch_keep_their_numbers():
    pairs = [(issue, row, 1.0, 1.0) for issue in "ab" for row in (2, 3)]
    assert judged(["a", "b"], [2, 3], {2: "a", 3: "b"}, pairs).unsure == ()


def test_that_a_number_whose_patch_lies_elsewhere_is_unsure():
    found = judged(["a"], [2], {2: "a"}, strayed={2: Strayed("a")})
    assert [(u.why, u.issues, u.rows) for u in found.unsure] == [("moved", ("a",), (2,))]


@pytest.mark.parametrize("met", [{}, {2: "a"}])
def test_that_rows_that_fill_a_part_of_a_patch_are_unsure(met):
    found = judged(["a"], [2, 3], met, [("a", 2, 0.3, 1.0), ("a", 3, 0.3, 1.0)])
    assert [(u.why, u.issues, u.rows) for u in found.unsure] == [("partly", ("a",), (2, 3))]
    assert (found.new, found.gone) == ((), ())


def test_that_a_new_row_within_a_patch_that_stayed_is_new():
    found = judged(["a"], [2, 3], {2: "a"}, [("a", 2, 1.0, 1.0), ("a", 3, 0.3, 1.0)])
    assert (found.new, found.unsure) == ((3,), ())


def test_that_a_small_patch_that_a_large_one_took_in_is_merged_with_it():
    pairs = [("a", 2, 1.0, 0.96), ("b", 2, 1.0, 0.04)]
    for met in ({}, {2: "a"}):
        found = judged(["a", "b"], [2], met, pairs)
        assert groups(found.merged) == [(("a", "b"), (2,))]
        assert (found.renumbered, found.gone, found.unsure) == ((), (), ())


def test_that_a_small_part_that_was_cut_off_a_large_one_is_a_split():
    pairs = [("a", 2, 0.96, 1.0), ("a", 3, 0.04, 1.0)]
    for met in ({}, {2: "a"}):
        found = judged(["a"], [2, 3], met, pairs)
        assert groups(found.split) == [(("a",), (2, 3))]
        assert (found.renumbered, found.new, found.unsure) == ((), (), ())


def test_that_a_small_patch_that_lay_in_the_large_one_before_is_not_merged():
    pairs = [("a", 2, 0.97, 0.97), ("b", 2, 1.0, 0.02)]
    found = judged(["a", "b"], [2], shared=pairs, issues_over=[frozenset("ab")])
    assert (groups(found.renumbered), found.gone) == ([(("a",), (2,))], ("b",))
    found = judged(
        ["a"], [2, 3], shared=[("a", 2, 0.97, 0.97), ("a", 3, 0.02, 1.0)],
        rows_over=[frozenset((2, 3))],
    )  # fmt: skip
    assert (groups(found.renumbered), found.new) == ([(("a",), (2,))], (3,))


def test_that_a_part_beside_a_large_one_that_reaches_out_is_unsure():
    found = judged(["a"], [2, 3], shared=[("a", 2, 0.9, 0.88), ("a", 3, 0.08, 1.0)])
    assert [(u.why, u.rows) for u in found.unsure] == [("several", (2, 3))]
    assert (found.split, found.renumbered, found.new) == ((), (), ())


def test_that_what_alone_has_a_name_or_an_outline_is_never_more_than_perhaps():
    found = judged(["a"], [2], resembling=[("a", 2)])
    assert [(u.why, u.issues, u.rows) for u in found.unsure] == [("elsewhere", ("a",), (2,))]
    assert (found.new, found.gone, found.renumbered) == ((), (), ())


@pytest.mark.parametrize(("share", "unsure"), [(0.4, ["partial"]), (0.1, [])])
def test_that_patches_that_overlap_in_part_may_be_one_that_moved(share, unsure):
    found = judged(["a"], [2], shared=[("a", 2, share, share)])
    assert [u.why for u in found.unsure] == unsure


def test_that_rows_that_share_the_patch_of_an_issue_split_it():
    found = judged(["a"], [2, 3, 4], shared=[("a", 2, 0.5, 1.0), ("a", 3, 0.45, 0.95)])
    assert groups(found.split) == [(("a",), (2, 3))]
    assert (found.new, found.gone) == ((4,), ())


def test_that_a_part_may_keep_the_number():
    found = judged(["a"], [2, 3], {2: "a"}, [("a", 2, 0.5, 1.0), ("a", 3, 0.45, 0.95)])
    assert groups(found.split) == [(("a",), (2, 3))]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ((0.3, 1.0), "too little of it is covered"),
        ((0.5, 0.8), "one reaches out of it"),
        ((0.9, 1.0), "the other alone is nearly all of it"),
    ],
)
def test_that_rows_that_leave_a_part_open_split_nothing(second, why):
    found = judged(["a"], [2, 3], shared=[("a", 2, 0.5, 1.0), ("a", 3, *second)])
    assert found.split == (), why


def test_that_parts_over_each_other_are_unsure():
    found = judged(["a"], [2, 3], shared=[("a", 2, 0.6, 1.0), ("a", 3, 0.6, 1.0)])
    assert [(u.why, u.issues, u.rows) for u in found.unsure] == [("overlapping", ("a",), (2, 3))]
    assert (found.split, found.new, found.gone) == ((), (), ())


def test_that_a_row_over_several_patches_merges_them():
    found = judged(["a", "b", "c"], [2], shared=[("a", 2, 1.0, 0.5), ("b", 2, 1.0, 0.5)])
    assert groups(found.merged) == [(("a", "b"), (2,))]
    assert found.gone == ("c",)


def test_that_an_issue_that_the_list_still_numbers_is_not_merged_away():
    pairs = [("a", 2, 1.0, 0.5), ("b", 2, 1.0, 0.5)]
    assert judged(["a", "b"], [2, 3], {3: "b"}, pairs).merged == ()


def test_that_one_patch_under_another_number_is_a_new_number():
    found = judged(["a", "b"], [2], shared=[("a", 2, 0.95, 0.92), ("b", 2, 0.1, 0.1)])
    assert groups(found.renumbered) == [(("a",), (2,))]
    assert found.gone == ("b",)


def test_that_a_row_that_names_the_old_number_is_that_issue():
    found = judged(["a"], [2], named=[("a", 2)])
    assert groups(found.renumbered) == [(("a",), (2,))]


def test_that_a_row_with_the_patch_of_one_and_the_number_of_another_is_unsure():
    found = judged(["a", "b"], [2], shared=[("a", 2, 1.0, 1.0)], named=[("b", 2)])
    assert {(u.why, u.issues) for u in found.unsure} == {("several", ("a",)), ("several", ("b",))}
    assert (found.renumbered, found.new, found.gone) == ((), (), ())


def test_that_two_issues_of_one_patch_leave_a_row_unsure():
    found = judged(["a", "b"], [2], shared=[("a", 2, 1.0, 1.0), ("b", 2, 1.0, 1.0)])
    assert [u.why for u in found.unsure] == ["several", "several"]
    assert (found.renumbered, found.merged) == ((), ())


def test_that_what_only_lies_near_is_never_more_than_perhaps():
    found = judged(["a"], [2, 3], near=[("a", 2)])
    assert [(u.why, u.issues, u.rows) for u in found.unsure] == [("near", ("a",), (2,))]
    assert (found.new, found.gone) == ((3,), ())


def test_that_a_row_that_fits_a_split_and_a_merge_is_unsure():
    pairs = [("a", 2, 0.5, 1.0), ("a", 3, 0.5, 0.95), ("b", 4, 0.5, 1.0), ("b", 3, 0.5, 0.95)]
    found = judged(["a", "b"], [2, 3, 4], shared=pairs)
    assert [(u.why, u.issues) for u in found.unsure] == [("several", ("a",)), ("several", ("b",))]
    assert (found.split, found.new, found.gone) == ((), (), ())
