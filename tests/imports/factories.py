"""Makers of imports."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.imports.models import BatchState, ImportBatch, ImportRow, RowState
from tests.factories import NOW


def make_import(session: Session, *, user_id: int, **over: Any) -> ImportBatch:
    """A list of one row that waits for a yes."""
    values: dict[str, Any] = {
        "filename": "kreditorer.csv",
        "read_as": {"separator": ";", "encoding": "cp1252", "heading_row": 1, "formulas": 0, "repaired": []},
        "headings": ["Leverandørnavn"],
        "mapping": ["name"],
        "state": BatchState.READY,
        "total": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    batch = ImportBatch(user_id=user_id, **(values | over))
    session.add(batch)
    session.flush()
    return batch


def make_row(session: Session, batch: ImportBatch, **over: Any) -> ImportRow:
    """A row that is a new company."""
    values: dict[str, Any] = {
        "number": 2,
        "cells": ["Tømrer & Søn"],
        "state": RowState.NEW,
        "values": {"name": "Tømrer & Søn"},
    }
    row = ImportRow(batch_id=batch.id, **(values | over))
    session.add(row)
    session.flush()
    return row
