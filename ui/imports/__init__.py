"""Importing other people's files: boundaries, ledgers, tracks."""
