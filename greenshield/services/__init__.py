"""The use cases, one verb a module: what every face calls."""
