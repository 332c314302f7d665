"""The application."""

from __future__ import annotations

from app.config import Config, from_environment
from app.web import Jobloft


def create_app(config: Config | None = None) -> Jobloft:
    """An application over a database that is there already (see `jobloft init`).

    Args:
        config: its settings; read from the environment when left out.

    Raises:
        ConfigurationError: the settings are not safe.
        UndeclaredRoute: a route names no permission.
    """
    from app.assembly import assemble

    return assemble(config or from_environment())
