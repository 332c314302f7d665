"""Reads single words as doings and things: "rydder" and "snerydning" say "rydde"; "trapperne" are a "trappe"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from matching.inflection import irregular_verbs

PARTICLES = frozenset(
    "op ud ind ned af på rent sammen hjem over fri ad fra til imod frem igennem væk fast tilbage om efter".split()
)
"""Small words that make another verb: "køre ud", "tage imod"."""
_PREFIXES = ("ud", "op", "ind", "ned", "af", "på", "til", "om")
_BEGINNINGS = frozenset(prefix[:2] for prefix in _PREFIXES)
_ENDINGS = ("", "e", "er", "ede", "et", "t", "te", "es", "ende")
_NOUNS = ("ning", "ningen", "ninger", "nings", "ing", "ingen", "else", "sel", "er", "ere", "eri", "erske", "erier")
"""What makes a noun of a verb: "rydning", "syning", "vasker", "syerske", "bageri"."""
_LATIN = ("ation", "ationer", "ør", "atør", "age")
"""The same of a verb in -ere: "reparation", "montør"."""
_IRREGULAR_NOUNS = {
    "kørsel": "køre",
    "salg": "sælge",
    "pleje": "pleje",
    "hjælp": "hjælpe",
    "transport": "transportere",
    "kontrol": "kontrollere",
    "levering": "levere",
    "rengøring": "gøre rent",
    "rengøre": "gøre rent",
    "rengører": "gøre rent",
    "renhold": "gøre rent",
    "chauffør": "køre",
    "ren": "gøre rent",
    "rene": "gøre rent",
    "pæn": "gøre rent",
    "pæne": "gøre rent",
}
_IRREGULAR_THINGS = {
    "børn": "barn",
    "børnene": "barn",
    "børne": "barn",
    "mænd": "mand",
    "tænder": "tand",
    "hænder": "hånd",
    "bøger": "bog",
    "køer": "ko",
    "køerne": "ko",
    "gæs": "gås",
    "ænder": "and",
    "fødder": "fod",
    "øjne": "øje",
    "ældre": "ældre",
    "sko": "sko",
    "bade": "bad",
    "blade": "blad",
}
_THING_ENDINGS = {
    "e": (("erne", 7), ("ene", 6), ("ere", 6), ("e", 4)),
    "r": (("er", 5), ("r", 4)),
    "n": (("en", 5), ("n", 4)),
    "t": (("et", 5),),
    "s": (("ernes", 8), ("s", 6)),
}
"""By their last letter, with the shortest word that may lose them."""
_BEFORE_ENDING = "eiouyæøå"
"""Vowels after which a single letter is an ending: "køer", "søen"."""
_LEAST_STEM = 3
_ROLES = re.compile(
    r"(?:s|e)?(?:medhjælper|medarbejder|arbejder|assistent|hjælper|mand|mænd|dame|kone|pige|dreng|folk|person|job|"
    r"arbejde|operatør|firma|hold)(?:en|et|e|ne|r)?$"
)
_ROLE_ENDS = tuple("er ant ent and ænd ame one ige eng olk son job jde ør rma old en et ne de".split())
_DOUBLES = tuple((letter * 2, letter) for letter in "lnkstpmrdgbfea")


def plain(word: str) -> str:
    """A word without double letters, which are written in many ways."""
    for double, letter in _DOUBLES:
        if double in word:
            word = word.replace(double, letter)
    return word


def thing_key(word: str) -> str:
    """The form in which a thing is compared, whatever its number and article: "butikkerne" and "butik" are one."""
    known = _IRREGULAR_THINGS.get(word)
    if known is not None:
        return known
    key, before = plain(word), ""
    while key != before:
        key, before = _without_ending(key), key
    return f"{key[:-2]}l" if key.endswith("el") and len(key) > _LEAST_STEM + 1 else key


def _without_ending(key: str) -> str:
    for ending, least in _THING_ENDINGS.get(key[-1], ()):
        if key.endswith(ending) and len(key) >= least and (ending not in "rn" or key[-2] in _BEFORE_ENDING):
            return plain(key[: -len(ending)])
    return key


def forms_of(verb: str) -> tuple[list[str], list[str]]:
    """(how a verb is inflected, the nouns that are made of it), without double letters."""
    stem = plain(verb.removesuffix("e"))
    nouns = [stem + ending for ending in _NOUNS]
    if verb.endswith("ere"):
        nouns += [verb.removesuffix("ere") + ending for ending in _LATIN]
    return [stem + ending for ending in _ENDINGS], nouns


@dataclass(frozen=True, slots=True)
class WordRead:
    """What one word says: doings (verb, with its particle) and things; `both` in a compound, `role` in a worker.

    A word with doings and things that is no compound says one or the other: "skur" is a shed and "skure" is to scrub.
    """

    doings: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    both: bool = False
    role: bool = False


class Derivation:
    """Reads words of a known set of verbs and things; each word is read once and kept."""

    def __init__(self, verbs: Iterable[str]) -> None:
        self._doing: dict[str, str] = {}
        self._noun: dict[str, str] = {}
        known = sorted({verb.split(" ")[0] for verb in verbs})
        for form, verb in irregular_verbs().items():
            if verb in known:
                self._doing.setdefault(plain(form), verb)
        for verb in known:
            inflected, nouns = forms_of(verb)
            for form in inflected:
                self._doing.setdefault(form, verb)
            for form in nouns:
                self._noun.setdefault(form, verb)
            self._noun.setdefault(plain(verb.removesuffix("e")), verb)
        self._noun |= {plain(noun): verb for noun, verb in _IRREGULAR_NOUNS.items()}
        self._tails = frozenset(noun[-3:] for noun in self._noun)
        self._things: Collection[str] = frozenset()
        self._read: dict[str, WordRead] = {}
        self._says: dict[str, bool] = {}

    def know(self, things: Collection[str]) -> None:
        """The things that may stand inside compounds."""
        self._things = things
        self._read.clear()

    def read(self, word: str) -> WordRead:
        """What a folded word says is done, and to what."""
        found = self._read.get(word)
        if found is None:
            found = self._read[word] = self._analysed(word)
        return found

    def _analysed(self, word: str) -> WordRead:
        bare = plain(word)
        doing = self._said(bare)
        key = thing_key(bare) if word not in _IRREGULAR_THINGS else _IRREGULAR_THINGS[word]
        if doing:
            return WordRead((doing,), (key,) if key in self._things else ())
        if key in self._things:
            return WordRead((), (key,))
        compound = self._compound(bare, len(bare) < len(word)) if bare[-3:] in self._tails else None
        if compound is not None:
            return compound
        role = _ROLES.search(word) if word.endswith(_ROLE_ENDS) else None
        if role is not None and role.start() >= _LEAST_STEM:
            return replace(self.read(word[: role.start()]), role=True)
        head = self._head(key)
        return WordRead((), (key, head) if head else (key,))

    def says(self, word: str) -> bool:
        """Whether a folded word is a doing by itself, in any form."""
        found = self._says.get(word)
        if found is None:
            found = self._says[word] = bool(self._said(plain(word)))
        return found

    def _said(self, bare: str) -> str:
        """The doing that a whole word says, "" for none: "vasker", "vask", "opvask" ("vaske op")."""
        verb = self._doing.get(bare) or self._noun.get(bare)
        if verb is not None:
            return verb
        for prefix in _PREFIXES if bare[:2] in _BEGINNINGS else ():
            if bare.startswith(prefix):
                rest = self._noun.get(bare[len(prefix) :]) or self._doing.get(bare[len(prefix) :])
                if rest is not None:
                    return f"{rest} {prefix}"
        return ""

    def _compound(self, bare: str, doubled: bool) -> WordRead | None:
        """A thing and what is done to it in one word: "snerydning", "trappevasker".

        Where they meet, a double letter may have been one of each: "hækklipning".
        """
        for cut in range(2, len(bare) - 2):
            tail = self._noun.get(bare[cut:])
            if tail is None and bare[cut : cut + 2] in _BEGINNINGS:
                tail = self._said(bare[cut:])
            if not tail and doubled:
                tail = self._noun.get(bare[cut - 1 :])
            if not tail:
                continue
            first = bare[:cut]
            key = next((k for k in (thing_key(first), thing_key(first.removesuffix("s"))) if k in self._things), "")
            if key:
                return WordRead((tail,), (key,), True)
        return None

    def _head(self, key: str) -> str:
        """The known thing that a compound is a kind of: "børnetøj" is "tøj"."""
        return next((key[cut:] for cut in range(2, len(key) - 3) if key[cut:] in self._things), "")
