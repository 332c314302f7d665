"""The commands of the server's nights: looking for doubles, and taking a large action back."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from app.cli import main
from app.companies.models import Company
from app.history import ahead, record
from app.history.actions import register
from app.history.models import ActionKind
from app.merging.models import DoubleProposal
from app.web import Jobloft
from tests.factories import NOW, make_company


def run(app: Jobloft, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    """A command on the test's database."""
    monkeypatch.setenv("JOBLOFT_DATABASE_URL", app.settings.database_url)
    monkeypatch.setenv("JOBLOFT_SECRET_KEY", "only-for-tests-" * 4)
    monkeypatch.setenv("JOBLOFT_INSTANCE", str(app.settings.instance))
    result = CliRunner().invoke(main, list(words))
    return result.exit_code, result.output


def test_doubles_are_looked_for_and_an_action_is_undone(app: Jobloft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "MANY", 1)  # As large ones are.
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        for name in ("Maler Madsen", "Malermadsen ApS"):
            make_company(session, name=name, postal_code="8800")
        number = register(session, ActionKind.IMPORT, "Liste.csv").id
    assert run(app, monkeypatch, "duplicates") == (0, "1 pairs to look at\n")
    with app.database.reading() as session:
        assert session.query(DoubleProposal).count() == 1
    # A proposal is worked out, not built: it stands in nobody's way.
    assert run(app, monkeypatch, "undo", str(number)) == (0, "undone\n")
    with app.database.reading() as session:
        assert (session.query(Company).count(), session.query(DoubleProposal).count()) == (0, 0)
    assert run(app, monkeypatch, "undo", str(number))[0] == 1
