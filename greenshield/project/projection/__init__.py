"""Writes what an entity is, as folded, into the tables that everybody reads.

An entity is written whole each time, so that a row is the same whether it grew event by event
or was rebuilt. ``fid`` alone is local: it stays where a row stays.
"""

from greenshield.project.projection.write import Projector

__all__ = ["Projector"]
