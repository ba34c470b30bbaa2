"""Negative lists (负面清单): their versions and rows."""
