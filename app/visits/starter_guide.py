"""The first conversation guide, worded by us from the points of [002]; an installation may publish its own later."""

from __future__ import annotations

from dataclasses import dataclass

from app.visits.models import GuideSection

COMPANY, ROUND_OFF = GuideSection.COMPANY, GuideSection.ROUND_OFF

PRESENTATION = (
    "Jobløft er boligorganisationerne, kommunen og den boligsociale helhedsplan, der går sammen om at hjælpe "
    "beboere i job eller uddannelse. I får én fast person at ringe til, og vi leder efter folk, der passer til "
    "netop jeres opgaver – også når det kun drejer sig om få timer.\n"
    "Nogle af beboerne har brug for en rolig start. Det siger vi ærligt, og vi følger op bagefter.\n"
    "Det er frivilligt: Det giver ingen fordel i et udbud at være med, og det koster ikke noget at sige nej.\n"
    "Lad virksomheden tale det meste af tiden, og bed om en rundvisning."
)


@dataclass(frozen=True)
class Question:
    """One question: `key` stays the same when a later version words it anew."""

    key: str
    section: GuideSection
    text: str
    help: str = ""


QUESTIONS = (
    Question(
        "customers_suppliers",
        COMPANY,
        "Hvem sælger I til, og hvem køber I ind hos?",
        "De største kunder, faste leverandører og hvem der ellers har del i arbejdet.",
    ),
    Question(
        "markets",
        COMPANY,
        "Er det mest lokalt, i hele landet eller også i udlandet?",
        "Det siger noget om sprog, sæson og hvor sårbare de er.",
    ),
    Question(
        "job_types",
        COMPANY,
        "Hvilke fag og slags opgaver har I folk til?",
        "Gå en runde sammen. Hold øje med opgaver, der kan klares på få timer.",
    ),
    Question(
        "employees",
        COMPANY,
        "Hvor mange er ansat her?",
        "Fastansatte, vikarer og elever hver for sig, og hvordan det svinger over året.",
    ),
    Question(
        "recruiting",
        COMPANY,
        "Hvordan finder I nye folk?",
        "Opslag, netværk, uopfordrede ansøgninger – og hvem man helst skal henvende sig til.",
    ),
    Question(
        "training_keeping",
        COMPANY,
        "Hvordan lærer I nye folk op, og hvad får dem til at blive?",
        "Sidemandsoplæring, kurser, elever og lærlinge. Hvem tager sig af en ny?",
    ),
    Question(
        "on_their_mind",
        COMPANY,
        "Hvad fylder mest hos jer i denne tid?",
        "Travlhed, nye ordrer, flytning, stille periode.",
    ),
    Question(
        "challenges_now",
        COMPANY,
        "Hvad er sværest at få til at hænge sammen lige nu?",
        "Opgaver, der bliver liggende, er tit et godt sted at begynde.",
    ),
    Question(
        "challenges_later",
        COMPANY,
        "Hvad bliver svært om nogle år?",
        "Folk, der går på pension, nye krav, ny teknik.",
    ),
    Question(
        "industry_direction",
        COMPANY,
        "Hvor er jeres branche på vej hen – her på egnen og ude i verden?",
        "Brug svaret, når beboere skal vælge kursus eller uddannelse.",
    ),
    Question(
        "mutual_gain",
        ROUND_OFF,
        "Hvad kunne både I og beboerne få ud af, at vi arbejder sammen?",
        "Aftal hellere én lille ting, der bliver til noget, end mange.",
    ),
    Question(
        "openings",
        ROUND_OFF,
        "Mangler I folk til noget nu, eller kommer I til det?",
        "Opgave og timer er nok til at begynde på en jobordre.",
    ),
    Question(
        "sparring",
        ROUND_OFF,
        "Vil I hjælpe beboere på vej med råd fra jeres hverdag?",
        "Jobsamtaletræning, rundvisning, et blik på et CV eller en snak om faget.",
    ),
    Question(
        "few_hours",
        ROUND_OFF,
        "Har I opgaver, som en beboer kan få løn for nogle få timer om ugen?",
        "Til en, der gerne vil arbejde, men som ikke kan klare en hel uge.",
    ),
    Question(
        "youth_job",
        ROUND_OFF,
        "Kunne en ung have et fritidsjob hos jer?",
        "Spørg til alder, tidspunkter og hvem den unge selv skal henvende sig til.",
    ),
    Question(
        "next_step",
        ROUND_OFF,
        "Hvad gør vi nu, og hvem har vi fat i hos hinanden?",
        "Aftal, hvem der gør hvad og hvornår. Byt navne, telefonnumre og mailadresser.",
    ),
)
