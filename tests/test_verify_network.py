"""The verifier's ways: the shortest ones, whatever was asked before and how far."""

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations, product
from math import inf
from random import Random

import pytest

from models.instance import Instance
from planner.verify.days import AT_ANY_TIME_AFTER, AT_ANY_TIME_BEFORE, Event, Leg, Ways
from planner.verify.network import Hop, Network, Open
from tests.random_instances import crowded_instance, random_instance


def _all(instance: Instance, open_: Open) -> dict[tuple[str, str], float]:
    """Minutes between all sites (Floyd and Warshall)."""
    sites = [site.id for site in instance.sites]
    found: dict[tuple[str, str], float] = {(site, site): 0 for site in sites}
    for link in instance.links:
        if link.season is None or link.season in open_:
            ways = [(link.origin, link.destination), (link.destination, link.origin)]
            for way in ways if link.both_ways else ways[:1]:
                found[way] = min(found.get(way, inf), link.minutes)
    for between, one, other in product(sites, repeat=3):
        minutes = found.get((one, between), inf) + found.get((between, other), inf)
        if minutes < found.get((one, other), inf):
            found[one, other] = minutes
    return found


@pytest.mark.parametrize("seed", range(12))
def test_ways_are_the_shortest_in_whatever_order_they_are_asked_for(seed: int) -> None:
    instance = (random_instance, crowded_instance)[seed % 2](seed)
    network, chance = Network(instance), Random(seed)
    seasons = frozenset(link.season for link in instance.links if link.season)
    for open_ in {frozenset[str](), seasons}:
        expected = _all(instance, open_)
        asked = list(product([site.id for site in instance.sites], repeat=2)) * 3
        chance.shuffle(asked)
        for one, other in asked:
            at_most = chance.choice([inf, chance.randrange(0, 120)])
            known = expected.get((one, other), inf)
            found = network.minutes(one, other, open_, at_most)
            assert found == (known if known <= at_most and known < inf else None)


def test_several_threads_find_the_same_ways() -> None:
    instance = crowded_instance(1)
    sites = [site.id for site in instance.sites]
    expected = _all(instance, frozenset())
    for _ in range(50):
        network = Network(instance)
        with ThreadPoolExecutor(4) as pool:
            found = pool.map(
                lambda way, n=network: n.minutes(*way, frozenset()), list(product(sites, sites)) * 4
            )
        ways = [expected.get(way) for way in list(product(sites, sites)) * 4]
        assert list(found) == ways


@pytest.mark.parametrize("seed", range(20))
def test_a_leg_takes_the_quickest_of_all_links_and_buses(seed: int) -> None:
    instance, chance = random_instance(seed), Random(seed)
    sites = [site.id for site in instance.sites]
    known, network = _all(instance, frozenset()), Network(instance)
    for _ in range(50):
        hops = []
        for origin, destination in combinations(chance.choices(sites, k=6), 2):
            departs = chance.randrange(400, 900)
            hops.append(Hop(origin, departs, destination, departs + chance.randrange(1, 60)))
        start = chance.choice([None, Event(0, chance.randrange(400, 900), (chance.choice(sites),))])
        begins = start.ends if start else 0
        end = chance.choice([None, Event(begins + chance.randrange(200), 1400, (sites[0],))])
        own = tuple(chance.sample(sites, min(2, len(sites))))
        found = Ways(network, own, frozenset(), tuple(hops)).minutes(Leg(start, end))
        assert found == _quickest(known, own, hops, Leg(start, end))


def _quickest(
    known: dict[tuple[str, str], float], own: tuple[str, ...], hops: list[Hop], leg: Leg
) -> float | None:
    """Every link and every bus tried."""
    origins, leaves = own, AT_ANY_TIME_BEFORE
    destinations, arrives = own, AT_ANY_TIME_AFTER
    if leg.origin:
        origins, leaves = leg.origin.places, leg.origin.ends
    if leg.destination:
        destinations, arrives = leg.destination.places, leg.destination.starts

    def least(some: tuple[str, ...], others: tuple[str, ...]) -> float:
        return min(known.get(way, inf) for way in product(some, others))

    found = [least(origins, destinations)] if leaves <= arrives else []
    found = [minutes for minutes in found if leaves + minutes <= arrives]
    for hop in hops:
        before, after = least(origins, (hop.origin,)), least((hop.destination,), destinations)
        if leaves + before <= hop.departs and hop.arrives + after <= arrives:
            found.append(before + hop.arrives - hop.departs + after)
    return min((minutes for minutes in found if minutes < inf), default=None)
