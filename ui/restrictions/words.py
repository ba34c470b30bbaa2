"""A restriction in words."""

from __future__ import annotations

from ui.restrictions.restriction import Row, Version
from ui.words import labels, listed, number, plural, short_day, translate


def measures(row: Row) -> str:
    """What it bars or limits."""
    coded = (labels("measure", row.measure_codes), labels("restore_target", row.restore_targets))
    return listed(filter(None, (*coded, *row.measure_words)))


def spaces(row: Row) -> str:
    """Where."""
    return labels("restricted_space", row.space_codes)


def days(since: str, until: str) -> str:
    """From when until when; "" where neither is known."""
    if since and until:
        return translate("Restrictions", "{since} to {until}").format(
            since=short_day(since), until=short_day(until)
        )
    if since:
        return translate("Restrictions", "since {day}").format(day=short_day(since))
    if until:
        return translate("Restrictions", "until {day}").format(day=short_day(until))
    return ""


def version(one: Version) -> str:
    """A version's name with its day."""
    return " ".join(filter(None, (one.list_name, one.list_from)))


def standing(one: Version) -> str:
    """Whether it holds."""
    if one.void:
        return translate("Restrictions", "out of force")
    if one.holds:
        return translate("Restrictions", "in force")
    return (
        translate("Restrictions", "replaced")
        if one.until
        else translate("Restrictions", "not yet in force")
    )


def counted(one: Version) -> str:
    """How many rows, of each level."""
    told = plural(
        one.rows, translate("Restrictions", "{n} row"), translate("Restrictions", "{n} rows")
    )
    split = translate("Restrictions", "{barred} barred, {limited} limited").format(
        barred=number(one.barred), limited=number(one.limited)
    )
    return translate("Restrictions", "{rows}: {split}").format(rows=told, split=split)
