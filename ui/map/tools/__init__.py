"""The map's tools, one a file."""
