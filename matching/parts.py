"""Cuts a text that names several things ("gulv- og trappevask, samt vinduer") into what each part says by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from matching.inflection import base_form
from matching.text import LIGHT_WORDS, STOP_WORDS, lines_with, words

MOST = 6
"""Parts of one text that are read."""
_LEAST_HEAD = 3
_SHORT = 5
"""Words of a part beyond which it is a sentence of its own, and shares no place."""
_PLACE = re.compile(r" (?:på|i|til|hos|ved) \w+(?: \w+)?$")
_BOUND = re.compile(r" (?:af|til|på|i|med|for|ved|hos) ")
"""What makes a lent text one of its own: "frugtplukker af (æbler og) pærer", so that "pærer" is no part."""
_CLOSING = re.compile(r"\b(?:og|samt|eller|plus)\b|[+&]")

_JOINT = re.compile(r"\s*(?:[,;:/+&()–]|\s-\s|\b(?:og|samt|eller|plus)\b)+\s*")
_SAYING = re.compile(
    r"\b(?:stille og roligt?|i ro og mag|til og fra|op og ned|ind og ud|frem og tilbage|side om side)\b"
)
_AUDIENCE = frozenset(
    """
unge voksne børnefamilier begge deltid fuldtid vikar sæson weekend weekender sommer jul aften morgen nat ufaglært
få timer dag ugen lønnet lønnede fritidsjob praktik virksomhedspraktik elev
""".split()
)
"""What says for whom or when, and not what is done."""
_BARE = frozenset(
    """vaske passe køre lave sætte hente holde gøre tømme fylde lægge tage skære rydde bære flytte samle dække
    være""".split()
)
"""Verbs that say nothing without what they are done to."""
_OPENERS = (
    r"(?:har|have|god|noget|nogen|lidt|gerne|en|et|den|kan|du|vi|evt|erfaring(?:er)?|kendskab|interesse|lyst"
    r"|mulighed|job|arbejde?|hjælpe?r?|prøvet|kender|flair)"
)
_OPENER = re.compile(rf"^(?:{_OPENERS}\s+(?:(?:med|fra|i|til|for|på|inden for|at)\s+)?)+")
_WORKERS = r"""
    (?:weekend|ferie|sommer|sæson|service|drifts|ung)?(?:medarbejder|medhjælper|hjælper|assistent|personale)
    | hjælp | ungarbejder | fritidsjob | job | ufaglært | frivillig | arbejder | håndværker | montør | elev | lærling
    | tekniker | praktik | vi\ søger
"""
_WORKS_AT = re.compile(rf"(?:[a-zæøå]+\ )?(?:{_WORKERS})\ (?:til|i|på|ved|hos|for|af)\ (\w[\w\ -]{{3,}})$", re.VERBOSE)
_MAYBE = re.compile(rf"[,;:/+&()–-]|\b(?:og|samt|eller|plus)\b|^{_OPENERS} ", re.MULTILINE)


def may_have_parts(folded: Sequence[str]) -> list[int]:
    """Places of the texts that `parts` could cut; of all others it gives nothing."""
    return lines_with(_MAYBE, folded)


def parts(folded: str, known: Collection[str], does: Callable[[str], bool] = lambda word: False) -> list[str]:
    """What each coordinated part of a folded text says, with what it shares with its neighbours put back.

    "gulv- og trappevask" gives "gulvvask" when that, or its head, is among the `known` words; "lave ris og kylling"
    gives "lave kylling" and, when `does` knows its first word as something that is done, no "kylling" alone; "maling og
    rengøring på skoler" gives "maling på skoler". Empty when the text names one thing only.
    """
    if _JOINT.search(folded) is None and _OPENER.match(folded) is None:
        return []
    pieces = [piece for piece in _JOINT.split(_SAYING.sub(" ", folded)) if piece.strip(" -")]
    shared = _shared_place(folded, pieces, does)
    found: list[str] = []
    for at, piece in enumerate(pieces):
        whole = _completed(piece, pieces[at + 1 :], known) if piece.endswith("-") else piece.strip(" -")
        lent = [text for text in _lent(pieces, at, whole, does) if text]
        bound = lent and (_needs_doing(pieces[:at], whole, does) or any(map(_BOUND.search, lent)))
        alone = [] if bound else [whole, _OPENER.sub("", whole)]
        found += [f"{text} {shared}" if at < len(pieces) - 1 and shared else text for text in (*lent, *alone) if text]
    meant = [part for part in dict.fromkeys(found) if part != folded and _means(part)]
    return meant[:MOST]


def _shared_place(folded: str, pieces: list[str], does: Callable[[str], bool]) -> str:
    """Where all that is done is done, told after the last "og"; nothing when some part has its own place."""
    last = _PLACE.search(pieces[-1]) if pieces else None
    if last is None or len(pieces) < 2 or _CLOSING.search(folded) is None or any(map(_PLACE.search, pieces[:-1])):
        return ""
    short = all(len(words(piece)) <= _SHORT for piece in pieces)
    return last.group().strip() if short and any(does(word) for word in words(pieces[0])) else ""


def _needs_doing(before: list[str], part: str, does: Callable[[str], bool]) -> bool:
    """Whether a part only names a thing, and a part before it says what is done to such things."""
    said = [words(piece) for piece in before]
    lender = next((piece for piece in reversed(said) if len(piece) > 1 and does(piece[0])), None)
    return lender is not None and not any(does(word) for word in words(part))


def tail_phrases(folded: str) -> list[str]:
    """What a title says after a word that only says that somebody works: "medhjælper til fællesspisning"."""
    found = _WORKS_AT.match(folded) if " " in folded else None
    return [found.group(1)] if found is not None else []


def _completed(piece: str, later: list[str], known: Collection[str]) -> str:
    """A first member with the head that it shares with the next whole word: the longest head that is a word."""
    first = piece.rstrip("- ")
    follower = next((words(other) for other in later if not other.endswith("-")), [])
    if not follower:
        return first
    last = follower[0]
    heads = [last[at:] for at in range(2, len(last) - _LEAST_HEAD + 1)]
    said = next((head for head in heads if words(first)[-1] + head in known), None)
    head = said or next((head for head in heads if head in known), "")
    return " ".join([first + head, *follower[1:]])


def _lent(pieces: list[str], at: int, part: str, does: Callable[[str], bool]) -> list[str]:
    """A part of one word with what its neighbours share with it: "vaske (gulve og) trapper", "folde (og pakke) tøj".

    What is done is lent over a longer list, and to a thing with a place: "lave ris, kylling (og) salat på plejehjem".
    """
    said = _PLACE.sub("", part).strip()
    if len(words(said)) != 1 or part in _AUDIENCE or pieces[at].endswith("-"):
        return []
    ahead = words(_PLACE.sub("", pieces[at - 1])) if at else []
    if len(ahead) < 2 and not does(said):
        ahead = next((told for told in map(words, reversed(pieces[:at])) if len(told) > 1 and does(told[0])), ahead)
    after = words(pieces[at + 1]) if at + 1 < len(pieces) and said == part else []
    return [
        " ".join([*ahead[:-1], part]) if len(ahead) > 1 and not (does(said) and does(ahead[0])) else "",
        " ".join([part, *after[1:]]) if len(after) > 1 else "",
    ]


def _means(part: str) -> bool:
    said = [base_form(word) for word in words(part)]
    if said and said[0] in _BARE and said[1:] in ([], ["til"]):
        return False
    return any(not (word in STOP_WORDS or word in LIGHT_WORDS or word in _AUDIENCE) for word in said)
