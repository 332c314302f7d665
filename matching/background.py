"""What people tell beside the work: where and with whom, how long, why and when. None of it says what is done."""

from __future__ import annotations

import re

from matching.papers import BEYOND, EUROPE
from matching.text import LIGHT_WORDS, STOP_WORDS, words

COUNTRIES = "|".join(map(re.escape, (*EUROPE, *BEYOND, "danmark")))
_HOW_MANY = r"\d+|et|to|tre|fire|fem|seks|syv|otte|ni|ti|mange|flere|et par|two|three|four|five|six|ten"
_SPAN = r"(?:års?|måneders?|mdr|uger|sæsoner|sesoner|years?|months?)"
DURATION = rf"(?:(?:i|gennem|over|for|nu|ca|cirka|næsten) )?(?:{_HOW_MANY}) {_SPAN}"
"""How long somebody did it says nothing of what it was."""
_AGE = r"(?:jeg er |borger |kvinde |mand |dreng |pige |ung mand |ung kvinde )(?:på )?\d+(?: år)?(?: gammel)?"
_DURATION_SPACED, _AGE_SPACED = (said.replace(" ", r"\ ") for said in (DURATION, _AGE))
_SELF = r"(?:jeg|han|hun|vi|man|min|mit|mine|det|der|de ikke|børnene)"
_FAMILY = r"""
    (?:far|mor|onkel|bror|fætter|søster|mand|kone|familie|svigermor|svigerfar|svoger|ven|venner|veninde|nabo|kæreste
    |bedstemor|bedstefar|farfar|farmor|mormor|morfar|forældre|brødre)
"""
_MINE = r"(?:min|mit|mine|sin|hans|hendes|vores|deres)"
_BACKGROUND = re.compile(
    rf"""
    \bi\ (?:mit|vores|sit|hendes|hans)\ (?:hjem)?land\b | \bi\ hjemlandet\b
    | (?<=\w[ ,])\ ?(?:fordi|da\ jeg|for\ jeg)\b[^,;.!?]*
    | (?<=[\w,]\ )(?:når|da|så|hvis|mens|selv\ ?om|siden|inden|efter|indtil|for)\ {_SELF}\b[^,;.!?]*
    | (?<!uddannelse\ )(?<!autorisation\ )(?<!uddannet\ )\b(?:i|fra)\ (?:{COUNTRIES})\b
    | (?<=\w\ )som\ (?:barn|ung|lille|dreng|pige|frivillig|selvstændig|ufaglært)\b
    | \b(?:hos|med|sammen\ med|fra|af|ligesom|som)\ {_MINE}\ (?:\w+\ )?{_FAMILY}\b(?!\w)
    | (?<=\bi\ ){_MINE}\ (?:egen\ )?{_FAMILY}s\ (?=\w)
    | (?<![\d-])\b{_DURATION_SPACED}(?:\ siden)?\b (?!-)
    | ^{_AGE_SPACED}\b
    | ^(?:jeg\ )?(?:er\ )?(?:vild\ med|glad\ for|brænder\ for|interesserer\ mig\ for|ekspert\ i)\ at\s
    | ^(?:{_MINE}|alle|folk|andre|hun|han|de)\ (?:\w+\ )?(?:siger|synes|mener)\ (?:altid\ )?(?:at\ )?(?=\w)
    | (?:^|(?<=[\w,]\ ))(?:har\ |jeg\ har\ )?(?:kun\ |mest\ |bedst\ )tid\b[^,;.!?]*
    | (?<=\w)\ (?:ville|vil|kunne|må\ gerne)\ (?:også\ )?være\ (?:fint|fin|godt|ok|okay|perfekt|dejligt|noget)\b
    """,
    re.MULTILINE | re.VERBOSE,
)
_NOTHING = LIGHT_WORDS | STOP_WORDS | frozenset("har havde er var været arbejdede".split())
HINTS = "|".join(
    """år års mdr måneder uger sæsoner sesoner years? months? når hvis mens så siden inden min mit mine sin vores hendes
    hans lære først venter igen spørge bestilles ønsker søger vild glad brænder ekspert siger synes mener tid fint godt
    perfekt dejligt""".split()
)
"""Words by which a text is worth a closer look for what falls away."""

_WISHED = re.compile(
    r"^(?:borger|brg|kvinde|mand|tidligere|tidl|var|har været|er uddannet|uddannet|har arbejdet)\b[^;!?]*?"
    r"[,;. ]+((?:men |nu |pt )*(?:jeg )?(?:ønsker|søger|vil (?:nu |gerne |nu gerne |hellere )|kunne (?:godt )?tænke sig"
    r"|nu bare)\b)"
)
"""A past, and then a wish."""
_LEARN = re.compile(
    r"(?:\b(?:jeg )?(?:vil|kunne|skal) (?:jeg )?(?:gerne |godt )*lære(?: (?:at|om|noget med|noget om|mere om)\b)?)"
)
_LATER = re.compile(
    r"\b(?:skal først|vil først|venter på|ikke klar|komme(?:r)? igen|spørge (?:sin|min|mand)|skal bestilles|aflyst"
    r"|udeblev|ring(?:er)? senere|har ingen tid|har ikke tid|ny tid|næste (?:gang|samtale|møde))\b"
)
"""What says that it is too early to speak of work."""
_AWAY = re.compile(r"\b(?:er )?(?:på barsel|sygemeldt)\b(?: (?:til|indtil|fra|siden)\b[^,;.!?]*)?")
"""Who is away from work for a time says no less what the work is."""
_CLAUSES = re.compile(r"[,;.!?\n]+|\b(?:men|så)\b")


def without_later(folded: str) -> str:
    """A folded text without what says only that work must wait: "kok, ring senere" is a cook."""
    here = _AWAY.sub(" ", folded)
    if _LATER.search(here) is None:
        return here
    return ", ".join(clause.strip() for clause in _CLAUSES.split(here) if clause and not _LATER.search(clause))


def past_and_wish(folded: str) -> tuple[str, str]:
    """What was done before, and what is wished now: "tidligere kok, ønsker lager"; no past where nothing is wished."""
    wish = _WISHED.search(folded)
    if wish is None or not _says_something(folded[wish.end() :]):
        return "", folded
    return folded[: wish.start(1)], folded[wish.end() :]


def without_learning(folded: str) -> str:
    """A folded text without "vil gerne lære": what somebody wants to learn is wished."""
    rest = _LEARN.sub(" ", folded)
    return rest if _says_something(rest) else folded


def _says_something(folded: str) -> bool:
    return any(word not in _NOTHING for word in words(folded))


def without_background(folded: str) -> str:
    """A folded text without what says nothing of the work; the text itself when nothing else is left."""
    left = _BACKGROUND.sub(" ", folded)
    return left if _says_something(left) else folded
