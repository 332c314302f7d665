"""Attempts to reach a company that came to nothing, and the next try that each proposes."""
