"""Words that made-up data is put together from, trade by trade."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trade:
    """What a trade's firms are called, what they look for, and how people say that they want it."""

    firms: tuple[str, ...]
    titles: tuple[str, ...]
    tasks: tuple[str, ...]
    skills: tuple[str, ...]
    said: tuple[str, ...]


TRADES: dict[str, Trade] = {
    "Rengøring": Trade(
        ("Rengøring ApS", "Service", "Facility A/S"),
        ("Rengøringsassistent", "Trappevask", "Hovedrengøring på skole", "Vinduespudser"),
        ("vaske trapper", "støvsuge kontorer", "tømme papirkurve", "pudse vinduer", "polere gulve"),
        ("grundig rengøring", "kender rengøringsmidler", "gulvvaskemaskine"),
        ("gøre rent", "vaske trapper", "clean"),
    ),
    "Grønne områder": Trade(
        ("Anlæg", "Grønservice A/S", "Have & Park"),
        ("Gartnermedhjælper", "Anlægsgartner", "Snerydder"),
        ("klippe hæk", "slå græs", "luge bede", "samle affald", "rydde sne"),
        ("havemaskiner", "kantklipper", "beskæring"),
        ("noget med haven", "klippe græs", "være ude"),
    ),
    "Lager": Trade(
        ("Lager A/S", "Logistik", "Transport ApS"),
        ("Lagermedarbejder", "Truckfører", "Pakker", "Varebilschauffør"),
        ("pakke ordrer", "scanne varer", "læsse biler", "plukke varer", "tælle op"),
        ("truckkørsel", "håndscanner", "varemodtagelse"),
        ("lager man", "pakke pakker", "køre truck"),
    ),
    "Køkken": Trade(
        ("Kantine", "Madhus ApS", "Catering"),
        ("Køkkenhjælp", "Opvasker", "Kantinemedhjælper", "Smørrebrødsassistent"),
        ("vaske op", "anrette mad", "smøre madpakker", "rydde af", "lave salat"),
        ("fødevarehygiejne", "madlavning til mange", "buffet"),
        ("køkkenhjælper", "lave mad", "opvask"),
    ),
    "Butik": Trade(
        ("Købmand", "Marked", "Byggemarked"),
        ("Butiksmedarbejder", "Flaskedreng", "Kassemedarbejder"),
        ("fylde varer op", "sidde i kassen", "passe flaskeautomat", "bestille varer", "pakke netordrer"),
        ("kundebetjening", "kasseapparat", "varebestilling"),
        ("stå i kassen", "sætte varer på hylder", "tøjbutik"),
    ),
    "Pleje": Trade(
        ("Plejecenter", "Omsorgshjem", "Ældrehus"),
        ("Afløser i plejen", "Aftenhjælper", "Social- og sundhedshjælper"),
        ("hjælpe med bad", "servere mad", "gå ture", "læse højt", "rede senge"),
        ("omsorg for ældre", "forflytning", "demens"),
        ("passe gamle", "hjælpe ældre", "sosu"),
    ),
    "Maler": Trade(
        ("Malere ApS", "Malerfirma", "Farve & Tapet"),
        ("Maler", "Malerlærling", "Afdækker"),
        ("male vægge", "spartle", "tapetsere", "dække af", "slibe paneler"),
        ("spartling", "sprøjtemaling", "tapet"),
        ("male væg", "malerarbejde", "dække af"),
    ),
    "Industri": Trade(
        ("Fabrik A/S", "Metal", "Møbler A/S"),
        ("Produktionsmedarbejder", "Montør", "Pakkerimedarbejder"),
        ("samle dele", "stå ved bånd", "pakke varer", "passe maskine", "kontrollere kvalitet"),
        ("montage", "maskinpasning", "kvalitetskontrol"),
        ("fabrik", "samle ting", "pakke"),
    ),
}
PLACES = tuple(
    "Nørre Sønder Vester Øster Kirke Mølle Skov Bakke Å Sø Eng Lund Hede Mark Dal Bro Torv Havn Park Ravn "
    "Lærke Svane Birke Ege Bøge Linde Rug Byg Kløver Lyng".split()
)
TOWNS = (("8800", "Viborg"), ("8600", "Silkeborg"), ("8850", "Bjerringbro"), ("8620", "Kjellerup"), ("7800", "Skive"))
AREAS = ("Birkelunden", "Søhøjen", "Rugvangen", "Åparken")
FIRST_NAMES = tuple(
    "Anna Ahmed Bodil Bashir Camilla Can Dorte Daud Eva Emre Fatma Frede Gitte Goran Hanne Hamza Ida Ibrahim "
    "Jens Jamila Karen Kasim Lone Leyla Mads Mona Niels Noor Ole Olga Per Parwin Rikke Rami Sara Samir Tove Tariq "
    "Ulla Yusuf".split()
)
LAST_NAMES = tuple(
    "Andersen Abdi Bech Bakir Christensen Demir Dahl Eriksen Farah Friis Gebre Holm Hassan Iversen Jensen Jama Kaya "
    "Krogh Lund Lind Madsen Mohamud Nielsen Nguyen Olsen Omar Poulsen Pham Rasmussen Rahimi Skov Saleh "
    "Thomsen Toft".split()
)
JOB_TITLES = ("indehaver", "driftsleder", "HR-konsulent", "køkkenleder", "formand", "butikschef", "teamleder")
NOTES = (
    "God snak og rundvisning. De mangler hænder i weekenderne.",
    "Travlt lige nu. Vil gerne ringes op efter nytår.",
    "Talte om få timer til oprydning. De tænker over det.",
    "En tidligere praktikant er blevet fastansat. De vil gerne have flere.",
)
STEPS = (
    "Ringe om få timer",
    "Sende forslag til datoer",
    "Høre om lærlinge til august",
    "Spørge om sommerafløsere",
    "Aftale rundvisning",
)
