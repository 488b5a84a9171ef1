"""Request -> municipalities, their schools and the hubs where neighbours study together.

Sizes follow 2019/20: 10,655 students in 291 schools of 20 municipalities, 2,702 of them rural.
How students and schools divide among the municipalities is invented.
"""

from dataclasses import dataclass
from math import isqrt

from planner.apportion import apportion
from planner.generate.chance import Chance
from planner.generate.request import Request

# Share of the students per mille, and percent of them in villages and village centres.
_MUNICIPALITIES = {
    "kolpashevo": (40, 30), "asino": (35, 35), "shegarka": (22, 100), "seversk": (110, 2),
    "tomsk-district": (80, 100), "strezhevoy": (45, 0), "tomsk": (490, 2), "kargasok": (25, 100),
    "kozhevnikovo": (20, 100), "belyy-yar": (20, 100), "pervomayskoye": (19, 100),
    "parabel": (16, 100), "krivosheino": (14, 100), "molchanovo": (14, 100), "chaya": (13, 100),
    "bakchar": (13, 100), "zyryanskoye": (12, 100), "aleksandrovskoye": (9, 100),
    "teguldet": (8, 100), "kedrovy": (5, 0),
}  # fmt: skip
ACROSS_THE_RIVER = "kolpashevo"
"""Half of its villages lie beyond a ferry."""

_IN_TOWN, _IN_CENTRE = 74, 60
"""Students of both grades in a usual school of a town, of a village centre."""
_IN_VILLAGES = (2, 3, 3, 4, 4, 5, 6, 6, 8, 14, 24, 30)
"""Students of both grades in village schools: the median is 6."""
_MEAN_OF_TEN = 98
"""Students of ten village schools: with it, the region has 291 schools."""
_SCHOOLS_OF_A_HUB = 9

_DIRECTIONS = ((100, 0), (92, 38), (71, 71), (38, 92), (0, 100), (-38, 92), (-71, 71), (-92, 38),
               (-100, 0), (-92, -38), (-71, -71), (-38, -92), (0, -100), (38, -92), (71, -71),
               (92, -38))  # fmt: skip


@dataclass(frozen=True, slots=True)
class School:
    """A school as the generator sees it."""

    id: str
    municipality: str
    number: int
    tens: int
    elevens: int
    x: int
    """Hundreds of metres east of the middle of the municipality."""
    y: int
    village: bool = False
    rural: bool = False
    direction: int = 0
    """Villages of one direction lie along one road."""
    beyond_ferry: bool = False

    @property
    def stairs(self) -> bool:
        """An old house, in which nobody can study who needs step-free access."""
        return self.number % 7 == 0

    @property
    def days(self) -> int:
        """Days in the school week."""
        return 5 if self.rural else 6

    def distance(self, other: "School") -> int:
        """Hundreds of metres as the crow flies."""
        return isqrt((self.x - other.x) ** 2 + (self.y - other.y) ** 2)


@dataclass(frozen=True, slots=True)
class Hub:
    """A school at which the schools around it study together."""

    id: str
    school: School
    towns: tuple[School, ...]
    """The hub's own school first, then its neighbours."""
    villages: tuple[School, ...]

    @property
    def schools(self) -> tuple[School, ...]:
        """All of them."""
        return self.towns + self.villages


@dataclass(frozen=True, slots=True)
class Municipality:
    """A town or district with its hubs."""

    id: str
    kind: str
    """Which of the twenty it is, or is like."""
    copy: int
    """1, or in a larger region the number of its repetition."""
    hubs: tuple[Hub, ...]


