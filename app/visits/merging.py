"""Pure rules of two people writing in one note: what only one has touched is merged field by field, silently.

A field both have touched is contested: neither text is thrown away before somebody has chosen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Merged:
    """`values` is the note as it can be kept; `contested` holds the other's text of fields that both have touched."""

    values: dict[str, str]
    contested: dict[str, str] = field(default_factory=dict)


def sign(text: str) -> str:
    """A short sign of a text, by which a page remembers what a field held when it was opened."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def signs(values: Mapping[str, str], *, lists: Collection[str] = ()) -> dict[str, str]:
    """The signs of a note's fields. A field of `lists` (several ticks, joined by commas) is its own sign."""
    return {name: text if name in lists else sign(text) for name, text in values.items()}


def merge(
    base: Mapping[str, str], mine: Mapping[str, str], present: Mapping[str, str], *, lists: Collection[str] = ()
) -> Merged:
    """Bring my fields into the present note. `base` has the signs of what I began from; none means an empty field.

    Fields of `lists` never contest: ticks that I set or took away are set or taken away.
    """
    values, contested = dict(present), {}
    for name, text in mine.items():
        if name in lists:
            values[name] = _ticks(base.get(name, ""), text, present.get(name, ""))
            continue
        was, there = base.get(name, sign("")), present.get(name, "")
        if was == sign(there):
            values[name] = text
        elif text != there and was != sign(text):
            contested[name] = there
    return Merged(values, contested)


def _ticks(base: str, mine: str, present: str) -> str:
    before, now = _set(base), _set(mine)
    kept = [tick for tick in present.split(",") if tick and tick not in before - now]
    return ",".join([*kept, *(tick for tick in mine.split(",") if tick in now - before and tick not in kept)])


def _set(joined: str) -> set[str]:
    return {tick for tick in joined.split(",") if tick}
