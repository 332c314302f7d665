"""Understands how people say things: a no is a no, "any work" is no wish, and small talk around the word is dropped."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from matching.text import fold, words

_ANYTHING = r"""
    al(t|le)?\ (slags\ |muligt\ |mulig\ )?(arbejder?|arbejd|jobs?|muligt) | hvad\ ?som\ helst
    | hvilket\ som\ helst
    | hvad\ der\ er | ligegyldigt | lige\ ?meget | et\ eller\ andet | any\ (work|job|kind) | anything
    | (bare|kun)\ (et\ |en\ )?(job|arbejde) | ingen\ (ønsker?|id[eé]) | åben\ for\ alt | ved\ (det\ )?ikke(\ endnu)?$
"""
_REFUSING = r"""
    ikke(?!-) | ingen | intet | aldrig | undtagen | slippe[rt]?\ for | fri\ for | nægter | undgå
    | uden(?!\ for\b) | no | not
    | never | nej\ til | færdig\ med | træt\ af | hader
"""
_NO_PROBLEM = r"""
    ikke\ kun | ikke\ bare | ikke\ ryger | inte[nt]\ problem | ingen\ problem | ikke\ bange | ikke\ noget\ imod
    | uden\ problem(er)?
"""
_SMALL_TALK = """
jeg og eller at har havde er var kan kunne vil ville skal skulle godt gerne meget rigtig rigtigt lide elsker
ønsker søger drømmer om prøve prøvet blive været arbejdet arbejde arbejder arbejd job jobbet arbejdede som i
med inden for noget nogle lidt en et god dygtig til vant erfaring fra også før tidligere hjemme derhjemme
altid mest helst bare måske plejer hvor man mulighed interesseret kendskab i'm like to am can want good
"""
_AFTERTHOUGHT = "mere længere tak også hjemme derhjemme godt gerne osv mm"
_HOW_MANY = r"\d+|et|to|tre|fire|fem|seks|syv|otte|ni|ti|mange|flere|et par"
_DURATION = rf"(?:i |gennem )?(?:{_HOW_MANY}) (?:år|måneder|mdr|uger|sæsoner)"
"""How long somebody did it says nothing of what it was."""

_SMALL = frozenset(_SMALL_TALK.split())
_AFTER = frozenset(f"{_AFTERTHOUGHT} år måneder mdr uger sæsoner".split())

_OPEN = re.compile(rf"\b({_ANYTHING})\b", re.VERBOSE)
_NO = re.compile(rf"\b({_REFUSING})\b", re.VERBOSE)
_NOT_A_NO = re.compile(rf"\b({_NO_PROBLEM})\b", re.VERBOSE)
_TURN = re.compile(r"\s*(?:[;.!?\n]|,(?=\s)|\bmen\b|\bhellere\b|\bog heller\b|\bså hellere\b)\s*")
_SPECIAL = re.compile(rf"\b({_ANYTHING})\b|\b({_REFUSING})\b|[;.!?]|\bmen\b", re.VERBOSE | re.MULTILINE)
"""What makes a text worth a closer look: a no, anything goes, a turn."""
_EDGES = frozenset(" ,:-")
_FILLER = re.compile(rf"^(?:(?:{'|'.join(_SMALL_TALK.split())}) )+")
_TAIL = re.compile(rf"(?: (?:{'|'.join(_AFTERTHOUGHT.split())}|{_DURATION}))+$")


@dataclass(frozen=True, slots=True)
class Said:
    """What one text says: phrases wanted or known, phrases refused, and whether anything at all is fine."""

    phrases: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    anything: bool = False


def understand(text: str) -> Said:
    """Read one wish or skill as it was said. The phrases are folded and stripped of what carries no meaning."""
    return understand_folded(fold(text))


def is_plain(folded: Sequence[str]) -> list[bool]:
    """Which folded texts say one thing, whole, as it stands: no "no", no turn, no small talk around it."""
    joined = "\n".join(folded)
    ends = list(itertools.accumulate(len(text) + 1 for text in folded))
    special = {bisect.bisect_right(ends, found.start()) for found in _SPECIAL.finditer(joined)}
    return [
        at not in special
        and text != ""
        and text.split(" ", 1)[0] not in _SMALL
        and text.rsplit(" ", 1)[-1] not in _AFTER
        and text[0] not in _EDGES
        and text[-1] not in _EDGES
        for at, text in enumerate(folded)
    ]


def understand_folded(folded: str) -> Said:
    """As `understand`, of a folded text."""
    if not words(folded):
        return Said()
    if not (_OPEN.search(folded) or _NO.search(folded)):
        return Said(phrases=_pieces(folded))
    phrases: list[str] = []
    refused: list[str] = []
    anything = False
    for clause in filter(None, _TURN.split(folded)):
        if _OPEN.search(clause) and not _refusal(_OPEN.sub("", clause)):
            anything = True
            continue
        rest = _refusal(clause)
        if rest:
            refused += _meaningful(rest)
        elif rest is None:
            phrases += _meaningful(clause)
        anything = anything or bool(_OPEN.search(clause))
    return Said(tuple(phrases), tuple(refused), anything)


def _refusal(clause: str) -> str | None:
    """What a clause says no to; None when it says no such thing, empty when it says no to nothing in particular."""
    if _NOT_A_NO.search(clause):
        return None
    found = _NO.search(clause)
    if found is None:
        return None
    after = _OPEN.sub(" ", clause[found.end() :]).strip()
    return after if words(after) and _meaningful(after) else clause[: found.start()].strip()


def _pieces(folded: str) -> tuple[str, ...]:
    """A text without a no, whole; a sentence that turns ("men …") gives its first half weight as a phrase too."""
    turned = [piece for piece in re.split(r"\s*[;.!?\n]\s*|\s*,?\s*\bmen\b\s*", folded) if words(piece)]
    return tuple(dict.fromkeys(phrase for piece in turned for phrase in _meaningful(piece)))


def _meaningful(phrase: str) -> list[str]:
    plain = " ".join(phrase.strip(" ,:-").split())
    bare = _TAIL.sub("", _FILLER.sub("", plain + " ").strip())
    kept = bare if words(bare) else plain
    return [kept] if words(kept) else []