def municipalities(request: Request) -> list[Municipality]:
    """The municipalities that have students, with all their schools."""
    kinds = list(_MUNICIPALITIES)
    chosen = [(kinds[n % len(kinds)], n // len(kinds) + 1) for n in range(request.parts)]
    sizes = apportion(request.students, [_MUNICIPALITIES[kind][0] for kind, _ in chosen])
    rural = _rural(request, sizes, [_MUNICIPALITIES[kind][1] for kind, _ in chosen])
    return [
        _municipality(request, kind, copy, size, villagers)
        for (kind, copy), size, villagers in zip(chosen, sizes, rural, strict=True)
        if size
    ]


def _rural(request: Request, sizes: list[int], percents: list[int]) -> list[int]:
    """Rural students of each municipality, as many in all as were asked for."""
    wanted = request.students * request.rural // 100
    usual = [size * percent for size, percent in zip(sizes, percents, strict=True)]
    shares = apportion(wanted, usual if sum(usual) else sizes)
    most = [min(share, size) for share, size in zip(shares, sizes, strict=True)]
    room = [size - share for share, size in zip(most, sizes, strict=True)]
    return [a + b for a, b in zip(most, apportion(wanted - sum(most), room), strict=True)]


def _municipality(
    request: Request, kind: str, copy: int, students: int, rural: int
) -> Municipality:
    id_ = kind if copy == 1 else f"{kind}-{copy}"
    chance = Chance("schools", request.seed, id_)
    town = _sizes(chance, students - rural, _IN_TOWN)
    centre = _sizes(chance, rural * 60 // 100 if rural > 2 * _IN_CENTRE else 0, _IN_CENTRE)
    schools = [
        _in_town(chance, id_, number, size, number > len(town))
        for number, size in enumerate([*town, *centre], start=1)
    ]
    villagers = rural - sum(centre)
    count = min(villagers, max(1, villagers * 10 // _MEAN_OF_TEN))
    shape = [chance.one(_IN_VILLAGES) for _ in range(count)]
    villages = [
        _village(chance, id_, len(schools) + number, size, kind == ACROSS_THE_RIVER)
        for number, size in enumerate(_at_least_one(villagers, shape), start=1)
    ]
    return Municipality(id_, kind, copy, tuple(_hubs(id_, schools or villages[:1], villages)))


def _at_least_one(total: int, weights: list[int]) -> list[int]:
    return [1 + share for share in apportion(total - len(weights), weights)]


def _sizes(chance: Chance, students: int, usual: int) -> list[int]:
    count = max(1, (students + usual // 2) // usual) if students else 0
    return sorted(apportion(students, [chance.number(60, 140) for _ in range(count)]), reverse=True)


def _grades(size: int, chance: Chance) -> tuple[int, int]:
    tens = (size * 53 + chance.number(0, 99)) // 100
    return tens, size - tens


def _in_town(chance: Chance, municipality: str, number: int, size: int, rural: bool) -> School:
    tens, elevens = _grades(size, chance)
    x, y = chance.number(-40, 40), chance.number(-40, 40)
    return School(
        f"{municipality}-{number}", municipality, number, tens, elevens, x, y, rural=rural
    )


def _village(chance: Chance, municipality: str, number: int, size: int, ferry: bool) -> School:
    tens, elevens = _grades(size, chance)
    direction, away = chance.number(0, len(_DIRECTIONS) - 1), chance.number(90, 480)
    east, north = _DIRECTIONS[direction]
    x, y = away * east // 100 + chance.number(-15, 15), away * north // 100 + chance.number(-15, 15)
    return School(
        f"{municipality}-{number}", municipality, number, tens, elevens, x, y, True, True,
        direction, ferry and direction >= len(_DIRECTIONS) // 2,
    )  # fmt: skip


def _hubs(municipality: str, towns: list[School], villages: list[School]) -> list[Hub]:
    """The largest schools become hubs; every other school goes to the nearest with room."""
    count = (len(towns) + _SCHOOLS_OF_A_HUB - 1) // _SCHOOLS_OF_A_HUB
    centres = towns[:count]
    around: list[list[School]] = [[centre] for centre in centres]
    for school in towns[count:]:
        room = [n for n in range(count) if len(around[n]) < _SCHOOLS_OF_A_HUB]
        around[min(room, key=lambda n: (school.distance(centres[n]), n))].append(school)
    outside = [village for village in villages if village not in centres]
    roads = sorted(outside, key=lambda v: (v.direction, v.distance(centres[0]), v.number))
    shares = apportion(len(roads), [1] * count)
    hubs = []
    for number, centre in enumerate(centres):
        start = sum(shares[:number])
        hubs.append(
            Hub(
                f"{municipality}-hub{number + 1}",
                centre,
                tuple(around[number]),
                tuple(roads[start : start + shares[number]]),
            )
        )
    return hubs
