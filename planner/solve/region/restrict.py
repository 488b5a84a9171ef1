"""A part of the partition -> an instance of its own, in which what is shared costs nothing.

Every plan of the whole, restricted to the part's students, is a plan of this instance: shared
offerings open without minimum, teacher or cost, shared optional trips run. What is left out
(the prices of what is shared) stands in `planner/solve/region/market.py`.
"""

from models.goals import Budget, Lock
from models.instance import Instance
from models.offers import Offering
from models.places import Trip
from planner.solve.region.partition import Partition


def restrict(partition: Partition, number: int) -> Instance:
    """The relaxed instance of one part."""
    whole, students = partition.instance, set(partition.parts[number])
    reach = partition.reach[number]
    local = reach - partition.shared
    offerings = tuple(
        offering if offering.id in local else _free(offering)
        for offering in whole.offerings
        if offering.id in reach
    )
    teachers = {t for o in offerings for duty in o.duties for t in duty.candidates}
    return _with(
        whole,
        {
            "students": tuple(s for s in whole.students if s.id in students),
            "offerings": offerings,
            "teachers": tuple(t for t in whole.teachers if t.id in teachers),
            "trips": tuple(map(_running, whole.trips)),
            "agreements": tuple(
                agreement.model_copy(update={"seats": None})
                if agreement.id in partition.shared_agreements
                else agreement
                for agreement in whole.agreements
            ),
            "demand": tuple(d for d in whole.demand if partition.serves[d.id] == {number}),
            "locks": tuple(lock for lock in whole.locks if _binds(lock, students, local)),
            "previous": tuple(p for p in whole.previous if p.student in students),
            "budget": Budget(),
            # Sections may be shared: balance counts only when the plans are put together.
            "goals": whole.goals.model_copy(update={"balance": 0}),
        },
    )


def _free(offering: Offering) -> Offering:
    return offering.model_copy(update={"min_size": 0, "cost": 0, "duties": ()})


def _running(trip: Trip) -> Trip:
    if trip.optional:
        return trip.model_copy(update={"optional": False, "cost": 0})
    return trip


def _binds(lock: Lock, students: set[str], local: frozenset[str]) -> bool:
    """Whether a lock is about the part alone."""
    if lock.student:
        return lock.student in students
    return lock.offering in local


def hub(partition: Partition) -> Instance:
    """The other side: what is shared opens, is taught and runs, without any students."""
    whole = partition.instance
    offerings = tuple(
        offering.model_copy(update={"min_size": 0})
        for offering in whole.offerings
        if offering.id in partition.shared
    )
    teachers = {t for o in offerings for duty in o.duties for t in duty.candidates}
    return _with(
        whole,
        {
            "students": (),
            "offerings": offerings,
            "teachers": tuple(t for t in whole.teachers if t.id in teachers),
            "agreements": (),
            "demand": (),
            "previous": (),
            "locks": tuple(
                lock
                for lock in whole.locks
                if not lock.student and (lock.trip or lock.offering in partition.shared)
            ),
        },
    )


def _with(whole: Instance, changed: dict[str, object]) -> Instance:
    """The instance with some fields changed, and nothing remembered of the others by id."""
    return Instance.model_construct(**(dict(whole) | changed))
