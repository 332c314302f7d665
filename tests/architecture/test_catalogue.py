"""The Danish catalogue is complete: nothing missing, nothing empty, nothing fuzzy, nothing said in two ways."""

from __future__ import annotations

import re
from collections import defaultdict

from app.translations.update import KEPT, catalogues, messages_in_code

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def test_every_message_has_a_danish_text() -> None:
    known = {message.id for catalog in catalogues().values() for message in catalog}
    assert [message for message in messages_in_code() if message not in known] == []


def test_no_entry_is_empty_or_fuzzy() -> None:
    unfinished = [
        (name, message.id)
        for name, catalog in catalogues().items()
        for message in catalog
        if message.id and (message.fuzzy or not _whole(message.string))
    ]
    assert unfinished == []


def _whole(text: object) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


def test_one_message_has_one_translation() -> None:
    said = defaultdict(set)
    for catalog in catalogues().values():
        for message in catalog:
            if message.id:
                said[message.id].add(message.string)
    assert {message: texts for message, texts in said.items() if len(texts) > 1} == {}


def test_no_catalogue_holds_what_the_code_no_longer_says() -> None:
    wanted = messages_in_code()
    stale = [
        (name, message.id)
        for name, catalog in catalogues().items()
        if name not in KEPT
        for message in catalog
        if message.id and message.id not in wanted
    ]
    assert stale == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    different = [
        message.id
        for catalog in catalogues().values()
        for message in catalog
        if isinstance(message.id, str)
        and set(PLACEHOLDER.findall(message.id)) != set(PLACEHOLDER.findall(str(message.string)))
    ]
    assert different == []
