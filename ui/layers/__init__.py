"""Layers for reference on the map: vector files of any kind that prove nothing."""
