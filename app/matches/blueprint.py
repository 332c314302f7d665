"""The blueprint that all routes of matches belong to, and the process's ranker."""

from __future__ import annotations

from typing import cast

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from app.matches.matcher import WarmMatcher
from app.web import Jobloft, application

blueprint = Blueprint("matches", __name__, template_folder="templates")
EXTENSION = "matching"


@blueprint.record_once
def _keep_a_ranker(state: BlueprintSetupState) -> None:
    app = cast(Jobloft, state.app)
    app.extensions[EXTENSION] = WarmMatcher(app.database)


def warm() -> WarmMatcher:
    """The ranker of this process."""
    return cast(WarmMatcher, application().extensions[EXTENSION])
