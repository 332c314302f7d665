"""Reads the forms of a page as a browser would send them, many times faster than a whole tree of the page is built."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Attributes = list[tuple[str, str | None]]
UNSENT = ("submit", "button", "image", "reset")


@dataclass
class Form:
    """A form with the values of its fields, each name once; several ticks of one name are a list."""

    method: str
    action: str
    kind: str
    values: dict[str, Any] = field(default_factory=dict)


def forms_of(html: str) -> list[Form]:
    """All forms of a page, in its order."""
    reader = _Reader()
    reader.feed(html.replace("\r\n", "\n"))
    reader.close()
    return reader.forms


@dataclass
class _Select:
    name: str
    options: list[_Option] = field(default_factory=list)

    def chosen(self) -> _Option | None:
        """The one that is selected, the first if none is."""
        return next((option for option in self.options if option.selected), next(iter(self.options), None))


@dataclass
class _Option:
    value: str | None
    selected: bool
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: _Select | None = None
        self._area: str | None = None
        self._within_option = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("method", "").lower(), given.get("action", ""), given.get("class", ""))
            self.forms.append(self._form)
        elif tag == "option" and self._select:
            self._select.options.append(_Option(given.get("value"), "selected" in given))
            self._within_option = True
        elif self._form and given.get("name") and "disabled" not in given:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._form
        if tag == "input":
            _put(self._form.values, given)
        elif tag == "textarea":
            self._area = given["name"]
            self._form.values[self._area] = ""
        elif tag == "select":
            self._select = _Select(given["name"])

    def handle_data(self, data: str) -> None:
        if self._area and self._form:
            self._form.values[self._area] += data
        elif self._within_option and self._select:
            self._select.options[-1].text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "option":
            self._within_option = False
        elif tag == "textarea" and self._area and self._form:
            self._form.values[self._area] = self._form.values[self._area].removeprefix("\n")
            self._area = None
        elif tag == "select" and self._select and self._form:
            chosen = self._select.chosen()
            if chosen:
                self._form.values[self._select.name] = chosen.text if chosen.value is None else chosen.value
            self._select = None


def _put(values: dict[str, Any], given: dict[str, str]) -> None:
    name, kind = given["name"], given.get("type", "text")
    if kind not in ("checkbox", "radio"):
        if kind not in UNSENT:
            values[name] = given.get("value", "")
        return
    if "checked" not in given:
        return
    value = given.get("value", "on")
    if kind == "checkbox" and name in values:
        before = values[name]
        values[name] = [*(before if isinstance(before, list) else [before]), value]
    else:
        values[name] = value
