"""The charts: problems against their deadlines, by type, by county, and the rates of closing."""
