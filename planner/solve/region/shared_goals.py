"""Goals that parts share: demands for people, and the balance of sections."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from models.instance import Instance
from models.people import Demand
from planner.solve.region.partition import Partition


def serving(instance: Instance, demand: Demand) -> set[str]:
    """The offerings that serve a demand."""
    programmes = {
        programme.id
        for programme in instance.programmes
        if demand.cluster in programme.clusters or demand.programme == programme.id
    }
    return {offering.id for offering in instance.offerings if offering.programme in programmes}


def served(partition: Partition, taken: Iterable[tuple[str, str]]) -> dict[str, int]:
    """For each demand that several parts serve: the people among students with their offerings."""
    instance = partition.instance
    takes: dict[str, set[str]] = defaultdict(set)
    for student, offering in taken:
        takes[offering].add(student)
    found = {}
    for demand in shared_demands(partition):
        people = set().union(*(takes[offering] for offering in serving(instance, demand)))
        found[demand.id] = sum(_counts(instance, demand, student) for student in people)
    return found


def shared_demands(partition: Partition) -> list[Demand]:
    """The demands that no part serves alone."""
    return [d for d in partition.instance.demand if len(partition.serves[d.id]) != 1]


def _counts(instance: Instance, demand: Demand, student: str) -> bool:
    school = instance.organisation[instance.student[student].school]
    return demand.municipality in (None, school.municipality)


def missing(partition: Partition, people: Mapping[str, int]) -> int:
    """People short of the demands that parts share."""
    return sum(max(0, d.people - people.get(d.id, 0)) for d in shared_demands(partition))


def difference(instance: Instance, sizes: Mapping[str, int]) -> int:
    """Students by which the largest opened sections exceed the smallest, added up."""
    families: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for offering in instance.offerings:
        if sizes.get(offering.id):
            key = (offering.programme, offering.provider, offering.terms)
            families[key].append(sizes[offering.id])
    return sum(max(family) - min(family) for family in families.values())


def added(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Counts of all parts together."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total
