"""All tables in one import, for migrations and tools."""

from __future__ import annotations

import app.accounts.models
import app.attempts.models
import app.briefings.models
import app.companies.models
import app.feeds.models
import app.history.models
import app.imports.models
import app.mail.models
import app.matches.models
import app.merging.models
import app.orders.models
import app.reminders.models
import app.residents.models
import app.search.models
import app.sheets.models
import app.visits.models
import app.vocabulary.models
import app.wheel.models
from app.db import Base

__all__ = ["Base", "app"]
