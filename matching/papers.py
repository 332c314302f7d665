"""What is a paper (a licence, certificate, course or education), and from which countries people bring theirs."""

from __future__ import annotations

import re

_NAMED = "bevis|certifikat|kursus|licens|autorisation|førstehjælp"

PAPER = re.compile(
    rf"(?:{_NAMED}|[\w-]uddannelse)\b|\buddannet\b|\bkort til\b|"
    r"(?:køre|fører|chauffør|truck|gaffel|stabler|lift|kran|hejse|bus|taxa|taxi|lastbil|trailer|traktor|knallert|"
    r"motorcykel|vagt|dørmands|vej|epoxy)[ -]?kort\b",
    re.IGNORECASE,
)
"""What is a paper, wherever a company writes it and whatever follows ("til bil", "B eller C"). Cards that are none, on
a menu, in a machine or of a town, are why those that are stand one by one."""

PERHAPS_PAPER = re.compile(rf"{_NAMED}|kort|attest|uddann")
"""What may be a paper, in a folded text: wider than `PAPER`, since people name theirs loosely among what they can, and
it counts only where somebody asks for that very paper."""

EUROPE = tuple("bulgarien italien litauen norge polen rumænien spanien sverige tyskland ungarn".split())
"""Countries whose papers mostly hold here as they are (the European Economic Area)."""

BEYOND = (
    *"afghanistan albanien algeriet bangladesh bosnien brasilien chile colombia dubai egypten eritrea".split(),
    *"etiopien filippinerne gambia ghana hviderusland indien irak iran jordan jugoslavien kenya kina kongo".split(),
    *"kosovo libanon makedonien marokko nepal nigeria pakistan palæstina rusland serbien somalia".split(),
    *"srilanka sudan syrien thailand tunesien tyrkiet uganda ukraine venezuela vietnam".split(),
    "sri lanka",
)
"""Countries of which it is a question whether a paper holds here."""

FROM_ABROAD = re.compile(rf"\budenlandsk|\bhjemland|\bfra (?:{'|'.join(map(re.escape, BEYOND))})\b", re.IGNORECASE)
"""A paper of which it is a question whether it holds here, so that it isn't counted as held."""
