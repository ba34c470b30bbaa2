"""Boundary markers and signboards: their list, their facts, inspections."""
