"""The ledger: a table over all issues, with filters, standing views and bulk assignment."""
