"""A rule set: what a province or county may decide otherwise, as one hashed value.

The moves are code (``workflow.py``); numbers, tiers and closing conditions stand here. A
project names its rule set by hash, and every move names the one that it was judged by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from greenshield.domain import dates
from greenshield.domain.codes import CodeTables

ACCEPTANCE_ROLES = ("county", "city", "province")
NO_AREA = "none"  # the level of what lies in no protected area (a red line, a control area)
NO_ZONE = "unzoned"
OTHER_CLASS = "other"
ANY = "*"
WARN, REFUSE_CODES, REFUSE = NEGATIVE_LIST = ("warn", "refuse_codes", "refuse")
"""What a plan that names a barred measure meets: a remark; a refusal where it names it by code; a
refusal also where its texts propose it."""

APPROVED_BEFORE = "approved_before"
APPROVALS = (APPROVED_BEFORE, "approved_after", "unapproved", "unknown")


def approval_history(approval_status: object, built_before_area: object) -> str:
    """How a facility stands to approvals and to the area, one of ``APPROVALS``.

    Lawfully approved before the area was set up means: all approvals, and built before.
    """
    if approval_status in ("none", "partial"):
        return "unapproved"
    if approval_status != "full":
        return "unknown"
    return APPROVED_BEFORE if built_before_area == "before" else "approved_after"


@dataclass(frozen=True, slots=True)
class Condition:
    """One closing condition that is ticked with evidence."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ClosingRule:
    """Which conditions hold for an activity class, a zone and an approval history.

    Attributes:
        assess: the condition of an assessment that comes first, or "". Where it finds no
            clear harm, ``conditions`` are not asked.
    """

    classes: tuple[str, ...]
    zones: tuple[str, ...]
    approvals: tuple[str, ...]
    conditions: tuple[str, ...]
    assess: str = ""

    def fits(self, activity_class: str, zone: str, approval: str) -> bool:
        """True where the rule speaks of this class, zone and approval history."""
        return all(
            ANY in allowed or value in allowed
            for allowed, value in (
                (self.classes, activity_class),
                (self.zones, zone),
                (self.approvals, approval),
            )
        )


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All that one rule set says.

    Attributes:
        sha256: of the exact bytes of its text.
        acceptance: area level (or ``none``) -> the role that accepts.
        photos_per_check: photos that a field check needs, far and near both among them.
        pair_max_angle_deg: largest angle between the azimuths of a before/after pair.
        nearness_m: how far outside the patch a photo may stand to count as evidence.
        nearness_far_m: the same for far and aerial views, but for those of after.
        overlap_pct: overlap of the patch that is tolerated outside, percent of the patch.
        overlap_m2: the same, m²; more than either counts as overlap.
        publicity_days: days that a closing is made public, first and last counted.
        publicity_working: True where working days are counted.
        holidays: days off that fall on Monday to Friday, ISO dates.
        made_up_days: weekend days that are worked, ISO dates.
        referral_blocks: an open referral blocks closing; else it warns.
        classes: activity code -> activity class; what is not listed is ``other``.
        negative_list: one of ``NEGATIVE_LIST``.
        codes: code table -> the version that it was written for.
        text: the exact text.
    """

    name: str
    zh: str
    en: str
    place: str
    sha256: str
    acceptance: Mapping[str, str]
    photos_per_check: int
    pair_max_angle_deg: float
    nearness_m: float
    nearness_far_m: float
    overlap_pct: float
    overlap_m2: float
    publicity_days: int
    publicity_working: bool
    referral_blocks: bool
    conditions: Mapping[str, Condition]
    closing: tuple[ClosingRule, ...]
    classes: Mapping[str, str]
    holidays: frozenset[str] = frozenset()
    made_up_days: frozenset[str] = frozenset()
    negative_list: str = WARN
    codes: Mapping[str, str] = field(default_factory=dict)
    text: str = field(default="", repr=False)

    @classmethod
    def parse(cls, text: str, source: str, *, tables: CodeTables | None = None) -> RuleSet:
        """Reads and checks a rule set.

        Args:
            text: TOML, decoded from UTF-8 without any change.
            source: the file's name, for faults.
            tables: the code tables that it is checked against, where they are at hand.

        Raises:
            UnreadableError: ``ruleset_invalid``; ``problems`` holds every fault with its line.
        """
        from greenshield.domain.ruleset_reading import read  # the reader knows this class

        return read(text, source, tables)

    def demands_as(self, other: RuleSet) -> bool:
        """Whether another one demands just the same, in whatever words its file says it."""
        return replace(self, sha256="", text="") == replace(other, sha256="", text="")

    def acceptance_role(self, area_level: str) -> str:
        """The role that accepts issues in an area of this level ("" for none)."""
        return self.acceptance.get(area_level or NO_AREA, self.acceptance[NO_AREA])

    def activity_class(self, activity_code: str) -> str:
        """The class of an activity, which closing conditions go by."""
        return self.classes.get(activity_code, OTHER_CLASS)

    def closing_rules(
        self, activity_code: str, zones: Iterable[str], approval: str
    ) -> list[ClosingRule]:
        """For each zone the first rule that fits, each once, in the order of the file."""
        activity_class = self.activity_class(activity_code)
        found = {
            next(i for i, rule in enumerate(self.closing) if rule.fits(activity_class, z, approval))
            for z in (list(zones) or [NO_ZONE])
        }
        return [self.closing[i] for i in sorted(found)]

    def overlap_tolerance_m2(self, patch_m2: float) -> float:
        """How much of a patch may lie inside and it still counts as outside, m²."""
        return min(self.overlap_m2, patch_m2 * self.overlap_pct / 100.0)

    def publicity_length(self, first: str, last: str) -> int:
        """Days from first to last, both counted, as this rule set counts them."""
        if self.publicity_working:
            return dates.working_days_between(first, last, self.holidays, self.made_up_days)
        return dates.days_between(first, last)
