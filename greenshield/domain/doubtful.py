"""Which remarks on a photo speak of its place, and which of its time.

A position or time that a file gives is told as measured. Where something is remarked about the
very position or time, whoever shows it tells that in the same breath: a remark further up the page
is easily overlooked. Rules of the workflow do not look at this.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

OF_FILE_PLACE: Final = frozenset(
    ("photo_position_entered", "photo_position_mock", "photo_gps_no_satellites",
     "photo_gps_error_zero")
)  # fmt: skip
"""What a file tells of its own position; of no photo that a person or a track placed."""
_BESIDE_PLACE: Final = frozenset(
    ("photo_position_repeated", "photo_speed_impossible", "photo_off_track")
)
_TIME: Final = frozenset(
    ("photo_time_contradicts_gps", "photo_time_in_future", "photo_changed_before_taken",
     "photo_digitized_apart", "photo_number_out_of_order", "photo_name_time_apart",
     "photo_clock_off_satellites", "photo_clock_jumped")
)  # fmt: skip
OF_FILE: Final = ("exif", "xmp")
"""Sources of a position that is the file's own."""


def is_place(source: str, codes: Iterable[str]) -> bool:
    """Whether remarks cast doubt on a position.

    Args:
        source: of the position, of the code table ``position_source``.
        codes: of all remarks on the photo.
    """
    speaking = _BESIDE_PLACE | OF_FILE_PLACE if source in OF_FILE else _BESIDE_PLACE
    return not speaking.isdisjoint(codes)


def is_time(codes: Iterable[str]) -> bool:
    """Whether remarks cast doubt on when a photo was taken."""
    return not _TIME.isdisjoint(codes)
