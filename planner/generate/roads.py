"""Hubs -> links, school buses and the ferry's seasons."""

from itertools import pairwise

from models.base import clock
from planner.generate.chance import Chance
from planner.generate.region import Hub, Municipality, School
from planner.generate.request import Request
from planner.generate.words import Json, words

_NAVIGATION = (("2027-09-01", "2027-12-01"), ("2028-05-21", "2028-12-01"),
               ("2029-05-21", "2029-08-31"))  # fmt: skip
_ICE = (("2027-12-02", "2028-04-09"), ("2028-12-02", "2029-04-09"))
_FLOOD = (("2028-04-22", "2028-05-20"), ("2029-04-22", "2029-05-20"))

FERRY = {"navigation": 20, "ice": 15, "flood": 85}
"""Minutes over the river by season; from 10 to 21 April there is no way."""
_ARRIVES, _LEAVES = 14 * 60 + 25, 18 * 60 + 5
_SETS_OUT = 13 * 60 + 30
"""Lessons end at 13:10 on Wednesdays."""
_ON_A_ROAD = 3
"""Villages served by one bus at most."""
_NEAR = 150
"""Hundreds of metres: up to there the public bus does."""
BUS_REACHES = _ARRIVES - _SETS_OUT


def seasons() -> list[Json]:
    """The river's year."""
    periods = {"navigation": _NAVIGATION, "ice": _ICE, "flood": _FLOOD}
    return [
        {"id": id_, "name": words(f"season.{id_}"),
         "periods": [{"starts": first, "ends": last} for first, last in spans]}
        for id_, spans in periods.items()
    ]  # fmt: skip


def links(parts: list[Municipality]) -> list[Json]:
    """Town and public buses: every school to its hub, hubs of a town, districts to the first."""
    made: list[Json] = []
    for part in parts:
        first = part.hubs[0].school
        for hub in part.hubs:
            made += [_link(hub.school, school, 6 + school.distance(hub.school) // 4, "town-bus")
                     for school in hub.towns[1:]]  # fmt: skip
            made += [link for village in hub.villages for link in _country(hub.school, village)]
            if hub.school is not first:
                made.append(_link(first, hub.school, 10 + first.distance(hub.school) // 4,
                                  "town-bus"))  # fmt: skip
    capital = parts[0].hubs[0].school
    for number, part in enumerate(parts[1:], start=1):
        chance = Chance("way", number)
        made.append(_link(capital, part.hubs[0].school, chance.number(100, 480), "coach"))
    return made


def _link(a: School, b: School, minutes: int, means: str, season: str = "") -> Json:
    return {
        "origin": a.id, "destination": b.id, "minutes": minutes,
        **({"season": season} if season else {}), "means": words(f"means.{means}"),
    }  # fmt: skip


def _country(hub: School, village: School) -> list[Json]:
    """A public bus takes twice the time of the school's; the river is crossed by season."""
    minutes = 2 * village.distance(hub) // 10 + 5
    if not village.beyond_ferry:
        return [_link(hub, village, minutes, "public-bus")]
    return [_link(hub, village, minutes + over, f"over-{season}", season)
            for season, over in FERRY.items()]  # fmt: skip


def trips(request: Request, hub: Hub) -> list[Json]:
    """School buses to the hub on the common afternoon, and second ones that may run."""
    made: list[Json] = []
    for number, road in enumerate(_roads(hub), start=1):
        chance = Chance("bus", request.seed, hub.id, number)
        riders = sum(village.tens + village.elevens for village in road)
        seats = max(2, riders * request.scarce(60, 22) // 100)
        names = f"{hub.id}-bus{number}"
        ways = ["navigation", "ice"] if road[0].beyond_ferry else [""]
        for season in ways:
            made += _there_and_back(hub, road, f"{names}-{season}" if season else names, seats,
                                    season)  # fmt: skip
        if len(ways) == 1 and chance.holds(35):
            second = _there_and_back(hub, road, f"{names}-second", max(3, seats // 2), "")
            cost = 1000 * chance.number(6, 14)
            made += [trip | {"optional": True, "cost": cost} for trip in second]
    return made


def _roads(hub: Hub) -> list[list[School]]:
    """Villages along one road, the farthest first; none that a bus does not reach in time."""
    roads: list[list[School]] = []
    far = [v for v in hub.villages if v.distance(hub.school) > _NEAR]
    for village in sorted(far, key=lambda v: (v.direction, -v.distance(hub.school), v.number)):
        longer = [*roads[-1], village] if roads else []
        if (
            roads
            and roads[-1][0].direction == village.direction
            and len(longer) <= _ON_A_ROAD
            and _minutes(hub, longer)[-1] <= BUS_REACHES
        ):
            roads[-1].append(village)
        elif _minutes(hub, [village])[-1] <= BUS_REACHES:
            roads.append([village])
    return roads


def reached(hub: Hub) -> list[str]:
    """The villages from which the hub can be reached on the common afternoon."""
    by_bus = {village.id for road in _roads(hub) for village in road}
    return [v.id for v in hub.villages if v.id in by_bus or v.distance(hub.school) <= _NEAR]


def _minutes(hub: Hub, road: list[School]) -> list[int]:
    """Minutes after setting out at each stop: a minute a kilometre, three at a stop."""
    elapsed = [0]
    for here, there in pairwise([*road, hub.school]):
        over = FERRY["navigation"] if here.beyond_ferry and not there.beyond_ferry else 0
        elapsed.append(elapsed[-1] + 3 + here.distance(there) // 10 + over)
    return elapsed


def _there_and_back(hub: Hub, road: list[School], id_: str, seats: int, season: str) -> list[Json]:
    elapsed = _minutes(hub, road)
    sites = [school.id for school in (*road, hub.school)]
    there = [(site, _ARRIVES - elapsed[-1] + m) for site, m in zip(sites, elapsed, strict=True)]
    back = [(site, _LEAVES + elapsed[-1] - m) for site, m in zip(sites, elapsed, strict=True)][::-1]
    return [
        {"id": f"{id_}-{way}", "name": words(f"trip.{way}", number=road[0].number),
         "day": "wed", "stops": [{"site": site, "time": clock(minute)} for site, minute in stops],
         "seats": seats, **({"season": season} if season else {})}
        for way, stops in (("there", there), ("back", back))
    ]  # fmt: skip
