"""The command `jobloft`: 0 done, 1 a problem with the data, 2 wrong use."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from app import clock, create_app
from app.config import Config, ConfigurationError, from_environment
from app.errors import configure_logging
from app.history import record
from app.history.commands import erase, undo
from app.imports.commands import importing
from app.matches.warming import warm_up
from app.merging.commands import duplicates
from app.operations import backup as copies
from app.operations import check as checks
from app.operations import setup
from app.operations.serve import AddressRefused, Server, listen, shown_address
from app.reminders.commands import remind
from app.vocabulary.commands import taxonomy
from app.web import Jobloft

# What a person at the command line can mend. Everything else is a fault of ours and shows its traceback.
EXPECTED = (ConfigurationError, setup.SetupError, copies.BackupError, AddressRefused, ArgumentError, OSError)


class Commands(click.Group):
    """Commands that say in one line what stands in the way, and end with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except EXPECTED as fault:
            raise click.ClickException(_one_line(fault)) from None
        except ModuleNotFoundError as fault:
            if fault.name != "psycopg":
                raise
            raise click.ClickException(
                "PostgreSQL's driver is not installed: pip install 'jobloft[postgres]'"
            ) from None
        except DatabaseError as fault:
            # Kinds of it (a broken constraint …) are faults of ours; itself means that the database can't be used.
            if type(fault) not in (DatabaseError, OperationalError):
                raise
            raise click.ClickException(f"the database can't be used: {_one_line(fault.orig)}") from None


def _one_line(fault: object) -> str:
    return " ".join(str(fault).split())


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Jobløft: companies, visits, job orders, residents and calendars for a local partnership."""


def _address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        return value and validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise click.BadParameter(f"{value} is not an e-mail address") from None


@main.command()
@click.option("--email", callback=_address, help="The first administrator's e-mail.")
def init(email: str | None) -> None:
    """Migrate the database and create the first administrator."""
    app = create_app(from_environment())
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
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=clock.now())
        passwords = app.extensions["passwords"]
        setup.create_administrator(session, passwords, email=email, password=password, now=clock.now())


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Run the production server."""
    config = from_environment()
    fault = setup.migration_fault(create_app(config).database)
    if fault:
        raise click.ClickException(fault)
    _serve(config, host, port, workers, lambda address: f"Serving on http://{address}/")


def _serve(
    config: Config,
    host: str,
    port: int,
    workers: int,
    words: Callable[[str], str],
    prepare: Callable[[], None] = lambda: None,
) -> None:
    """Take the address, so that a taken one is told first; prepare; serve until told to stop; `words` announce it."""
    with listen(host, port) as listening:
        address = shown_address(host, listening.getsockname()[1])
        prepare()
        configure_logging()
        sys.argv = sys.argv[:1]  # Gunicorn keeps them for restarting itself, and would read options of its own there.
        server = Server(
            lambda: warm_up(create_app(config)),
            listening,
            workers=workers,
            when_ready=lambda: click.echo(words(address)),
        )
    server.run()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--reset", is_flag=True, help="Throw the data away and start over.")
def demo(host: str, port: int, reset: bool) -> None:
    """Serve with demonstration data of a made-up partnership."""
    from app.demo.start import announce, make_ready

    config = from_environment(demo=True)
    _serve(config, host, port, 2, announce, prepare=lambda: make_ready(config, reset=reset, now=clock.now()))


@main.command()
@click.option("--companies", default=5000, show_default=True, type=click.IntRange(0))
@click.option("--residents", default=5000, show_default=True, type=click.IntRange(0))
@click.option("--orders", default=2000, show_default=True, type=click.IntRange(0))
@click.option("--seed", default=1, show_default=True)
def synthesize(companies: int, residents: int, orders: int, seed: int) -> None:
    """Fill a database with plausible made-up data, the same for the same seed."""
    from app.demo.people import PASSWORD
    from app.demo.synthesis import Sizes
    from app.demo.synthesis import synthesize as fill

    app = create_app(from_environment())
    setup.prepare(app.database, now=clock.now())
    sizes = Sizes(companies=companies, residents=residents, orders=orders)
    fill(app.database, app.extensions["passwords"], sizes, seed=seed, now=clock.now())
    click.echo(f"{companies} companies, {residents} residents, {orders} orders; password {PASSWORD}")


@main.command()
@click.argument("destination", type=click.Path(path_type=Path, dir_okay=False))
def backup(destination: Path) -> None:
    """Write a consistent copy to a file; people may go on working."""
    copies.backup(from_environment().database_url, destination)
    click.echo(f"Written to {destination}")


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
def restore(source: Path) -> None:
    """Put a copy back; stop the server first."""
    copies.restore(from_environment().database_url, source)
    click.echo(f"Restored from {source}")


@main.command()
def check() -> None:
    """Report whether the database is whole."""
    app = create_app(from_environment())
    found = list(checks.problems(app.database))
    for line in found:
        click.echo(line, err=True)
    if found:
        raise SystemExit(1)
    click.echo(", ".join(f"{name} {count}" for name, count in checks.counts(app.database).items()) + ": all well")


importing.add_command(taxonomy)
main.add_command(importing)
main.add_command(duplicates)
main.add_command(undo)
main.add_command(erase)
main.add_command(remind)
