"""What a browser keeps to open notes without network: a worker at the root, and one page with nobody's data."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

from flask import Flask, Response, current_app, make_response, render_template, url_for

from app.visits.blueprint import blueprint
from app.visits.note_words import kept_words, shell_words

# All that is ever kept by the worker; each is the same for everybody.
SCRIPTS = ("drafts.js", "sending.js", "note-form.js", "note-shell.js")
STYLES = ("app.css", "visits.css")
# Nothing inline, so no nonce: a kept page's would be known beforehand.
SHELL_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


blueprint.add_app_template_global(kept_words, "kept_words")


@blueprint.get("/sw.js")
def worker() -> Response:
    """The service worker. It names what it keeps and a digest of it, so that browsers notice a new version."""
    static = Path(current_app.static_folder or "")
    head = f"const SHELL = {json.dumps(_shell_address())};\nconst FILES = {json.dumps(kept_addresses())};\n"
    digest = _digest(current_app._get_current_object())  # type: ignore[attr-defined]
    body = f'{head}const VERSION = "{digest}";\n{(static / "sw.js").read_text(encoding="utf-8")}'
    response = make_response(body, {"Content-Type": "text/javascript; charset=utf-8"})
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/offline-notes")
def shell() -> Response:
    """The page that stands in for all others without network; its script fills it from the device."""
    response = make_response(render_template("visits/shell.html", words=shell_words()))
    response.headers["Content-Security-Policy"] = SHELL_POLICY
    response.headers["Cache-Control"] = "no-cache"
    return response


def kept_addresses() -> list[str]:
    """Everything that the worker keeps."""
    files = [url_for("static", filename=name) for name in (*SCRIPTS, *STYLES, "icon.svg")]
    return [_shell_address(), *files, url_for("assets.static", filename="css/bootstrap.min.css")]


def _shell_address() -> str:
    return url_for("visits.shell")


@functools.lru_cache(4)
def _digest(app: Flask) -> str:
    static = Path(app.static_folder or "")
    parts = [(static / name).read_bytes() for name in ("sw.js", *SCRIPTS, *STYLES)]
    page = render_template("visits/shell.html", words=shell_words()).encode()
    return hashlib.sha256(b"".join([*parts, page])).hexdigest()[:16]
