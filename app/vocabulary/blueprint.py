"""The blueprint that all routes of words belong to, and the process's lexicon."""

from __future__ import annotations

from typing import cast

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from app.vocabulary.warm import WarmWords
from app.web import Jobloft, application

blueprint = Blueprint("vocabulary", __name__, template_folder="templates")
EXTENSION = "vocabulary"


@blueprint.record_once
def _keep_a_lexicon(state: BlueprintSetupState) -> None:
    app = cast(Jobloft, state.app)
    app.extensions[EXTENSION] = WarmWords(app.database)


def warm() -> WarmWords:
    """The lexicon of this process."""
    return cast(WarmWords, application().extensions[EXTENSION])
