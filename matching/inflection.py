"""Brings verbs of work to one form, so that "gjort rent" and "gør rent" are the words of "gøre rent"."""

from __future__ import annotations

_IRREGULAR = """
gøre gør gjort gjorde gøres gjordt
køre kører kørt kørte køres kørende
lægge lægger lagt lagde lægges
bære bærer båret bar bæres
drive driver drevet drev
skrive skriver skrevet skrev
skære skærer skåret skar
slå slår slået slog slås
stryge stryger strøget strøg
sælge sælger solgt solgte sælges
tælle tæller talt talte
sætte sætter sat satte sættes
rede reder redt redte reder
rydde rydder ryddet ryddede ryddes
holde holder holdt holdes
hjælpe hjælper hjulpet hjalp
give giver givet gav
bringe bringer bragt bragte
binde binder bundet bandt
grave graver gravet gravede
svejse svejser svejset svejste
bygge bygger bygget byggede byggedes
sy syr syet syede
feje fejer fejet fejede
bage bager bagt bagte
brænde brænder brændt brændte
smøre smører smurt smurte
spise spiser spist spiste
læse læser læst læste
lære lærer lært lærte
løfte løfter løftet løftede
klippe klipper klippet klippede
plante planter plantet plantede
skifte skifter skiftet skiftede
skille skiller skilt skilte
tage tager taget
tegne tegner tegnet tegnede
male maler malet malede
snakke snakker snakket snakkede
synge synger sunget sang
svømme svømmer svømmet svømmede
ride rider redet red
vise viser vist viste
følge følger fulgt fulgte
finde finder fundet fandt
vinde vinder vundet
save saver savet savede
"""
_REGULAR = """
lave vaske passe pakke rense pudse støvsuge ordne reparere servere montere sortere rengøre plukke hente aflevere levere
laste losse læsse tømme fylde tørre moppe spule skrubbe polere luge beskære flytte sortere sprøjte skrue slibe spartle
tapetsere støbe mure lodde måle køle koge stege anrette røre snitte skrælle hakke smage dække opvaske betjene ekspedere
trimme veje scanne stable styre undervise trøste lege cykle omdele bestille ringe svare taste bogføre arkivere kopiere
folde presse brodere strikke hækle sye farve male file bore samle skille fodre malke muge strigle lufte fælde
tolke oversætte pleje gå bade
"""


def _table() -> dict[str, str]:
    forms: dict[str, str] = {}
    for line in _IRREGULAR.split("\n"):
        for form in line.split()[1:]:
            forms.setdefault(form, line.split()[0])
    for base in _REGULAR.split():
        stem = base.removesuffix("e")
        single = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
        for ending in (f"{base}r", f"{base}de", f"{base}t", f"{base}s", f"{stem}te", f"{stem}t", f"{single}t"):
            forms.setdefault(ending, base)
    return {form: base for form, base in forms.items() if form not in _NOUNS}


_NOUNS = frozenset(
    """maler bager lærer fejer mures murer pakker rytter tegner vasker bar sang red bort lavt filer filt vandt
    svart""".split()
)
"""Forms that are a trade or a thing as often as a verb, and stay as they are."""
_UNLIKE = {"praktik": "virksomhedspraktik"}
"""Words that look like another (praktisk) and are compared by a longer name."""
_BASE = _table() | _UNLIKE


_ROLES = ("medarbejder", "arbejder", "assistent", "medhjælper", "operatør", "personale", "svend")
"""Last members of compounds that say that somebody works, and not at what: "plastarbejder", "dagcentermedarbejder"."""
_LEAST_FIELD = 4
_TRADES = ("er", "ør", "og", "ist", "mester", "læge")
"""Endings of a trade, whose helper is another job: a painter's helper is no painter."""


def irregular_verbs() -> dict[str, str]:
    """Every known form of a verb with its infinitive; forms that are a trade as often are left out."""
    return _table()


def base_form(word: str) -> str:
    """The form in which a folded word is compared."""
    known = _BASE.get(word)
    return known if known is not None else _field(word)


def _field(word: str) -> str:
    """The field of work in a compound that ends in nothing but "worker"; other words stay as they are."""
    if not word.endswith(_ROLES):
        return word
    for role in _ROLES:
        if word.endswith(role):
            field = word.removesuffix(role)
            if role not in ("medarbejder", "svend") and field.endswith(_TRADES) and field != "lager":
                return word
            field = field.removesuffix("s") if not field.endswith("ss") else field
            return field if len(field) >= _LEAST_FIELD else word
    return word
