"""Request -> instance: the parts of the region put together."""

from collections import defaultdict
from collections.abc import Iterable

from planner.apportion import apportion
from planner.generate.home import Home, home
from planner.generate.network import Network, network
from planner.generate.region import ACROSS_THE_RIVER, Municipality, School, municipalities
from planner.generate.request import Request
from planner.generate.roads import links, seasons, trips
from planner.generate.shared import universities
from planner.generate.students import students
from planner.generate.studies import CLUSTERS, programmes
from planner.generate.words import Json, words
from planner.generate.years import calendar

ABOUT = "about"
"""What such an instance says of itself."""


def instance(request: Request) -> Json:
    """The instance as JSON; the same for the same request on every machine."""
    parts = municipalities(request)
    hubs = [hub for part in parts for hub in part.hubs]
    names = {part.id: _name(part) for part in parts}
    ferry = {part.id for part in parts if part.kind == ACROSS_THE_RIVER}
    homes = [
        home(request, school, _school_name(school, names)) for hub in hubs for school in hub.schools
    ]
    networks = [
        network(request, hub, names[hub.school.municipality], hub.school.municipality in ferry)
        for hub in hubs
    ]
    common = universities(request, parts)
    offerings = [
        *(offering for one in homes for offering in one.offerings),
        *(offering for one in networks for offering in one.offerings),
        *common["offerings"],
    ]
    teachers = [
        *(teacher for one in homes for teacher in one.teachers),
        *(teacher for one in networks for teacher in one.teachers),
        *common["teachers"],
    ]
    pupils = _students(request, homes, networks, common["offerings"])
    return {
        "title": words("title", students=len(pupils)),
        "about": words(ABOUT, students=request.students, seed=str(request.seed),
                       tightness=request.tightness),
        "calendar": calendar(),
        "seasons": seasons(),
        "municipalities": [*({"id": part.id, "name": names[part.id]} for part in parts),
                           *common["municipalities"]],
        "clusters": [{"id": id_, "name": words(f"cluster.{id_}")} for id_ in CLUSTERS],
        "organisations": [*(one.organisation for one in homes),
                          *(o for one in networks for o in one.organisations),
                          *common["organisations"]],
        "sites": [*(_site(one) for one in homes), *(s for one in networks for s in one.sites),
                  *common["sites"]],
        "links": [*links(parts), *(link for one in networks for link in one.links)],
        "trips": [trip for hub in hubs for trip in trips(request, hub)],
        "teachers": teachers,
        "programmes": programmes(),
        "offerings": offerings,
        "agreements": [*(a for one in networks for a in one.agreements), *common["agreements"]],
        "students": pupils,
        "demand": _demand(request, parts),
        "rule_sets": ["fgos-2022"],
        "regulations": [{"grade": grade, "rule_set": "fgos-2022"} for grade in (10, 11)],
        "budget": _budget(request, offerings, teachers),
        "travel_limit": 120,
    }  # fmt: skip


def _name(part: Municipality) -> dict[str, str]:
    name = words(f"municipality.{part.kind}")
    return name if part.copy == 1 else words("copy", name=name, number=part.copy)


def _school_name(school: School, names: dict[str, dict[str, str]]) -> dict[str, str]:
    kind = "village" if school.village else "school"
    return words(kind, number=school.number, town=names[school.municipality])


def _site(one: Home) -> Json:
    school = one.school
    return {
        "id": school.id, "name": one.organisation["name"], "organisation": school.id,
        **({"step_free": False} if school.stairs else {}),
        **({"rural": True} if school.rural else {}),
    }  # fmt: skip


def _students(
    request: Request, homes: list[Home], networks: list[Network],
    common: list[Json],
) -> list[Json]:  # fmt: skip
    """Everybody asks for what a school like theirs can reach."""
    open_to = _open_to([o for one in networks for o in one.offerings] + common)
    made: list[Json] = []
    for one in homes:
        menu: dict[int, set[str]] = defaultdict(set)
        for offering in [*one.offerings, *open_to[one.school.id], *open_to[""]]:
            second = offering["terms"][0] == "t3"
            for grade in offering["grades"]:
                menu[grade - 1 if second else grade].add(offering["programme"])
        made += students(request.seed, one, menu)
    return made


def _open_to(offerings: Iterable[Json]) -> dict[str, list[Json]]:
    """Offerings by the schools that they are for; '' if for all."""
    found: dict[str, list[Json]] = defaultdict(list)
    for offering in offerings:
        for school in offering["schools"] if offering.get("schools") else [""]:
            found[school].append(offering)
    return found


def _demand(request: Request, parts: list[Municipality]) -> list[Json]:
    """Two clusters ask for people in each municipality, all six in the large ones."""
    made: list[Json] = []
    for number, part in enumerate(parts):
        size = sum(s.tens + s.elevens for hub in part.hubs for s in hub.schools)
        count = len(CLUSTERS) if size > 500 else 2
        people = apportion(size * request.scarce(20, 45) // 100, [5, 3, 3, 2, 2, 4][:count])
        made += [
            {"id": f"{part.id}-{cluster}", "cluster": cluster, "municipality": part.id,
             "people": wanted}
            for wanted, cluster in zip(
                people, (CLUSTERS[(number + n) % len(CLUSTERS)] for n in range(count)), strict=True)
            if wanted
        ]  # fmt: skip
    return made


def _budget(request: Request, offerings: list[Json], teachers: list[Json]) -> Json:
    """Of what it would cost to open everything, the more the less tight."""
    everything = sum(offering.get("cost", 0) for offering in offerings)
    return {
        "roubles": everything * request.scarce(110, 55) // 100,
        "extra_hours": len(teachers) * request.scarce(300, 100) // 100,
    }
