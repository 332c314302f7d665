"""The commands `jobloft import …`."""

from __future__ import annotations

import click


@click.group("import")
def importing() -> None:
    """Read what other systems have written."""
