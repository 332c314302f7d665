"""A browser without a screen for request tests: keeps cookies, fills in real forms from real pages."""

from __future__ import annotations

from typing import Any

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.web import Jobloft

PASSWORD = "en lang adgangskode"
XHTML = "{http://www.w3.org/1999/xhtml}"


class Browser:
    """Sends requests as one person."""

    def __init__(self, app: Jobloft) -> None:
        self.client: FlaskClient = app.test_client()

    def signed_in(self, email: str, password: str = PASSWORD) -> Browser:
        """The same browser after signing in by the login form."""
        answer = self.submit("/login", email=email, password=password)
        assert answer.status_code == 303, answer.text
        return self

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        """A page."""
        return self.client.get(path, **kwargs)

    def submit(self, path: str, *, to: str | None = None, form: int = -1, **typed: Any) -> TestResponse:
        """Open a page, fill in its form (the last post form unless told; `to` chooses by action), and send it.

        A value of None leaves a field out; a list sends it several times.
        """
        page = self.get(path)
        assert page.status_code == 200, f"{path}: {page.status_code}"
        fields, action = form_fields(page.text, to=to, form=form)
        fields.update(typed)
        sent = {name: value for name, value in fields.items() if value is not None}
        return self.client.post(action or path, data=sent)

    def post(self, path: str, page: str = "/", **typed: Any) -> TestResponse:
        """Send a post with the key against forgery taken from a page (for forms that are one button)."""
        fields, _action = form_fields(self.get(page).text, form=0)
        return self.client.post(path, data={"csrf_token": fields["csrf_token"]} | typed)


def form_fields(html: str, *, to: str | None = None, form: int = -1) -> tuple[dict[str, Any], str]:
    """The values of a post form as a browser would send them, and its action."""
    tree = html5lib.parse(html)
    forms = [f for f in tree.iter(f"{XHTML}form") if f.get("method", "").lower() == "post"]
    if to is not None:
        forms = [f for f in forms if f.get("action") == to]
    elif form == -1:
        forms = [f for f in forms if f.get("class", "") not in ("language", "logout")] or forms
    assert forms, f"no form {to or ''} on the page"
    chosen = forms[form]
    return _values(chosen), chosen.get("action") or ""


def _values(form: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in form.iter():
        name, tag = field.get("name"), str(field.tag).removeprefix(XHTML)
        if not name or field.get("disabled") is not None:
            continue
        if tag == "input" and field.get("type") in ("checkbox", "radio"):
            if field.get("checked") is not None:
                _put(values, name, field.get("value", "on"), several=field.get("type") == "checkbox")
        elif tag == "input" and field.get("type") != "submit":
            values[name] = field.get("value", "")
        elif tag == "textarea":
            values[name] = (field.text or "").removeprefix("\n")
        elif tag == "select":
            options = list(field.iter(f"{XHTML}option"))
            chosen = next((o for o in options if o.get("selected") is not None), options[0] if options else None)
            if chosen is not None:
                values[name] = chosen.get("value", chosen.text or "")
    return values


def _put(values: dict[str, Any], name: str, value: str, *, several: bool) -> None:
    if several and name in values:
        values[name] = [*([values[name]] if isinstance(values[name], str) else values[name]), value]
    else:
        values[name] = value
