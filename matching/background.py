"""What people tell beside the work: where and with whom, how long, why and when. None of it says what is done."""

from __future__ import annotations

import re
from collections.abc import Collection

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
_WHERE = re.compile(
    rf"""
    \bi\ (?:mit|vores|sit|hendes|hans)\ (?:hjem)?land\b | \bi\ hjemlandet\b
    | (?<!uddannelse\ )(?<!autorisation\ )(?<!uddannet\ )\b(?:i|fra)\ (?:{COUNTRIES})\b
    """,
    re.VERBOSE,
)
_BACKGROUND = re.compile(
    rf"""
    (?<=\w[ ,])\ ?(?:fordi|da\ jeg|for\ jeg)\b[^,;.!?]*
    | (?<=[\w,]\ )(?:når|da|så|hvis|mens|selv\ ?om|siden|inden|efter|indtil|for)\ {_SELF}\b[^,;.!?]*
    | (?<=\w\ )som\ (?:barn|ung|lille|dreng|pige|frivillig|selvstændig|ufaglært)\b
    | \b(?:hos|med|sammen\ med|fra|ligesom|som)\ {_MINE}\ (?:\w+\ )?{_FAMILY}\b(?!\w)
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
_A_NO = re.compile(r"\b(?:ikke|ingen|aldrig|uden|undgå|slippe)\b")
_NOTHING = LIGHT_WORDS | STOP_WORDS | frozenset("har havde er var været arbejdede".split())
_NO_WORK = _NOTHING | frozenset("fuldtid deltid praktik fast lignende igen hurtigst muligt dagen".split())
"""What a wish may be about and still name no work."""
HINTS = "|".join(
    """år års mdr måneder uger sæsoner sesoner years? months? når da hvis mens så siden inden efter indtil selvom for
    min mit mine sin vores hendes deres hans lære først venter igen spørge bestilles ønsker søger vil kunne vild glad
    brænder ekspert interesserer siger synes mener tid fint godt perfekt dejligt sygemeldt barsel aflyst udeblev ring
    ringer næste klar borger brg kvinde mand dreng pige""".split()
)
"""Words by which a text is worth a closer look for what falls away."""

_WISHED = re.compile(
    r"^(?:borger|brg|kvinde|mand|tidligere|tidl|var|har været|er uddannet|uddannet|har arbejdet)\b[^;!?]*?"
    r"[,;. ]+((?:men |nu |pt )*(?:jeg )?(?:ønsker|søger|vil (?:nu |gerne |nu gerne |hellere )|kunne (?:godt )?tænke sig"
    r"|nu bare)\b)"
)
"""A past, and then a wish."""
_LEARN = re.compile(
    r"\b(?:jeg )?(?:vil|kunne|skal) (?:jeg )?(?:gerne |godt )*lære\b(?! (?!at\b)\w+ at\b)"
    r"(?: (?:at|om|noget med|noget om|mere om)\b)?"
)
"""What somebody wants to learn; who teaches others to do something ("lære børn at cykle") does not."""
_LATER = re.compile(
    r"\b(?:skal først|vil først|venter på|ikke klar|kommer? igen(?= ?(?:$|[,;.!?]))|spørge (?:sin|min|mand)"
    r"|skal bestilles|aflyst|udeblev|ring(?:er)? senere|har (?:ingen|ikke) tid|ny tid|næste (?:gang|samtale|møde))\b"
)
"""What says that it is too early to speak of work."""
_AWAY = re.compile(r"\b(?:er )?(?:på barsel|sygemeldt)\b(?: (?:til|indtil|fra|siden)\b[^,;.!?]*)?")
"""Who is away from work for a time says no less what the work is."""
_CLAUSES = re.compile(r"[,;.!?\n]+|\bmen\b|(?<!ikke )\bså\b|\bog(?= (?:venter|ring|har|skal|kommer))")


def without_later(folded: str) -> str:
    """A folded text without what says only that work must wait: "kok, ring senere" is a cook."""
    here = _AWAY.sub(" ", folded)
    if _LATER.search(here) is None:
        return here
    clauses = [clause.strip() for clause in _CLAUSES.split(here) if not _LATER.search(clause)]
    return ", ".join(filter(None, clauses))


def past_and_wish(folded: str) -> tuple[str, str]:
    """What was done before, and what is wished now: "tidligere kok, ønsker lager"; no past where nothing is wished."""
    wish = _WISHED.search(folded)
    if wish is None or not _says_something(folded[wish.end() :], _NO_WORK):
        return "", folded
    return folded[: wish.start(1)], folded[wish.end() :]


def without_learning(folded: str) -> str:
    """A folded text without "vil gerne lære": what somebody wants to learn is wished."""
    rest = _LEARN.sub(" ", folded)
    return rest if _says_something(rest) else folded


def without_background(folded: str) -> str:
    """A folded text without the country, and without what else says nothing of the work, if anything is left then."""
    here = " ".join(_WHERE.sub(" ", folded).split())
    left = " ".join(_BACKGROUND.sub(_unless_refused, here).split())
    return left if _says_something(left) else here


def _unless_refused(found: re.Match[str]) -> str:
    """Nothing, but for a clause with a no: it says what is refused."""
    return found.group() if _A_NO.search(found.group()) else " "


def _says_something(folded: str, nothing: Collection[str] = _NOTHING) -> bool:
    return any(word not in nothing for word in words(folded))
