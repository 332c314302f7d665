"""The command `jobloft import taxonomy`."""

from __future__ import annotations

from pathlib import Path

import click

from app import clock
from app.history import record
from app.operations.commanding import ready_application
from app.vocabulary.taxonomies import Outcome, store
from app.vocabulary.taxonomy_files import TaxonomyFaults, read_taxonomy


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--edition", default="", help="Which edition it is, for example 1.2; otherwise its latest change.")
@click.option("--only-these", is_flag=True, help="Also take out terms of earlier files that are not in this one.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def taxonomy(file: Path, edition: str, only_these: bool, dry_run: bool) -> None:
    """Read skills or occupations as the ESCO portal gives them (CSV); again with a newer file to update."""
    app = ready_application()
    try:
        read = read_taxonomy(file.read_bytes())
    except TaxonomyFaults as faults:
        for line in faults.lines:
            click.echo(f"{file.name}: {line}", err=True)
        click.echo("Nothing was imported.", err=True)
        raise SystemExit(1) from None
    opened = app.database.writing_session if dry_run else app.database.transaction
    with opened() as session:
        record.begin_action(session, actor_id=None, now=clock.now())
        outcomes = store(session, read, edition=edition, only_these=only_these, now=clock.now())
    for outcome in outcomes:
        click.echo(("Would be: " if dry_run else "") + _told(outcome))


def _told(outcome: Outcome) -> str:
    told = f"{outcome.name}: {outcome.new} new, {outcome.changed} changed, {outcome.same} as they were"
    if outcome.removed:
        told += f", {outcome.removed} taken out"
    if outcome.elsewhere:
        told += f"; {outcome.elsewhere} from earlier files are kept (--only-these takes them out)"
    return told
