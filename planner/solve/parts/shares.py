"""A number of seats, hours or roubles -> the share of each part."""

from collections.abc import Sequence

from planner.apportion import apportion


def shares(total: int, weights: Sequence[int], least: int = 0) -> list[int]:
    """Whole shares in proportion to the weights, each of them 0 or at least so much.

    They make up the total, unless nobody has a weight or the total is too small for anybody.
    """
    found = [0] * len(weights)
    sharing = sorted((n for n, weight in enumerate(weights) if weight), key=lambda n: -weights[n])
    while sharing:
        divided = apportion(total, [weights[n] for n in sharing])
        if divided[-1] >= least:  # the smallest
            for n, share in zip(sharing, divided, strict=True):
                found[n] = share
            break
        sharing.pop()
    return found
