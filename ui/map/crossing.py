"""Whether an outline crosses itself, and where."""

from __future__ import annotations

from collections.abc import Sequence

Place = tuple[float, float]


def crossings(ring: Sequence[Place]) -> list[Place]:
    """The places where edges of a ring meet that are no neighbours.

    Args:
        ring: corners, the first not repeated.

    Returns:
        One place for each pair of edges; of edges that lie on each other, one end.
    """
    edges = [(ring[n], ring[(n + 1) % len(ring)]) for n in range(len(ring))]
    found: list[Place] = []
    for n, (a, b) in enumerate(edges):
        for m in range(n + 1, len(edges)):
            c, d = edges[m]
            neighbours = m == n + 1 or (n == 0 and m == len(edges) - 1)
            place = _back_on_itself(a, b, c, d) if neighbours else meeting(a, b, c, d)
            if place is not None:
                found.append(place)
    return found


def meeting(a: Place, b: Place, c: Place, d: Place) -> Place | None:
    """Where two edges meet, None where they don't."""
    across = _turn(a, b, c, d)
    if across == 0:
        return next((p for p, e in ((c, (a, b)), (d, (a, b)), (a, (c, d))) if _on(p, *e)), None)
    s = _turn_between(a, c, c, d) / across
    t = _turn_between(a, c, a, b) / across
    if 0 <= s <= 1 and 0 <= t <= 1:
        return a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1])
    return None


def _back_on_itself(a: Place, b: Place, c: Place, d: Place) -> Place | None:
    """Where an edge runs back along its neighbour; they share one corner."""
    shared = b if b in (c, d) else a
    one = a if shared == b else b
    other = d if shared == c else c
    if _on(other, shared, one):
        return other
    return one if _on(one, shared, other) else None


def _turn(a: Place, b: Place, c: Place, d: Place) -> float:
    return (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])


def _turn_between(a: Place, c: Place, e: Place, f: Place) -> float:
    return (c[0] - a[0]) * (f[1] - e[1]) - (c[1] - a[1]) * (f[0] - e[0])


def _on(p: Place, a: Place, b: Place) -> bool:
    """Whether a place lies on an edge."""
    if _turn(a, b, a, p) != 0:
        return False
    return min(a[0], b[0]) <= p[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= p[1] <= max(a[1], b[1])
