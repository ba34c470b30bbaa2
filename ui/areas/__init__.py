"""The room of boundaries: what there is, versions compared, zones checked."""
