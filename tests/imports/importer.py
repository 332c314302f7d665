"""A consultant at the forms of imports, and what an import has made of the tables."""

from __future__ import annotations

import io
from typing import Any

from sqlalchemy import select

from app.companies.models import Company
from app.db import Database
from app.imports.blueprint import WORKER
from app.imports.models import ImportRow, RowState
from app.web import Jobloft
from tests.browser_client import Browser


class Importer:
    """A consultant at the forms of imports, waiting for the worker as nobody else has to."""

    def __init__(self, app: Jobloft, browser: Browser, association: int) -> None:
        self.app, self.browser, self.association = app, browser, association

    def upload(self, data: bytes, name: str = "kreditorer.csv") -> str:
        """The address of the import's columns."""
        answer = self.browser.submit(
            "/imports/new", organisation_id=str(self.association), file=(io.BytesIO(data), name)
        )
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    def preview(self, data: bytes) -> str:
        """The address of the preview, when the rows are compared."""
        return self.posted(self.upload(data))

    def posted(self, path: str, **choice: Any) -> str:
        """Sends a page's form and waits for the work that it begins."""
        answer = self.browser.submit(path, **{"to": path} | choice)
        assert answer.status_code == 303, answer.text
        self.app.extensions[WORKER].wait()
        return str(answer.location)

    def confirmed(self, data: bytes) -> str:
        """The address of the result."""
        shown = self.preview(data)
        return self.posted(shown, to=f"{shown}/confirm")


def states(database: Database) -> dict[int, RowState]:
    with database.reading() as session:
        return {row.number: row.state for row in session.scalars(select(ImportRow).order_by(ImportRow.id))}


def companies(database: Database) -> dict[str, Company]:
    with database.reading() as session:
        return {company.name: company for company in session.scalars(select(Company))}
