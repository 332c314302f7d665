"""How it is said on screen what was understood."""

from __future__ import annotations

from typing import Any

from app.i18n import gettext as _
from app.vocabulary.lexicon import Grasp, Source, Suggestion, Understood
from app.vocabulary.rules import Unfit


def told(one: Understood) -> str:
    """In one short line: as what a text was understood, or that it was not; candidates are listed behind it."""
    if one.grasp in (Grasp.KNOWN, Grasp.SURE):
        meaning = " + ".join(one.labels)
        if meaning.casefold() == one.text.casefold():
            return _("known word")
        if one.source is Source.CONFIRMED:
            return _("understood as: %(meaning)s (a colleague's word)", meaning=meaning)
        return _("understood as: %(meaning)s", meaning=meaning)
    if one.grasp is Grasp.REFUSAL:
        return _("understood as a no to: %(what)s", what=", ".join(one.labels))
    if one.grasp is Grasp.ANYTHING:
        return _("understood as: any work")
    if one.grasp is Grasp.ASK:
        return _("uncertain word. Did you mean …")
    return _("unknown word, used as it stands")


def as_json(one: Understood, against: Unfit | None) -> dict[str, Any]:
    """For the page's script, which knows the texts: they are not sent back. `fit`: the text can become everybody's."""
    return {
        "grasp": one.grasp.value,
        "told": told(one),
        "fit": against in (None, Unfit.NAME),
        "name": against is Unfit.NAME,
        "confirmed": one.source is Source.CONFIRMED,
        "candidates": [{"id": entry.id, "label": entry.label} for entry in one.candidates],
    }


def suggested(one: Suggestion) -> dict[str, str]:
    """For the page's script: what goes into the field, and by which other word it was found."""
    return {"label": one.entry.label, "hint": one.found_by}
