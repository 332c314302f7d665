"""Made-up profiles for property tests: everyday Danish texts, hours, places and demands, all drawn by hypothesis."""

from hypothesis import strategies as st

from matching import AgeRule, Candidate, Hours, Kind, Opening, Place

TEXTS = (
    "rengøring",
    "gøre rent på hotel",
    "rengøring af trapper",
    "køre truck",
    "truckkørsel på lager",
    "lave mad",
    "køkkenhjælp",
    "kundebetjening",
    "passe børn",
    "male vægge",
    "malerarbejde",
    "klippe hæk",
    "gartnerarbejde",
    "ikke køkken mere",
    "alt arbejde",
    "lagerarbejde",
    "ikke truck men lager er ok",
    "lager arbejder",
    "pakke varer",
    "køre bil",
    "😀",
    "مرحبا",
    "x",
)
CERTIFICATES = ("kørekort B", "truckcertifikat B", "hygiejnebevis")
DEMANDS = ("heavy_lifting", "outdoors", "machines", "customer_contact")

texts = st.lists(st.sampled_from(TEXTS), max_size=4).map(tuple)
hours_numbers = st.one_of(st.none(), st.integers(0, 37).map(float))
grids = st.one_of(st.none(), st.frozensets(st.tuples(st.integers(0, 6), st.integers(0, 3)), max_size=10))
places = st.one_of(st.none(), st.builds(Place, st.floats(55, 57), st.floats(9, 11)))
levels = st.lists(st.tuples(st.sampled_from(("dansk", "engelsk", "arabisk")), st.integers(0, 5)), max_size=2).map(tuple)


@st.composite
def hours(draw):
    low, high = draw(hours_numbers), draw(hours_numbers)
    if low is not None and high is not None and low > high:
        low, high = high, low
    most = high if high is not None else low
    grow = draw(st.one_of(st.none(), st.integers(0, 20))) if most is not None else None
    return Hours(low, high, grow_to=None if grow is None else most + grow, grid=draw(grids))


def candidates(ident):
    return st.builds(
        Candidate,
        id=st.just(ident),
        wishes=texts,
        skills=texts,
        personal_skills=texts,
        certificates=st.lists(st.sampled_from(CERTIFICATES), max_size=2).map(tuple),
        without=st.lists(st.sampled_from(CERTIFICATES), max_size=1).map(tuple),
        languages=levels,
        hours=st.one_of(st.none(), hours()),
        avoid=st.lists(st.sampled_from(DEMANDS), max_size=1).map(tuple),
        place=places,
        reach_km=st.one_of(st.none(), st.floats(1, 60)),
        age_rule=st.one_of(st.none(), st.sampled_from(AgeRule)),
    )


def openings(ident):
    return st.builds(
        Opening,
        id=st.just(ident),
        title=st.sampled_from(TEXTS),
        tasks=texts,
        required=texts,
        desirable=texts,
        personal_skills=texts,
        certificates=st.lists(st.sampled_from(CERTIFICATES), max_size=1).map(tuple),
        languages=levels,
        hours=st.one_of(st.none(), hours()),
        demands=st.lists(st.sampled_from(DEMANDS), max_size=2).map(tuple),
        core_demands=st.lists(st.sampled_from(DEMANDS), max_size=1).map(tuple),
        place=places,
        kind=st.one_of(st.none(), st.sampled_from(Kind)),
    )


@st.composite
def worlds(draw, people=5, jobs=5):
    """(candidates, openings) with distinct ids."""
    return (
        [draw(candidates(f"r{i}")) for i in range(draw(st.integers(1, people)))],
        [draw(openings(f"o{i}")) for i in range(draw(st.integers(1, jobs)))],
    )
