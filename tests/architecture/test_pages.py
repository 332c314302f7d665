"""Every page for every role: valid HTML, one h1 that is the title, labelled fields, no id twice, no typed markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from sqlalchemy import String, Text, inspect, select

from app.db import Base
from app.web import Jobloft
from tests.browser_client import XHTML
from tests.factories import PEOPLE, Personas
from tests.world import World, make_world

# What somebody could type anywhere: markup, a template, a very long word, writing from right to left.
TYPED = "<xss id=x>'\"&{{ 7*7 }}{% x %}\u202e" + "Ø" * 60
# Texts that are not typed by people, or are checked to be of a form that holds no markup.
NOT_TYPED = frozenset(
    "uid email password_hash locale token_hash phone cvr p_number postal_code website key matcher_version text_version "
    "id_hash action_id table_name row_id language last_client folded_name folded_text".split()
)
# Without a label by design: nothing is shown.
UNLABELLED = frozenset({"hidden", "submit", "button"})


@pytest.fixture
def world(app: Jobloft, personas: Personas) -> World:
    """One row of everything, with the worst that could be typed in every text."""
    made = make_world(app, personas)
    with app.database.transaction() as session:
        for mapper in Base.registry.mappers:
            for number, row in enumerate(session.scalars(select(mapper.class_).order_by(*mapper.primary_key))):
                _spoil(row, number)
    return made


def _spoil(row: Any, number: int) -> None:
    # By its place and not its id: the same words in every test, so that no ranker has to be built anew for them.
    for attribute in inspect(row).mapper.column_attrs:
        column = attribute.columns[0]
        # Only plain texts: an enum is a string of its own kind.
        plain = type(column.type) in (String, Text) and not (column.foreign_keys or column.primary_key)
        if plain and attribute.key not in NOT_TYPED:
            setattr(row, attribute.key, f"{number} {TYPED}"[: column.type.length or 2000])


def pages(app: Jobloft, browser: Any, world: World) -> Iterator[tuple[str, str]]:
    """The pages that this person opens: address and text."""
    for endpoint, address in world.addresses(app, "GET").items():
        query = f"?company_id={world.ids['company_id']}" if endpoint in NEEDS_A_COMPANY else ""
        answer = browser.get(address + query)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            yield address + query, answer.text


NEEDS_A_COMPANY = ("visits.new", "wheel.new", "orders.new", "orders.propose")


@pytest.mark.parametrize("name", [name for name, _roles, _place in PEOPLE])
def test_every_page_is_whole(app: Jobloft, as_user, world: World, name: str) -> None:
    found = {address: faults for address, text in pages(app, as_user(name), world) if (faults := faults_of(text))}
    assert found == {}


def faults_of(text: str) -> list[str]:
    """What is wrong with a page, in words."""
    parser = html5lib.HTMLParser()
    tree = parser.parse(text)
    faults = [f"{code} {data}" for _place, code, data in parser.errors]
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    faults += [f"id twice: {name}" for name, count in _ids(elements).items() if count > 1]
    faults += _heading_faults(tree)
    faults += [f"no label: {field.get('name')}" for field in _fields(elements) if not _is_labelled(field, elements)]
    faults += ["markup that somebody typed"] * any(element.tag.endswith("xss") for element in elements)
    faults += ["a template that somebody typed"] * ("49{% x" in text or "'\"&49" in text)
    faults += [f"script in an attribute of {e.tag}" for e in elements if any(key.startswith("on") for key in e.attrib)]
    return faults


def _ids(elements: list[Any]) -> Counter[str]:
    return Counter(element.get("id") for element in elements if element.get("id"))


def _heading_faults(tree: Any) -> list[str]:
    headings = ["".join(h.itertext()).split() for h in tree.iter(f"{XHTML}h1")]
    title = "".join(next(tree.iter(f"{XHTML}title")).itertext()).rpartition("·")[0].split()
    return [] if headings == [title] else [f"h1 {headings} is not the title {title}"]


def _fields(elements: list[Any]) -> list[Any]:
    kinds = {f"{XHTML}{tag}" for tag in ("input", "select", "textarea")}
    return [e for e in elements if e.tag in kinds and e.get("type") not in UNLABELLED]


def _is_labelled(field: Any, elements: list[Any]) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby"):
        return True
    labels = [element for element in elements if element.tag == f"{XHTML}label"]
    return any(label.get("for") == field.get("id") or field in label.iter() for label in labels)
