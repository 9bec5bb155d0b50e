"""Cleaning rules: one a file, applied in the order of `table.py`."""
