"""Residents and job orders brought together: rankings, questions to counsellors, decisions."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.matches import changes

# Here and not with the routes: whoever imports the tables (also programs without a web) must note what changes.
changes.install(Session)
