"""Understands how people say things: a no is a no, "any work" is no wish, and small talk around the word is dropped."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching import shorthand
from matching.background import (
    COUNTRIES,
    DURATION,
    HINTS,
    past_and_wish,
    without_background,
    without_later,
    without_learning,
)
from matching.text import fold, lines_with, words

_ANYTHING = r"""
    al(t|le)?\ (slags\ |muligt\ |mulig\ )?(arbejder?|arbejd|jobs?|muligt) | hvad\ ?som\ helst
    | hvilket\ som\ helst | alt(?=\ (andet|undtagen|bare|på\ ?nær|bortset)\b)
    | ((jeg\ )?((kan|vil)\ (godt\ )?)?(kan|tager|laver|lave|tage)\ )alt$ | ^det\ hele$
    | hvad\ der\ (er|findes|kommer)$ | hvad\ i\ har | ligegyldigt | lige\ ?meget | ligeglad(\ med)?(\ hvad(\ det\ er)?)?
    | et\ eller\ andet | any\ (work|job|kind) | anything | whatever
    | (bare|kun)\ (et\ |en\ )?(job|arbejde) | bare\ noget$
    | (et|en|noget|lidt)\ (slags\ )?(job|arbejde)$ | ^(arbejde|job)(\ nu)?$
    | ingen\ (ønsker?|id[eé]) | åben\ for\ alt | ved\ (det\ )?ikke(\ endnu)?$
"""
_REFUSING = r"""
    ikke(?!-) | ingen | intet | aldrig | undtagen | hverken | slippe[rt]?\ for | fri\ for | nægter | undgå
    | uden(?!\ for\b) | andet\ end | på\ ?nær | bortset\ fra | no | not | don'?t
    | never | nej(\ tak)?(\ til)? | færdig\ med | træt\ af | hader | slut\ med | stoppe[rt]?\ med | hold(er|t)?\ op\ med
"""
_NO_PROBLEM = r"""
    ikke\ ryger | ikke\ doven | ikke\ så\ godt?(\ til)?\ dansk | kan\ ikke\ lide\ stress | uden\ (problem(er)?|stress)
    | (ikke|not)\ (bange|afraid) | (ikke|ingen|uden)\ højdeskræk | aldrig\ (syg|haft\ job|arbejdet) | no\ experience
    | ikke\ (sidde\ stille|stå\ op|snage|fortælle\ videre) | ikke\ (så\ meget\ larm|for\ mange\ mennesker)
    | uden\ (klip|gluten|løn|skole) | undgå\ smitte | bliver\ ikke\ sur | mister\ ikke | behøver\ ikke | virker\ ikke
    | ikke\ virker | må\ man\ ikke | (der|som|(?<!hvis\ )det|hvis\ (?!det)\w+)\ ikke\ (kan|har|er|må|virker|går|selv)
    | så\ (der\ )?(ingen|ikke)\ \w+ | så\ (det|de|den|der|folk|man)\ ikke | ingen\ (kan|ved|vil|ser|tager|stjæler)
"""
"""Sayings with a no that praise somebody or name a kind of work: they stay whole."""
_TURNING = r"men | hellere | mangler | nu | fordi | som | da\ jeg | for\ jeg | land | hjemland | hjemlandet"
"""Words that make a text worth a closer look: it may turn, or tell why or where."""
_WELCOME = r"ikke\ (kun|bare) | ikke\ noget\ imod | (inte[nt]|ingen)\ problem(er)?(\ med)?"
"""A no that is a yes: what follows is welcome."""
_LACKED = r"""
    (uden | ingen | ikke | mangler)\ ((noget | nogen | så | meget | et | en | min | mit | dansk | nogle)\ )*
    (papir(er)? | uddannelse | erfaring(er)? | eksamen | svendebrev | prøvet | lært | anbefaling(er)?)
