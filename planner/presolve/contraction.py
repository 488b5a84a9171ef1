"""Links -> the ways between some sites, through whatever lies between them."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from models.places import Link

Ways = dict[str, dict[str, int]]
"""Minutes from one site to another."""


def contracted(links: Iterable[Link], kept: Collection[str]) -> Ways:
    """Ways between the sites kept, so that all shortest paths between them stay as long.

    Each other site is taken out, its neighbours joined by the ways through it (contraction:
    Geisberger et al. 2008, WEA); where few ways meet first, so that few are added.
    """
    onward: Ways = defaultdict(dict)
    back: Ways = defaultdict(dict)

    def join(origin: str, target: str, minutes: int) -> None:
        if origin != target and minutes < onward[origin].get(target, minutes + 1):
            onward[origin][target] = back[target][origin] = minutes

    for link in links:
        join(link.origin, link.destination, link.minutes)
        if link.both_ways:
            join(link.destination, link.origin, link.minutes)
    passed = {site for site in {*onward, *back} if site not in kept}
    for site in sorted(passed, key=lambda site: (len(onward[site]) + len(back[site]), site)):
        there, here = back.pop(site, {}), onward.pop(site, {})
        for origin in there:
            del onward[origin][site]
        for target in here:
            del back[target][site]
        for origin, before in there.items():
            for target, after in here.items():
                join(origin, target, before + after)
    return {origin: ways for origin, ways in onward.items() if ways}
