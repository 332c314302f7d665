"""Made-up residents and openings for measuring the ranker: about 20,000 distinct short texts, facts at random."""

from __future__ import annotations

import itertools
import random

from matching import AgeRule, Candidate, Demand, Hours, Opening, Place, Vocabulary

FIRST = """
vare lager gulv trappe vindue have hæk plante maler facade tag mur beton rør varme vand el kabel kontor butik
kasse kunde gæst hotel sengetøj vaske tøj sy skrædder køkken grønt kød fisk brød kage kaffe salat opvask bord
kantine skole børne ældre pleje bolig affald papir glas metal træ plast maskine truck bil cykel dæk motor bremse
last pakke post bud kurér sne vej park skov dyre stald malke korn frugt bær blomst drivhus data net telefon
arkiv løn bogholderi regnskab møde kursus sprog svejse dreje fræse lim lak spartel flise gulvtæppe gardin lampe
alarm nøgle dør port rampe palle reol hylde skilt pris
""".split()
LAST = """
rengøring pasning kontrol service montering reparation sortering pakning håndtering vask eftersyn levering
kørsel bestilling opfyldning betjening salg rådgivning registrering planlægning klargøring oprydning tømning
maling slibning boring skæring måling afprøvning vedligehold udskiftning opsætning nedtagning fyldning vejning
mærkning scanning
""".split()
WHERE = """
på hospital|i skoler|i private hjem|på lager|udendørs|i butik|på byggeplads|for ældre|for børn|i storkøkken|på hotel|
på fabrik|i boligforeninger|på kontor|i opgange|på værksted|i drivhus|om natten|i hold|efter tegning""".replace(
    "\n", ""
).split("|")
TEXTS = 20_000


def phrases(rng: random.Random) -> list[str]:
    """About 20,000 distinct short texts: the vocabulary's own ways of saying, and made-up compounds with a place."""
    own = list(Vocabulary.load_default().forms())
    made = [
        f"{first}{last}{where}"
        for first, last in itertools.product(FIRST, LAST)
        for where in ("", *(f" {w}" for w in WHERE))
    ]
    return rng.sample(own, min(4_000, len(own))) + rng.sample(made, TEXTS - 4_000)


def made(people: int, jobs: int, full: bool, seed: int) -> tuple[list[Candidate], list[Opening]]:
    """Profiles with 3-12 skills and 1-3 wishes; openings with a title, tasks and demands."""
    rng = random.Random(seed)
    texts = phrases(rng)

    def some(low: int, high: int) -> tuple[str, ...]:
        return tuple(rng.choices(texts, k=rng.randint(low, high)))

    candidates = [
        Candidate(id=f"r{i}", skills=some(3, 12), wishes=some(1, 3), **(person_facts(rng) if full else {}))
        for i in range(people)
    ]
    openings = [
        Opening(
            id=f"o{i}",
            title=rng.choice(texts),
            tasks=some(1, 4),
            required=some(2, 6),
            **(opening_facts(rng) if full else {}),
        )
        for i in range(jobs)
    ]
    return candidates, openings


def hours(rng: random.Random) -> Hours:
    low = rng.choice((None, 3, 6, 10, 15, 20, 30))
    high = None if low is None else low + rng.choice((0, 3, 7))
    cells = (
        frozenset(itertools.product(range(5), rng.sample(range(4), rng.randint(1, 3)))) if rng.random() < 0.7 else None
    )
    return Hours(low, high, grow_to=None if high is None or rng.random() < 0.7 else high + 10, grid=cells)


def place(rng: random.Random) -> Place:
    return Place(56.2 + rng.random() * 0.5, 9.2 + rng.random() * 0.6)


def person_facts(rng: random.Random) -> dict[str, object]:
    return {
        "hours": hours(rng),
        "place": place(rng),
        "reach_km": rng.choice((None, 5.0, 15.0, 40.0)),
        "languages": (("dansk", rng.randint(0, 5)),),
        "age_rule": rng.choice((*AgeRule, *[AgeRule.ADULT] * 20, None)),
        "certificates": tuple(rng.sample(("kørekort B", "truckcertifikat B", "hygiejnebevis"), rng.randint(0, 2))),
        "avoid": (Demand.HEAVY_LIFTING.value,) if rng.random() < 0.15 else (),
        "personal_skills": tuple(
            rng.sample(("samarbejder godt", "arbejder selvstændigt", "er fleksibel"), rng.randint(0, 2))
        ),
    }


def opening_facts(rng: random.Random) -> dict[str, object]:
    return {
        "hours": hours(rng),
        "place": place(rng),
        "languages": (("dansk", rng.randint(0, 3)),),
        "certificates": ("kørekort B",) if rng.random() < 0.2 else (),
        "demands": (Demand.HEAVY_LIFTING.value, Demand.OUTDOORS.value) if rng.random() < 0.3 else (),
        "core_demands": (Demand.HEAVY_LIFTING.value,) if rng.random() < 0.1 else (),
        "personal_skills": ("samarbejder godt",) if rng.random() < 0.5 else (),
    }
