"""Residents and job orders brought together: rankings, questions to counsellors, decisions."""