"""
"""What somebody lacks is not refused: "mekaniker uden papirer" is a mechanic. A licence that is not held
is told as a no: an order can ask for it."""
_LEADING = """
så meget mere noget nogen for til tilbage være at arbejde med i på kunne klare tåle holde ud lave lige det igen
længere om end more want like please be do
"""
"""Words after a no that don't say what it is about."""
_TRAILING = "er vil jeg kan duer det gider skal orker dur du har så tak mere mig for noget please til at"
"""Words at the end of what is refused, or before a no, that don't say what it is about."""
_SMALL_TALK = """
jeg og eller at har havde er var kan kunne vil ville skal skulle godt gerne meget rigtig rigtigt lide elsker
ønsker søger drømmer om prøve prøvet blive været arbejdet arbejde arbejder arbejd job jobbet arbejdede som i
med inden for noget nogle lidt en et god dygtig til vant erfaring fra også før tidligere derhjemme alt kun
altid mest helst bare måske plejer hvor man mulighed interesseret kendskab må i'm like to am can want good
me my do did doing have worked working work was very love would also vært pt evt
"""
_AFTERTHOUGHT = "mere længere tak også hjemme derhjemme godt gerne osv mm tidlig morgen aften"
_FINE = r"er (?:også )?(?:ok|okay|fint|fin|godt|i orden|muligt)"
_DAYTIME = r"om (?:morgenen|formiddagen|eftermiddagen|aftenen|natten)"

_SMALL = frozenset(_SMALL_TALK.split())
_LAST = "år måneder mdr uger sæsoner ok okay fint fin orden muligt morgenen formiddagen eftermiddagen aftenen natten"
_AFTER = frozenset(f"{_AFTERTHOUGHT} {_LAST}".split())

_OPEN = re.compile(rf"\b({_ANYTHING})\b", re.VERBOSE)
_NO = re.compile(rf"\b({_REFUSING})\b", re.VERBOSE)
_NOT_A_NO = re.compile(rf"\b({_NO_PROBLEM})\b", re.VERBOSE)
_YES = re.compile(rf"\b({_WELCOME})\b", re.VERBOSE)
_LACK = re.compile(rf"\b({_LACKED})\b", re.VERBOSE)
_RATHER = re.compile(r"\bhellere (.+?) end\b[^,;.!?]*")
_NOW = re.compile(r"\b(?:(?:og|men|så) )?nu (?:vil|kan|skal|ønsker|søger)\b(?: jeg)?(?: gerne)?")
"""Here a past ends and a wish begins."""
_LEAD = re.compile(rf"^(?:(?:{'|'.join(_LEADING.split())})\b *)+")
_END = re.compile(rf"(?:(?:^| )(?:{'|'.join(_TRAILING.split())}))+$")
_LINK = re.compile(r"(?: (?:og|bare|så|men|helst|også|but|and))+$")
_NO_WISH = re.compile(
    r"^(?:pga|på grund|fordi|da|når|min|mit|mine|ryg)\b|\b(?:vil|kan|skal|gider|må|orker|tør|er|har|dur|duer|jeg|"
    r"du|man|det|så|helst|bare|i|did|do)$"
)
"""Words before a no that belong to it or explain it, and are no wish of their own."""
_TURN = re.compile(r"\s*(?:[;.!?\n]|,(?=\s)|\bmen\b|\bhellere\b|\bog heller\b|\bså hellere\b)\s*")
_SPECIAL = re.compile(
    rf"\b({_ANYTHING})\b|\b({_REFUSING})\b|[;.!?]|\b({_TURNING}|{HINTS}|{shorthand.HINTS}|{COUNTRIES})\b",
    re.VERBOSE | re.MULTILINE,
)
"""What makes a text worth a closer look: a no, anything goes, a turn."""
_EDGES = frozenset(" ,:-")
_FILLER = re.compile(rf"^(?:(?:{'|'.join(_SMALL_TALK.split())}) )+")
_TAIL = re.compile(rf"(?: (?:{'|'.join(_AFTERTHOUGHT.split())}|{DURATION}|{_FINE}|{_DAYTIME}))+$")


