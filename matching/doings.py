"""Understands a text by what is done and to what, in any order and form: "rydde sne", "sne rydde" and "snerydning"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.derivation import PARTICLES, Derivation, WordRead, thing_key
from matching.doing_words import DoingWords, Line
from matching.text import LIGHT_WORDS, STOP_WORDS, words

SAID = 0.92
"""Confidence of a text that says a doing and a thing which the vocabulary has together, and nothing more."""
BY_KIND = 0.88
"""The same by the kind of the thing: "bede" are for weeding as "ukrudt" is."""
USED = "bruge"
"""What is done with a tool that is named alone: "noget med buskrydder"."""
WHERE_SHARE = 0.93
"""What counts of a thing that only says where: "på skole"."""
HEAD_SHARE = 0.92
"""What counts of a compound that is only a kind of the thing: "styremaskiner" are "maskiner"."""
BELONGS = 0.95
"""What counts of the job that a task belongs to: two tasks of one job are not like each other by the job alone."""
LEAST = 0.78
"""Confidence below which a guess by doing and thing is left out."""
_EXPLAINED = 0.70
"""What counts of a text of which next to nothing else is understood."""
_LEAST_EXPLAINED = 0.65
"""Share of the words that counts as understood at least: a doing with its thing is said, however long the sentence."""
_PALE = frozenset(
    """sørge sørger små lille store stor ny nye brugt brugte beskidt beskidte tung tunge varm varme hel hele hver dag
    rigtig gang gange slags mange""".split()
)
"""Words that say neither what is done nor to what."""
_MOST_WORDS = 30
_FORM_WORDS = 4
_THERE = frozenset("stå sidde være arbejde hjælpe passe".split())
"""Doings that any work at a place is called; they say nothing of it when something else is said."""
_ON = frozenset("og af eller".split())
_WHERE = frozenset("på i hos ved til fra for under over bag".split())


@dataclass(frozen=True, slots=True)
class _Told:
    """What a text says: doings, things (and whether they only say where), and how many words carry meaning."""

    doings: tuple[str, ...]
    things: tuple[tuple[tuple[str, ...], bool], ...]
    carrying: int


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What one word gives to what a text says, worked out once for each word."""

    doings: tuple[str, ...]
    things: tuple[str, ...]
    either: bool
    carrying: int
    light: bool
    pale: bool
    small: str
    where: bool
    ends_place: bool
    tool: bool = False


