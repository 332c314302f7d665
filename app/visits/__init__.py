"""Visits at companies: conversation guides, notes, next steps."""
