"""Supplier companies, their contact persons and how they contribute."""
