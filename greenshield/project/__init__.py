"""One project on disk: a GeoPackage and its media folder."""
