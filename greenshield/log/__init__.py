"""Events: envelope, chain, signatures, trust and the fold. Knows no file and no table."""
