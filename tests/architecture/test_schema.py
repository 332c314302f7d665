"""Migrations and models say the same, on both databases; going up and down loses no child rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from app import migrating
from app.companies.models import ContactPerson
from app.db import Base, Database
from app.models import app as _models  # noqa: F401 (all tables are known)
from tests.factories import NOW, make_company


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(migrating.MIGRATIONS)).get_heads()) == 1


def test_the_migrated_database_equals_the_models(app) -> None:
    with app.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_id_is_never_handed_out_twice(app) -> None:
    if app.database.engine.dialect.name != "sqlite":
        return
    with app.database.engine.connect() as connection:
        tables = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
    numbered = [name for name, table in Base.metadata.tables.items() if "id" in table.primary_key.columns]
    without = [name for name, sql in tables if name in numbered and "AUTOINCREMENT" not in sql]
    assert without == []


def test_down_and_up_again_with_rows_in_it(scratch_url: str) -> None:
    migrating.upgrade(scratch_url)
    migrating.downgrade(scratch_url, "base")
    engine = sa.create_engine(scratch_url)
    assert [name for name in inspect(engine).get_table_names() if name != "alembic_version"] == []
    engine.dispose()
    migrating.upgrade(scratch_url)


def test_altering_a_parent_keeps_its_children(scratch_url: str) -> None:
    migrating.upgrade(scratch_url)
    database = Database(scratch_url)
    with database.transaction() as session:
        company = make_company(session)
        session.add(ContactPerson(company_id=company.id, name="Bente", updated_at=NOW))
    _rewrite_parent(scratch_url)
    with database.reading() as session:
        assert session.scalars(select(ContactPerson.name)).all() == ["Bente"]
    database.engine.dispose()


def _rewrite_parent(url: str) -> None:
    """Run a batch alteration of `company` in the environment that migrations run in."""

    def alter(_revision: object, context: MigrationContext) -> list[object]:
        with Operations(context).batch_alter_table("company", recreate="auto") as batch:
            batch.alter_column("city", existing_type=sa.String(100), type_=sa.String(140))
        return []

    config = migrating.alembic_config(url)
    script = ScriptDirectory.from_config(config)
    with EnvironmentContext(config, script, fn=alter):
        script.run_env()
