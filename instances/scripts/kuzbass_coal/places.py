"""Kiselyovsk, Prokopyevsk and Leninsk-Kuznetsky: schools, technikums, a university, mines."""

from instances.scripts.names import Draw
from instances.scripts.pieces import text
from instances.scripts.schools import SchoolFacts, organisation, site
from instances.scripts.writing import Json

_STAFF = {"russian": (2, 10), "mathematics": (3, 6), "history": (2, 8),
          "foreign_language": (2, 12), "physics": (2, 8)}  # fmt: skip
_SMALL = {"russian": (1, 10), "mathematics": (2, 6), "history": (1, 8),
          "foreign_language": (1, 12)}  # fmt: skip

SCHOOLS = [
    SchoolFacts(
        "school31", "Школа № 31 (Киселёвск)", "School No. 31 (Kiselyovsk)", days=6,
        tens=24, elevens=20,
        groups={"mining": (8, 14), "natural": (4, 8), "individual": (2, 10)},
        groups_11={"mining": 12, "natural": 6, "individual": 2},
        staff=_STAFF | {"chemistry": (1, 10), "biology": (1, 10)}, municipality="kiselyovsk"),
    SchoolFacts(
        "school14", "Школа № 14 (Киселёвск)", "School No. 14 (Kiselyovsk)", days=5,
        tens=14, elevens=11,
        groups={"socio": (4, 9), "individual": (2, 10)},
        groups_11={"socio": 8, "individual": 3}, staff=_SMALL, municipality="kiselyovsk"),
    SchoolFacts(
        "school20", "Школа № 20 (Ленинск-Кузнецкий)", "School No. 20 (Leninsk-Kuznetsky)", days=6,
        tens=24, elevens=18,
        groups={"mining": (8, 14), "socio": (4, 9), "individual": (2, 10)},
        groups_11={"mining": 10, "socio": 8}, staff=_STAFF, municipality="leninsk"),
    SchoolFacts(
        "school8", "Школа № 8 (Ленинск-Кузнецкий)", "School No. 8 (Leninsk-Kuznetsky)", days=5,
        tens=10, elevens=7,
        groups={"natural": (4, 7), "individual": (2, 8)}, groups_11={"natural": 7},
        staff=_SMALL | {"chemistry": (1, 10), "biology": (1, 10)}, municipality="leninsk"),
    SchoolFacts(
        "school45", "Школа № 45 (Прокопьевск)", "School No. 45 (Prokopyevsk)", days=6,
        tens=16, elevens=12,
        groups={"technology_it": (5, 9), "mining": (4, 9), "individual": (2, 12)},
        groups_11={"technology_it": 7, "mining": 5},
        staff=_STAFF | {"informatics": (1, 8)}, municipality="prokopyevsk"),
]  # fmt: skip
KISELYOVSK = ["school31", "school14"]
LENINSK = ["school20", "school8"]
SOUTH = [*KISELYOVSK, "school45"]
"""Kiselyovsk and Prokopyevsk lie side by side; Leninsk-Kuznetsky is too far for a school day."""

_PARTNERS = [
    ("technikum-k", "Киселёвский горный техникум", "Kiselyovsk Mining Technikum", "college",
     "kiselyovsk", "coal"),
    ("technikum-l", "Ленинск-Кузнецкий горнотехнический техникум",
     "Leninsk-Kuznetsky Mining Technikum", "college", "leninsk", "coal"),
    ("kuzstu", "КузГТУ, филиал в Прокопьевске", "KuzSTU, branch in Prokopyevsk", "university",
     "prokopyevsk", "coal"),
    ("open-cut", "Разрез «Киселёвский»", "Kiselyovsky open cut", "company", "kiselyovsk", "coal"),
    ("mine", "Шахта имени С. М. Кирова", "S. M. Kirov mine", "company", "leninsk", "coal"),
]  # fmt: skip

CLUSTERS = [
    {"id": "coal", "name": text("Угольный кластер", "Coal cluster")},
    {"id": "metallurgy", "name": text("Металлургический кластер", "Metallurgy cluster")},
]
MUNICIPALITIES = [
    {"id": "kiselyovsk", "name": text("Киселёвск", "Kiselyovsk")},
    {"id": "prokopyevsk", "name": text("Прокопьевск", "Prokopyevsk")},
    {"id": "leninsk", "name": text("Ленинск-Кузнецкий", "Leninsk-Kuznetsky")},
]


