"""The blueprint of imports, and the worker that does their long work."""

from __future__ import annotations

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from app.imports.jobs import Worker

WORKER = "import_worker"
BATCH = "/imports/<int:batch_id>"
blueprint = Blueprint("imports", __name__, template_folder="templates")


@blueprint.record_once
def _give_worker(state: BlueprintSetupState) -> None:
    state.app.extensions[WORKER] = Worker()
