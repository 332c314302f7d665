"""Residents: wishes, skills, hours and what may be shared."""
