"""Shots that are still to be taken: where to stand, which way to look, and the way there."""