@dataclass(frozen=True, slots=True)
class Said:
    """What one text says: phrases wanted or known, phrases refused, and whether anything at all is fine.

    `past` is what was done before something else was wished: it is known, and not wished.
    """

    phrases: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    anything: bool = False
    past: tuple[str, ...] = ()


def understand(text: str) -> Said:
    """Read one wish or skill as it was said. The phrases are folded and stripped of what carries no meaning."""
    return understand_folded(fold(text))


def is_plain(folded: Sequence[str]) -> list[bool]:
    """Which folded texts say one thing, whole, as it stands: no "no", no turn, no small talk around it."""
    special = set(lines_with(_SPECIAL, folded))
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
    past, now = past_and_wish(without_later(shorthand.written_out(folded)))
    said, before = _understood(without_learning(now)), _understood(past)
    return replace(said, past=before.phrases, refused=tuple(dict.fromkeys((*said.refused, *before.refused))))


def _understood(folded: str) -> Said:
    plain = _NOW.sub(";", without_background(_YES.sub(" ", _RATHER.sub(r"\1", folded)))).strip()
    if not (_OPEN.search(plain) or _NO.search(plain) or _LACK.search(plain)):
        return Said(phrases=_pieces(plain))
    phrases: list[str] = []
    refused: list[str] = []
    anything = False
    for clause in filter(None, _TURN.split(plain)):
        wanted, no = _told(_OPEN.sub(" ", clause))
        opened = bool(_OPEN.search(clause))
        phrases += [] if opened else wanted
        refused += no
        anything = anything or opened
    return Said(tuple(dict.fromkeys(phrases)), tuple(dict.fromkeys(refused)), anything)


def _told(clause: str) -> tuple[list[str], list[str]]:
    """What a clause wants or knows, and what it refuses."""
    lack = _LACK.search(clause)
    if lack is not None:
        whole = lack.end() == len(clause) and "erfaring" in lack.group()
        return _meaningful(clause) if whole else _wished(clause[: lack.start()]), []
    if _NOT_A_NO.search(clause) or _NO.search(clause) is None:
        return _meaningful(clause), []
    before, *after = (piece.strip(" ,:-()") for piece in _cut_at_no(clause))
    refused = [about for piece in after for about in _meaningful(_LEAD.sub("", _END.sub("", piece)))]
    if not refused:
        return [], _meaningful(_END.sub("", before))
    return _wished(before), refused


def _wished(before: str) -> list[str]:
    """What stands before a no, when it is a wish or skill of its own."""
    bare = _LINK.sub("", before.strip(" ,:-()"))
    return [] if _NO_WISH.search(bare) or _SMALL.issuperset(words(bare)) else _meaningful(bare)


def _cut_at_no(clause: str) -> list[str]:
    """A clause without its words of no: what stands before the first, and after each."""
    ends = [(0, 0), *((found.start(), found.end()) for found in _NO.finditer(clause)), (len(clause), 0)]
    return [clause[first[1] : second[0]] for first, second in itertools.pairwise(ends)]


def _pieces(folded: str) -> tuple[str, ...]:
    """A text without a no, whole; a sentence that turns ("men …") gives its first half weight as a phrase too."""
    turned = [piece for piece in re.split(r"\s*[;.!?\n]\s*|\s*,?\s*\bmen\b\s*", folded) if words(piece)]
    return tuple(dict.fromkeys(phrase for piece in turned for phrase in _meaningful(piece)))


def _meaningful(phrase: str) -> list[str]:
    plain = " ".join(phrase.strip(" ,:-").split())
    bare = _TAIL.sub("", _FILLER.sub("", plain + " ").strip())
    kept = bare if words(bare) else plain
    return [kept] if words(kept) else []
