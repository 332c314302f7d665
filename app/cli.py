"""The command `jobloft`: 0 done, 1 a problem with the data, 2 wrong use."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from app import clock, create_app
from app.config import Config, ConfigurationError, from_environment
from app.errors import configure_logging
from app.history import record
from app.operations import backup as copies
from app.operations import check as checks
from app.operations import setup
from app.web import Jobloft


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Jobløft: companies, visits, job orders, residents and calendars for a local partnership."""


def _application(*, demo: bool = False) -> Jobloft:
    try:
        return create_app(from_environment(demo=demo))
    except ConfigurationError as fault:
        raise _problem(str(fault)) from None


def _problem(text: str) -> click.ClickException:
    return click.ClickException(text)  # Click answers with exit code 1 and the text on one line.


@main.command()
@click.option("--email", help="The first administrator's e-mail.")
def init(email: str | None) -> None:
    """Migrate the database and create the first administrator."""
    app = _application()
    setup.prepare(app.database, now=clock.now())
    with app.database.reading() as session:
        waiting = not setup.has_administrator(session)
    if waiting and not email:
        click.echo("The database is ready. No administrator yet: run jobloft init --email ADDRESS")
        return
    if waiting:
        _create_administrator(app, email or "")
    click.echo("The database is ready.")


def _create_administrator(app: Jobloft, email: str) -> None:
    password = os.environ.get("JOBLOFT_ADMIN_PASSWORD") or click.prompt(
        "Password (at least 12 characters)", hide_input=True, confirmation_prompt=True
    )
    try:
        with app.database.transaction() as session:
            record.begin_action(session, actor_id=None, now=clock.now())
            setup.create_administrator(
                session, app.extensions["passwords"], email=email, password=password, now=clock.now()
            )
    except setup.SetupError as fault:
        raise _problem(str(fault)) from None


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Run the production server."""
    _serve(from_environment(), host, port, workers)


def _serve(config: Config, host: str, port: int, workers: int) -> None:
    from app.operations.serve import Server  # Gunicorn reads sys.argv on import of its application.

    configure_logging()
    sys.argv = sys.argv[:1]
    Server(lambda: create_app(config), host=host, port=port, workers=workers).run()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--reset", is_flag=True, help="Throw the data away and start over.")
def demo(host: str, port: int, reset: bool) -> None:
    """Serve with demonstration data of a made-up partnership."""
    from app.demo.start import announce, make_ready

    config = from_environment(demo=True)
    make_ready(config, reset=reset, now=clock.now())
    click.echo(announce(host, port))
    _serve(config, host, port, workers=2)


@main.command()
@click.option("--companies", default=5000, show_default=True, type=click.IntRange(0))
@click.option("--residents", default=5000, show_default=True, type=click.IntRange(0))
@click.option("--orders", default=2000, show_default=True, type=click.IntRange(0))
@click.option("--seed", default=1, show_default=True)
def synthesize(companies: int, residents: int, orders: int, seed: int) -> None:
    """Fill a database with plausible made-up data, the same for the same seed."""
    from app.demo.synthesis import Sizes
    from app.demo.synthesis import synthesize as fill

    app = _application()
    setup.prepare(app.database, now=clock.now())
    sizes = Sizes(companies=companies, residents=residents, orders=orders)
    fill(app.database, app.extensions["passwords"], sizes, seed=seed, now=clock.now())
    click.echo(f"{companies} companies, {residents} residents, {orders} orders")


@main.command()
@click.argument("destination", type=click.Path(path_type=Path, dir_okay=False))
def backup(destination: Path) -> None:
    """Write a consistent copy to a file; people may go on working."""
    try:
        copies.backup(from_environment().database_url, destination)
    except (copies.BackupError, OSError) as fault:
        raise _problem(str(fault)) from None
    click.echo(f"Written to {destination}")


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
def restore(source: Path) -> None:
    """Put a copy back; stop the server first."""
    try:
        copies.restore(from_environment().database_url, source)
    except (copies.BackupError, OSError) as fault:
        raise _problem(str(fault)) from None
    click.echo(f"Restored from {source}")


@main.command()
def check() -> None:
    """Report whether the database is whole."""
    app = _application()
    found = list(checks.problems(app.database))
    for line in found:
        click.echo(line, err=True)
    if found:
        raise SystemExit(1)
    click.echo(", ".join(f"{name} {count}" for name, count in checks.counts(app.database).items()) + ": all well")
