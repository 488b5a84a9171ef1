"""The trips of one kind of day -> every ride on them that helps between two places.

Not the quickest alone: its seat may be taken on a stretch that a slower one does without.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from models.places import Trip

UNREACHABLE = 10**6
"""Minutes that stand for 'there is no way'."""

_OUT_OF_QUESTION = 4 * UNREACHABLE
"""So much that no time of day subtracted from it makes it small."""


class Buses:
    """Stops and times of trips as arrays: one row a trip, one column a stop."""

    def __init__(self, trips: Sequence[Trip], index: Mapping[str, int]) -> None:
        self._trips = trips
        longest = max(len(trip.stops) for trip in trips)
        shape = (len(trips), longest)
        self._sites = np.zeros(shape, dtype=np.intp)
        self._times = np.zeros(shape, dtype=np.int64)
        self._stands = np.zeros(shape, dtype=bool)
        for row, trip in enumerate(trips):
            for column, stop in enumerate(trip.stops):
                self._sites[row, column] = index[stop.site]
                self._times[row, column] = stop.time
                self._stands[row, column] = True

    def rides(
        self,
        to_site: NDArray[np.int64],
        from_site: NDArray[np.int64],
        leaves: int | None,
        arrives: int | None,
        below: int,
    ) -> Iterator[tuple[int, Trip, int, int]]:
        """Minutes, trip, and the stops to get on and off, where it takes less than `below`.

        `to_site`, `from_site`: minutes by link from the origin to each site and from each site to
        the target. `leaves`, `arrives`: minutes after midnight; None: any time.
        """
        there, back = to_site[self._sites], from_site[self._sites]
        boards = self._stands & (there < UNREACHABLE)
        alights = self._stands & (back < UNREACHABLE)
        if leaves is not None:
            boards &= leaves + there <= self._times
        if arrives is not None:
            alights &= self._times + back <= arrives
        # Minutes are (walk to stop i - time at i) + (time at j + walk from stop j), i before j.
        before = np.where(boards, there - self._times, _OUT_OF_QUESTION)
        after = np.where(alights, self._times + back, _OUT_OF_QUESTION)
        best = np.minimum.accumulate(before, axis=1)[:, :-1] + after[:, 1:]
        for row in map(int, np.flatnonzero(best.min(axis=1) < below)):
            for on, off in combinations(range(before.shape[1]), 2):
                minutes = int(before[row, on] + after[row, off])
                if minutes < below:
                    yield minutes, self._trips[row], on, off
