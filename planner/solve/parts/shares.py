"""A number of seats, hours or roubles -> the share of each part."""

from collections.abc import Sequence


def shares(total: int, weights: Sequence[int], least: int = 0) -> list[int]:
    """Whole shares in proportion to the weights, each of them 0 or at least so much.

    They make up the total, unless nobody has a weight or the total is too small for anybody.
    What remains after rounding down goes to the largest fractions (Hamilton's method).
    """
    order = sorted(range(len(weights)), key=lambda n: (-weights[n], n))
    sharing = [n for n in order if weights[n]]
    while sharing:
        weight = sum(weights[n] for n in sharing)
        found = {n: total * weights[n] // weight for n in sharing}
        left = total - sum(found.values())
        by_fraction = sorted(sharing, key=lambda n: (-(total * weights[n] % weight), n))
        for n in by_fraction[:left]:
            found[n] += 1
        if found[sharing[-1]] >= least or len(sharing) == 1:
            break
        sharing.pop()
    else:
        found = {}
    if any(share < least for share in found.values()):
        found = {}
    return [found.get(n, 0) for n in range(len(weights))]
