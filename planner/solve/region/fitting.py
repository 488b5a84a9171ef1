"""What parts ask for -> what each may take, and plans that fit together."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.solve.region.crew import Crew, insistent
from planner.solve.region.market import Prices, Resource, Room, divided, supply
from planner.solve.region.partition import Partition
from planner.solve.region.shared_goals import added, difference, missing
from planner.solve.region.supply import Hub, Supplied
from planner.solve.region.worker import Answer, Task

WORTH = 150
"""Points that a placement is thought to be worth beyond its price."""

REPAIRS = 4
"""How often offerings that stay too small are closed and the rest fitted again."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Plans of all parts that fit together, with the hub's."""

    points: int
    answers: dict[int, Answer]
    supplied: Supplied


class Fitting:
    """Divides what is shared among the parts."""

    def __init__(
        self, parts: Partition, crew: Crew, hub: Hub, prices: Prices, usual: list[Task]
    ) -> None:
        self._parts = parts
        self._crew = crew
        self._hub = hub
        self._prices = prices
        self._usual = usual

    def fit(self, asked: list[Answer]) -> Fitted | None:
        """Plans within what there is; None if some part finds none."""
        usage = _usage(asked)
        closed: set[str] = set()
        for _ in range(REPAIRS):
            supplied = self._serve(asked, usage, closed)
            if supplied is None:
                return None
            answers = self._within(usage, supplied)
            if not all(answer.feasible for answer in answers):
                return None
            small = self._too_small(answers)
            if small & self._hub.needed:
                return None
            if not small:
                return self._settled(answers, supplied)
            closed |= small
            usage = _usage(answers)
        return None

    def _serve(
        self, asked: list[Answer], usage: dict[Resource, dict[int, int]], closed: set[str]
    ) -> Supplied | None:
        """Open what is asked for most, as far as teachers and money go."""
        instance = self._parts.instance
        gains = {}
        for resource, by_part in usage.items():
            if resource[0] == "offering" and resource[1] not in closed:
                offering = instance.offering[resource[1]]
                size = min(sum(by_part.values()), offering.max_size)
                if size >= max(1, offering.min_size):
                    gains[offering.id] = size * (WORTH + self._prices.get(resource, 0))
        timetables = {
            offering: _most_chosen(asked, offering)
            for offering in gains
            if len(instance.offering[offering].timetables) > 1
        }
        rides: dict[str, int] = defaultdict(int)
        for resource, by_part in usage.items():
            if resource[0] == "trip":
                rides[resource[1]] = max(rides[resource[1]], sum(by_part.values()))
        return self._hub.serve(gains, rides, timetables)

    def _within(self, usage: dict[Resource, dict[int, int]], supplied: Supplied) -> list[Answer]:
        """Every part's best plan within its room, what it takes costing nothing."""
        rooms: dict[int, dict[Resource, Room]] = defaultdict(dict)
        for resource, by_part in usage.items():
            for part, room in self._rooms(resource, by_part, supplied).items():
                rooms[part][resource] = room
        tasks = [
            replace(task, room=rooms[task.part], timetables=supplied.opens) for task in self._usual
        ]
        return insistent(self._crew, tasks)

    def _rooms(
        self, resource: Resource, asked: dict[int, int], supplied: Supplied
    ) -> dict[int, Room]:
        """Each part's share: what it asks for if there is enough, the rest by what is asked."""
        units, least = self._units(resource, supplied)
        wanted = sum(asked.values())
        if wanted > units:
            most = divided(units, asked)
        else:
            spare = divided(units - wanted, {part: asked[part] + 1 for part in asked})
            most = {part: asked[part] + spare[part] for part in asked}
        fewest = divided(min(least, sum(most.values())), most)
        return {part: Room(fewest[part], most[part]) for part in asked}

    def _units(self, resource: Resource, supplied: Supplied) -> tuple[int, int]:
        """What there is, and what must be taken at least."""
        instance, units = self._parts.instance, supply(self._parts, resource)
        kind = resource[0]
        if kind == "offering":
            opened = resource[1] in supplied.opens
            return (units, instance.offering[resource[1]].min_size) if opened else (0, 0)
        if kind == "trip" and instance.trip[resource[1]].optional:
            return (units, 0) if resource[1] in supplied.runs else (0, 0)
        return max(0, units - supplied.spent.get(resource, 0)), 0

    def _too_small(self, answers: list[Answer]) -> set[str]:
        """Opened offerings that have students, but too few."""
        sizes = {r[1]: sum(by.values()) for r, by in _usage(answers).items() if r[0] == "offering"}
        least = {o.id: o.min_size for o in self._parts.instance.offerings}
        return {
            offering
            for offering, size in sizes.items()
            if size < least[offering] and (size or offering in self._hub.needed)
        }

    def _settled(self, answers: list[Answer], supplied: Supplied) -> Fitted | None:
        """Open and run only what is used, and count the points."""
        usage = _usage(answers)
        taken = {resource for resource, by in usage.items() if sum(by.values())}
        opens = {
            offering: timetable
            for offering, timetable in supplied.opens.items()
            if ("offering", offering) in taken
        }
        runs = {resource[1] for resource in taken if resource[0] == "trip"}
        cost = self._hub.only(opens, runs)
        if cost is None:
            return None
        goals = self._parts.instance.goals
        people = added(answer.served for answer in answers)
        sizes = added(answer.sizes for answer in answers)
        points = sum(answer.points for answer in answers) + cost
        points -= goals.demand * missing(self._parts, people)
        points -= goals.balance * difference(self._parts.instance, sizes)
        return Fitted(points, {answer.part: answer for answer in answers}, supplied)

    def improve(self, fitted: Fitted, going: Callable[[], bool]) -> Fitted | None:
        """Solve part after part again, each with what the others leave."""
        answers = dict(fitted.answers)
        order = sorted(answers)
        width = self._crew.width
        for start in range(0, len(order), width):
            if not going():
                break
            batch = order[start : start + width]
            free = self._free(answers, fitted.supplied)
            tasks = [self._task(answers, part, free, len(batch), fitted.supplied) for part in batch]
            answers |= {one.part: one for one in self._crew.solve(tasks) if one.feasible}
        return self._settled(list(answers.values()), fitted.supplied)

    def _free(self, answers: dict[int, Answer], supplied: Supplied) -> dict[Resource, int]:
        """What nobody takes."""
        return {
            resource: self._units(resource, supplied)[0] - sum(by_part.values())
            for resource, by_part in _usage(list(answers.values())).items()
        }

    def _task(
        self,
        answers: dict[int, Answer],
        part: int,
        free: dict[Resource, int],
        among: int,
        supplied: Supplied,
    ) -> Task:
        """The part again: what it has and its share of what is free, but not too little."""
        room = {}
        usage = _usage(list(answers.values()))
        for resource, has in answers[part].used.items():
            _, least = self._units(resource, supplied)
            others = sum(usage[resource].values()) - has
            fewest = has if among > 1 else max(0, least - others)
            most = has + max(0, free[resource]) // among
            room[resource] = Room(min(fewest, has), most) if least else Room(0, most)
        return replace(self._usual[part], room=room, timetables=supplied.opens)


def _usage(answers: list[Answer]) -> dict[Resource, dict[int, int]]:
    """What each part takes of each thing; parts that could take of it included."""
    usage: dict[Resource, dict[int, int]] = defaultdict(dict)
    for answer in answers:
        for resource, units in answer.used.items():
            usage[resource][answer.part] = units
    return usage


def _most_chosen(asked: list[Answer], offering: str) -> str:
    """The timetable that most parts prefer."""
    preferred = [a.chosen[offering] for a in asked if offering in a.chosen]
    return max(sorted(set(preferred)), key=preferred.count)
