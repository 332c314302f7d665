"""All rows of all tables as plain values, but for what only ever rises and for the logs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.history.record import UNRECORDED
from app.history.tables import RISING
from app.models import Base
from app.web import Jobloft

# They count changes, or tell whom a change reached; none of them goes back.
COUNTING = {"matching_change"}
# Written anew whenever what they are worked out from changes: the same words under other numbers.
WRITTEN_ANEW = {"search_word"}
COUNTING_COLUMNS = RISING | {"content_version", "content_changed_at"}


def whole(app: Jobloft) -> dict[str, list[dict[str, Any]]]:
    """Every table's rows."""
    found = {}
    with app.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name in UNRECORDED | COUNTING:
                continue
            unlike = COUNTING_COLUMNS | ({"id"} if table.name in WRITTEN_ANEW else set())
            columns = [column for column in table.columns if column.name not in unlike]
            rows = session.execute(select(*columns))
            found[table.name] = sorted((dict(row._mapping) for row in rows), key=repr)
    return found
