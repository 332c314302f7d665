"""The short forms in which case workers write notes, and what they stand for."""

from __future__ import annotations

import re

_SHORT = {
    "arb": "arbejde",
    "m": "med",
    "tlf": "telefon",
    "rg": "rengøring",
    "reng": "rengøring",
    "bhv": "børnehave",
    "vugge": "vuggestue",
    "f eks": "",
    "v": "ved",
    "udd": "uddannelse",
    "erf": "erfaring",
    "tidl": "tidligere",
    "bl a": "",
    "el lign": "",
    "el lignende": "",
    "lign": "",
    "o lign": "",
    "mv": "",
    "m m": "",
    "mm": "",
    "osv": "",
    "brg": "borger",
    "pt": "",
    "evt": "",
    "ca": "",
    "fx": "",
    "max": "",
    "ift": "for",
    "ifm": "ved",
    "hhv": "",
    "vedr": "",
    "lejl": "lejlighed",
    "hosp": "hospital",
    "køkk": "køkken",
    "værkst": "værksted",
    "plejehj": "plejehjem",
    "chauf": "chauffør",
    "kontorarb": "kontorarbejde",
    "lagerarb": "lagerarbejde",
}
_LONGEST_FIRST = sorted(_SHORT, key=len, reverse=True)
_STOPPED = re.compile(
    r"(?<!\d )\b(" + "|".join(re.escape(short).replace(r"\ ", r"\.? ?") for short in _LONGEST_FIRST) + r")\.(?=[ ,]|$)"
)
_BARE = r"arb|tlf|rg|bhv|udd|erf|lejl|værkst|evt|pt"
_UNSTOPPED = re.compile(rf"(?<![\w-])(?:({_BARE})(?![\w-])|(?<=[a-zæøå] )(?<!\bi )(?<!\bs )(m)(?= [a-zæøå]{{2}}))")
"""Short forms that are written without a stop too; "m" is a length after a number, and a size among others."""
_OR = re.compile(r"(?<=\w )(?<!\bi )(?<!\bog )(?<!\bmed )(?<!\bpå )el\.(?= \w)")
"""Between two words it joins them; elsewhere it is the electrician's."""
HINTS = rf"{_BARE}|m"
"""Words by which a text is worth a closer look; a stop is one too."""


def written_out(folded: str) -> str:
    """A folded text with short forms written out, so that their stops end no sentence."""
    stopped = _STOPPED.sub(_long, _OR.sub("eller", folded))
    return _UNSTOPPED.sub(lambda found: _SHORT[found.group()], stopped)


def _long(found: re.Match[str]) -> str:
    said = " ".join(found.group(1).replace(".", " ").split())
    return _SHORT.get(said, found.group())