def organisations(draw: Draw) -> list[Json]:
    """Schools and partners."""
    return [organisation(school, draw) for school in SCHOOLS] + [
        {"id": id_, "name": text(ru, en), "kind": kind, "municipality": municipality,
         "cluster": cluster}
        for id_, ru, en, kind, municipality, cluster in _PARTNERS
    ]  # fmt: skip


def sites() -> list[Json]:
    """Schools, laboratories, and where one may stand to watch the work at a pit."""
    return [site(school) for school in SCHOOLS] + [
        {"id": "technikum-k", "name": text("Киселёвский горный техникум, мастерские",
                                           "Kiselyovsk technikum, workshops"),
         "organisation": "technikum-k"},
        {"id": "technikum-l", "name": text("Ленинск-Кузнецкий техникум, мастерские",
                                           "Leninsk-Kuznetsky technikum, workshops"),
         "organisation": "technikum-l", "step_free": False},
        {"id": "kuzstu", "name": text("КузГТУ, лаборатории", "KuzSTU, laboratories"),
         "organisation": "kuzstu"},
        {"id": "open-cut", "name": text("Разрез, смотровая площадка и ремонтный цех",
                                        "Open cut, viewing platform and repair shop"),
         "organisation": "open-cut", "step_free": False},
        {"id": "mine-surface", "name": text("Шахта, диспетчерская и надшахтные здания",
                                            "Mine, control room and surface buildings"),
         "organisation": "mine"},
        {"id": "mine-underground", "name": text("Шахта, горные выработки", "Mine, underground"),
         "organisation": "mine", "step_free": False},
    ]  # fmt: skip


_ON_FOOT, _BUS, _TRAM = (
    text("пешком", "on foot"), text("городской автобус", "town bus"), text("трамвай", "tram"),
)  # fmt: skip
_WAYS = [
    ("school31", "school14", 15, _BUS),
    ("school31", "technikum-k", 12, _ON_FOOT),
    ("school14", "technikum-k", 15, _BUS),
    ("technikum-k", "open-cut", 20, _BUS),
    ("school31", "kuzstu", 50, text("междугородный автобус", "intertown bus")),
    ("school45", "kuzstu", 15, _TRAM),
    ("school20", "school8", 12, _ON_FOOT),
    ("school20", "technikum-l", 10, _ON_FOOT),
    ("technikum-l", "mine-surface", 20, _BUS),
    ("mine-surface", "mine-underground", 30, _ON_FOOT),
]


def links() -> list[Json]:
    """Ways on foot and by public transport; the minutes are invented."""
    return [
        {"origin": origin, "destination": destination, "minutes": minutes, "means": means}
        for origin, destination, minutes, means in _WAYS
    ]


def trips() -> list[Json]:
    """The technikum's bus to Prokopyevsk and back on the cluster day."""
    return [
        _trip("kuzstu-wed-there", "Киселёвск — Прокопьевск, среда",
              "Kiselyovsk to Prokopyevsk, Wednesday",
              ("school14", "13:40"), ("school31", "13:50"), ("kuzstu", "14:20")),
        _trip("kuzstu-wed-back", "Прокопьевск — Киселёвск, среда",
              "Prokopyevsk to Kiselyovsk, Wednesday",
              ("kuzstu", "17:20"), ("school31", "17:50"), ("school14", "18:00")),
    ]  # fmt: skip


def _trip(id_: str, ru: str, en: str, *stops: tuple[str, str]) -> Json:
    return {
        "id": id_, "name": text(ru, en), "day": "wed", "seats": 8,
        "stops": [{"site": place, "time": time} for place, time in stops],
    }  # fmt: skip


def agreements() -> list[Json]:
    """Network contracts, and direct ones of single schools with pits."""
    return [
        _agreement("c-technikum-k", "СД-1/2027", SOUTH, "technikum-k"),
        _agreement("c-technikum-l", "СД-2/2027", LENINSK, "technikum-l"),
        _agreement("c-kuzstu", "КузГТУ-17/2027", [*SOUTH, *LENINSK], "kuzstu", seats=100),
        _agreement("c-open-cut", "прямой договор № 5", ["school31"], "open-cut", seats=8),
        _agreement("c-mine", "прямой договор № 9", ["school20"], "mine", seats=12),
        _agreement("c-31", "Ш-31/2027", ["school14"], "school31"),
        _agreement("c-8", "Ш-8/2027", ["school20"], "school8"),
    ]


def _agreement(
    id_: str, number: str, base: list[str], provider: str, seats: int | None = None
) -> Json:
    return {
        "id": id_, "number": number, "base": base, "provider": provider,
        **({"seats": seats} if seats is not None else {}),
        "starts": "2027-09-01", "ends": "2029-08-31",
    }  # fmt: skip
