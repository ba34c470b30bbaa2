"""Basemaps: pictures of the ground under the map, each of its day, two days compared."""
