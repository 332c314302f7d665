"""What tests of imports share."""

from __future__ import annotations

import pytest

from app.web import Jobloft
from tests.factories import Personas
from tests.imports.importer import Importer


@pytest.fixture
def importer(app: Jobloft, as_user, personas: Personas) -> Importer:
    """A consultant who reads in lists of one association's suppliers."""
    return Importer(app, as_user("consultant"), personas.organisation_of["landlord"])
