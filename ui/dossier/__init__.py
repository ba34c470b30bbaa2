"""The dossier: one issue whole, what it still lacks, and the moves that may be made."""
