"""The verifier's ways: the shortest ones, whatever was asked before and how far."""

from itertools import product
from math import inf
from random import Random

import pytest

from models.instance import Instance
from planner.verify.network import Network, Open
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
