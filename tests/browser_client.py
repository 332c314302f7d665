"""A browser without a screen for request tests: keeps cookies, fills in real forms from real pages."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.web import Jobloft
from tests.form_reading import forms_of

PASSWORD = "en lang adgangskode"
# Before the names of elements where a test reads a whole page with html5lib.
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
    forms = [found for found in forms_of(html) if found.method == "post"]
    if to is not None:
        forms = [found for found in forms if found.action == to]
    elif form == -1:
        forms = [found for found in forms if found.kind not in ("language", "logout")] or forms
    assert forms, f"no form {to or ''} on the page"
    return dict(forms[form].values), forms[form].action
