"""Bootstrap's stylesheet, served by us from the installed package: no CDN, no build step."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint


def _bootstrap_folder() -> Path:
    # Only the files are used; importing the package would register macros that break our CSP.
    spec = find_spec("flask_bootstrap")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "static" / "bootstrap5"


blueprint = Blueprint("assets", __name__, static_folder=str(_bootstrap_folder()), static_url_path="/assets")
