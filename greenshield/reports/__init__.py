"""Closure report, archive pack, workbooks and map pictures."""