class _Spokens(dict[str, "_Spoken"]):
    """Words as they are met."""

    def __init__(
        self, derivation: Derivation, tools: Collection[str] = (), loans: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__()
        self._derivation = derivation
        self._loans = dict(loans)
        self._tools = frozenset(tools)

    def __missing__(self, word: str) -> _Spoken:
        pale = word in STOP_WORDS or word in PARTICLES or word in _PALE
        read = WordRead() if pale else self._derivation.read(self._loans.get(word, word))
        spoken = self[word] = _Spoken(
            read.doings,
            read.things,
            bool(read.doings and read.things) and not read.both,
            read.both + (not read.role or bool(read.doings)),
            word in LIGHT_WORDS,
            pale,
            word if word in PARTICLES else "",
            word in _WHERE,
            word in _ON,
            not self._tools.isdisjoint(read.things[:1]),
        )
        return spoken


def _is_place(thing: tuple[tuple[str, ...], bool]) -> bool:
    return thing[1]


class Doings:
    """Finds terms by doing and thing: those of the files, and those that the vocabulary's own forms say."""

    def __init__(
        self,
        said: DoingWords,
        forms: Iterable[tuple[str, int]],
        numbers: Mapping[str, int],
        jobs: Collection[int] = (),
    ) -> None:
        """`forms` are folded forms with the number of their term, `numbers` the terms' numbers by id; `jobs` are those
        terms that are jobs and no tasks."""
        self._jobs = jobs
        self._kinds: dict[str, tuple[str, ...]] = {}
        self._table: dict[tuple[str, str], tuple[int, ...]] = {}
        self._take_kinds(said)
        verbs = {doing for line in said.lines for doing in self._doings(line.doings, said)}
        self._words = Derivation(verbs)
        for line in said.lines:
            self._take_line(line, said, numbers)
        self._words.know(frozenset(self._kinds) | {thing for _, thing in self._table if thing})
        self._take_forms(forms, _Spokens(self._words))
        self._known = {doing for doing, _ in self._table}
        self._words.know(frozenset(self._kinds) | {thing for _, thing in self._table if thing})
        self._spoken = _Spokens(self._words, self._used_things(), said.loans)

    def _used_things(self) -> set[str]:
        """Things that say what work it is by themselves."""
        used = {thing for doing, thing in self._table if doing == USED and thing}
        return used | {key for key, kinds in self._kinds.items() if not used.isdisjoint(kinds)}

    def _take_kinds(self, said: DoingWords) -> None:
        found: dict[str, list[str]] = {}
        for name, listed in said.kinds:
            for word in () if name.startswith("!") else listed:
                found.setdefault(thing_key(word), []).append(f"@{name}")
        self._kinds = {key: tuple(names) for key, names in found.items()}

    def _doings(self, listed: Sequence[str], said: DoingWords) -> list[str]:
        found: list[str] = []
        for doing in listed:
            found += said.members[doing] if doing.startswith("!") else [doing]
        return found

    def _take_line(self, line: Line, said: DoingWords, numbers: Mapping[str, int]) -> None:
        terms = tuple(numbers[term] for term in line.terms if term in numbers)
        for doing in self._doings(line.doings, said):
            for thing in line.things or ("",):
                self._add(doing, thing if thing.startswith("@") or not thing else thing_key(thing), terms)

    def _add(self, doing: str, thing: str, terms: tuple[int, ...]) -> None:
        known = self._table.get((doing, thing), ())
        self._table[doing, thing] = known + tuple(term for term in terms if term not in known)

    def _take_forms(self, forms: Iterable[tuple[str, int]], spoken: _Spokens) -> None:
        """Forms that say one doing and one thing and nothing more stand for every other way to say the two."""
        found: list[tuple[str, str, int]] = []
        for form, term in forms:
            said = form.split(" ")
            if not 2 <= len(said) <= _FORM_WORDS or not any(map(self._words.says, said)):
                continue
            told = self._told([*map(spoken.__getitem__, said)])
            if told.doings and len(told.things) == 1 and told.carrying == 2:
                found.append((told.doings[-1], told.things[0][0][0], term))
        for doing, thing, term in found:
            self._add(doing, thing, (term,))

    def says(self, word: str) -> bool:
        """Whether a folded word says that something is done, in any form."""
        return self._words.says(word)

    def meant(self, folded: str) -> dict[int, float]:
        """Term numbers with the confidence that a folded text means them; none when it says no doing."""
        said = words(folded)
        if len(said) > _MOST_WORDS:
            return {}
        read = [*map(self._spoken.__getitem__, said)]
        for word in read:
            if word.doings or word.tool:
                return self._likely(self._told(read))
        return {}

    def _likely(self, told: _Told) -> dict[int, float]:
        said = told.doings or (USED,)
        doings = [doing for doing in reversed(said) if doing in self._known] or self._without_particles(said)
        found: dict[int, float] = {}
        understood = 1
        for keys, where in sorted(told.things, key=_is_place) if len(told.things) > 1 else told.things:
            asked = [doing for doing in doings if doing not in _THERE] if where and found else doings
            terms, sure = self._together(asked, keys)
            understood += bool(terms) or where
            for term in terms:
                found[term] = max(found.get(term, 0.0), sure * (WHERE_SHARE if where else 1.0))
        if not told.things:
            found = dict.fromkeys(next(filter(None, (self._table.get((doing, "")) for doing in doings)), ()), BY_KIND)
        share = _EXPLAINED + (1 - _EXPLAINED) * min(1.0, max(_LEAST_EXPLAINED, understood / max(1, told.carrying)))
        return (
            self._belonging({term: sure * share for term, sure in found.items() if sure * share >= LEAST})
            if found
            else {}
        )

    def _without_particles(self, said: Sequence[str]) -> list[str]:
        """Doings of which only the verb is known: "udskiftning" is "skifte"."""
        return [verb for doing in reversed(said) if (verb := doing.split(" ", 1)[0]) in self._known]

    def _belonging(self, found: dict[int, float]) -> dict[int, float]:
        """The same with jobs a little less sure where a task is meant too."""
        if not any(term not in self._jobs for term in found):
            return found
        return {term: sure * BELONGS if term in self._jobs else sure for term, sure in found.items()}

    def _together(self, doings: Sequence[str], keys: Sequence[str]) -> tuple[tuple[int, ...], float]:
        """Terms of the best known doing with a thing: as it is said first, then by its kind."""
        for doing in doings:
            for at, key in enumerate(keys):
                share = HEAD_SHARE if at else 1.0
                if (doing, key) in self._table:
                    return self._table[doing, key], SAID * share
                for kind in self._kinds.get(key, ()):
                    if (doing, kind) in self._table:
                        return self._table[doing, kind], BY_KIND * share
        return (), 0.0

    def _told(self, said: Sequence[_Spoken]) -> _Told:
        verbs: list[str] = []
        things: list[tuple[tuple[str, ...], bool]] = []
        either: list[tuple[_Spoken, bool]] = []
        light: list[str] = []
        small: list[str] = []
        carrying, where = 0, False
        for at, word in enumerate(said, 1):
            if word.small and (word.small != "af" or at == len(said)):
                small.append(word.small)
            if word.pale:
                where = word.where or (where and not word.ends_place)
                continue
            if word.light:
                light += word.doings
                continue
            carrying += word.carrying
            if word.either:
                either.append((word, where))
                continue
            verbs += word.doings
            if word.things:
                things.append((word.things, where))
                where = False
        for word, placed in either:
            if verbs or any((verb, key) in self._table for verb in light for key in word.things):
                things.append((word.things, placed))
            else:
                verbs += word.doings
        verbs = light + verbs
        doings = [*verbs, *(f"{verb} {particle}" for particle in small for verb in verbs if " " not in verb)]
        return _Told(tuple(doings), tuple(things), carrying)
