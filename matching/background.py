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
    """,
    re.MULTILINE | re.VERBOSE,
)
_NOTHING = LIGHT_WORDS | STOP_WORDS | frozenset("har havde er var været arbejdede".split())
HINTS = (
    r"år|års|mdr|måneder|uger|sæsoner|sesoner|years?|months?|når|hvis|mens|så|siden|inden|min|mit|mine|sin|vores"
    r"|hendes|hans"
)
"""Words by which a text is worth a closer look for what falls away."""


def without_background(folded: str) -> str:
    """A folded text without what says nothing of the work; the text itself when nothing else is left."""
    left = _BACKGROUND.sub(" ", folded)
    return left if any(word not in _NOTHING for word in words(left)) else folded
