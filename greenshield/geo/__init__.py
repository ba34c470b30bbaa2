"""Coordinate systems, measures, overlays, the geometry codec and photo-patch matching."""
