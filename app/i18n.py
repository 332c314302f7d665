"""Languages: English message ids, Danish as default, catalogues read straight from the .po files.

Reading the .po files at the start spares a build step and a compiled copy that can go stale.
"""

from __future__ import annotations

import functools
import io
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, Domain
from flask_babel.speaklater import LazyString
from flask_login import current_user
from markupsafe import Markup, escape

CATALOGUES = Path(__file__).parent / "translations"
LOCALES = ("da", "en")
LANGUAGE_COOKIE = "language"


@functools.cache
def catalogue(language: str) -> Translations:
    """All of a language's .po files as one set of translations; English needs none."""
    merged = Translations()
    for path in sorted((CATALOGUES / language).glob("*.po")):
        compiled = io.BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        merged.merge(Translations(compiled))
    return merged


class LazyText(LazyString):
    """A text said when it is shown. On a page its variables are escaped: they may be what somebody typed."""

    def __html__(self) -> Markup:
        """Flask-Babel would call it safe as it is."""
        return escape(str(self))

    def in_english(self) -> str:
        """The message id itself with its variables: the command line speaks English to everybody."""
        return str(self._args[0]) % self._kwargs if self._kwargs else str(self._args[0])


class FileDomain(Domain):
    """Flask-Babel's domain over our own catalogues."""

    def get_translations(self) -> Any:
        """The present request's catalogue."""
        return catalogue(current_language())

    def lazy_gettext(self, string: str, **variables: Any) -> Any:
        """A text in the language of whoever reads it."""
        return LazyText(self.gettext, string, **variables)


def current_language() -> str:
    """The user's own language, else the one this browser chose, else Danish."""
    if not has_request_context():
        return "da"
    # Asked for with every text of a page, so kept until another user is signed in, and read past Flask's proxy.
    kept: dict[str, Any] = vars(g._get_current_object())
    user, language = kept.get("language", (None, ""))
    if user is None or kept.get("_login_user") is not user:
        language = _chosen_language()
        g.language = (kept.get("_login_user"), language)
    return str(language)


def _chosen_language() -> str:
    chosen = getattr(current_user, "locale", None) or request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LOCALES else "da"


DOMAIN = FileDomain()
gettext, ngettext, lazy_gettext = DOMAIN.gettext, DOMAIN.ngettext, DOMAIN.lazy_gettext


def _on_page(message: str, /, **variables: Any) -> Markup:
    """A text with its variables, which are escaped: Jinja's own `_` takes four calls for it."""
    language = current_language()
    return _text(language, message) % variables if variables else _bare_text(language, message)


@functools.lru_cache(4096)
def _text(language: str, message: str) -> Markup:
    return Markup(catalogue(language).ugettext(message))  # noqa: S704 (our own catalogue)


@functools.lru_cache(4096)
def _bare_text(language: str, message: str) -> Markup:
    return _text(language, message) % {}


def init_app(app: Flask) -> None:
    """Attach Flask-Babel and give templates `_` and `ngettext`."""
    Babel(
        app,
        default_locale="da",
        default_timezone="Europe/Copenhagen",
        locale_selector=lambda: Locale.parse(current_language()),
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: DOMAIN.get_translations().ugettext(text),
        lambda one, many, n: DOMAIN.get_translations().ungettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals.update({"_": _on_page, "language": current_language})
