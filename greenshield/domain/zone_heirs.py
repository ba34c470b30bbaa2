"""Which of the new two zones took the place of which of the old three.

自然资源部、国家林业和草原局《关于做好自然保护区范围及功能分区优化调整前期有关工作的函》
（自然资函〔2020〕71号）: where a reserve goes over, 核心区 and 缓冲区 become 核心保护区, 实验区
becomes 一般控制区. Until its boundaries are approved anew a reserve has the old zones, whatever
words a document of its day uses.
"""

from __future__ import annotations

from typing import Final

HEIRS: Final = (
    ("core", "core_protect"), ("buffer", "core_protect"), ("experimental", "general_control"),
)  # fmt: skip
"""Pairs of a zone of the old kind and the one of the new kind that takes its place."""


def heir_of(zone: str) -> str:
    """The new zone that an old one becomes, "" for any other."""
    return dict(HEIRS).get(zone, "")


def kin_of(zone: str) -> tuple[str, ...]:
    """The zones of the other kind that are, or were, the same ground as one; () for no zone."""
    return tuple(new for old, new in HEIRS if old == zone) + tuple(
        old for old, new in HEIRS if new == zone
    )
