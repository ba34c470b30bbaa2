"""Reports, packs and summaries: where to, and open them afterwards."""
