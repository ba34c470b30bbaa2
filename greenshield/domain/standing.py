"""Where a file of boundaries stands beside what is known otherwise: values that a face shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

RIGHT: Final = "right"
MOVED: Final = "moved"
UNCLEAR: Final = "unclear"
DISPUTED: Final = "disputed"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the comparison of a file with something known otherwise says.

    Attributes:
        verdict: ``right``; ``gcj02`` or ``bd09``, the shift of a web map that is on it;
            ``over_gcj02`` or ``over_bd09``, one that was taken off it and had not been on, or
            that is on the reference; ``moved`` by another constant vector; ``disputed`` where
            references contradict each other; ``unclear`` where too little recurs.
        size_m, bearing_deg: by how much and whereto the file is off, on the mean, measured;
            degrees from north. 0 where it is right or unclear.
        before_m, after_m: the median distance of recurring outlines as they are, and with the
            shift taken back.
        share: of the file's outlines near the reference that recur.
        shapes, agreeing: of the file, that recur in the reference, and that agree.
        tolerance_m: to which they recur.
        confidence: 0 to 1: how far the second best explanation lies behind.
        reference: what the file was compared with, as a person knows it.
        other: what contradicts it, where it is disputed.
        by_photos: told from photos of the patches; ``shapes`` and ``agreeing`` count these.
    """

    verdict: str = UNCLEAR
    size_m: float = 0.0
    bearing_deg: float = 0.0
    before_m: float = 0.0
    after_m: float = 0.0
    share: float = 0.0
    shapes: int = 0
    agreeing: int = 0
    tolerance_m: float = 0.0
    confidence: float = 0.0
    reference: str = ""
    other: str = ""
    by_photos: bool = False

    @property
    def is_off(self) -> bool:
        """Whether the file does not stand where the reference does."""
        return self.verdict not in (RIGHT, UNCLEAR)

    @property
    def datum(self) -> str:
        """What a person may say the positions are in, to take the shift back; "" for none."""
        return self.verdict if self.is_off and self.verdict not in (MOVED, DISPUTED) else ""
