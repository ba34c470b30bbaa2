"""Which field of a wizard's first page an error belongs to."""

from __future__ import annotations

from greenshield.domain.errors import GreenShieldError, UnreadableError

_BESIDE = {
    "area": ("area_unknown",),
    "county": ("county_malformed",),
    "succeeds": (
        "succeeds_unknown",
        "succeeds_ambiguous",
        "succeeds_several",
        "succeeds_no_zone",
    ),
    "crs": (
        "crs_unknown",
        "crs_contradicted",
        "crs_given_contradicted",
        "crs_not_known",
        "crs_zones_mixed",
    ),
    "valid_from": ("valid_from_needed", "valid_from_taken", "date_malformed"),
    "datum": ("valid_from_shifted",),
    "encoding": ("sheet_encoding_wrong", "sheet_encoding_unknown", "vector_encoding_unknown"),
}
# Not of the kind of errors that files cause, yet of the file that was chosen.
_OF_FILE = (
    "file_not_found", "file_is_directory", "file_no_permission", "name_too_long",
    "vector_not_accessible",
)  # fmt: skip


def field_of(error: Exception, *, on_first_page: bool) -> str:
    """The name of the field; "" where the error is told above the page.

    What is wrong with the file is told beside it only where it was just chosen: from the later
    pages another sheet or layer may be tried.
    """
    if not isinstance(error, GreenShieldError):
        return ""
    for field, codes in _BESIDE.items():
        if error.code in codes:
            return field
    of_file = isinstance(error, UnreadableError) or error.code in _OF_FILE
    return "path" if of_file and on_first_page else ""
