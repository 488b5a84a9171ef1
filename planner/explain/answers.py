"""Plan and students -> for every wish not granted its reason and, if asked for, its price."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from models.faults import Fault
from models.instance import Instance
from models.plan import Plan, StudentPlan
from planner.explain.deadline import Deadline
from planner.explain.price import Price, Prices
from planner.explain.standing import Standing
from planner.explain.wanted import granted, missed
from planner.explain.why_not import Kind, Reason, WhyNot

REASONS_SECONDS, SECONDS_A_STUDENT = 60.0, 0.03
"""For all reasons; what is not plain to see by then is said to be unknown."""
Told = Callable[[int, int], None]
"""Told how many prices of all are found."""


@dataclass(frozen=True)
class Answer:
    """A reason with its price; None: not asked for, not found in time, or there is none."""

    reason: Reason
    price: Price | None = None

    @property
    def has_price(self) -> bool:
        """Whether there is one to be found: of first choices that are not impossible."""
        return self.reason.missed.rank == 0 and not self.reason.impossible


def reasons_by(students: int) -> Deadline:
    """When the reasons of so many students have to be found."""
    return Deadline.after_work(max(REASONS_SECONDS, SECONDS_A_STUDENT * students))


def answers(
    standing: Standing, students: Collection[str], deadline: Deadline | None = None
) -> list[Answer]:
    """The reason for every target missed by these students, without solving the plan again."""
    why_not = WhyNot(standing, deadline or reasons_by(len(students)))
    targets = missed(standing.instance, standing.plan, students)
    return [Answer(why_not.reason(target)) for target in targets]


def find_prices(
    prices: Prices, found: list[Answer], deadline: Deadline, told: Told | None = None
) -> None:
    """Give the first choice of every wish its price, as exact as the time allows.

    Raises:
        KeyboardInterrupt: what was known by then is in `found`.
    """
    wanted = [number for number, answer in enumerate(found) if answer.has_price]
    asked = [(reason.missed.student.id, reason.offerings)
             for reason in (found[number].reason for number in wanted)]  # fmt: skip
    near = prices.all_near(asked, deadline)
    for done, (number, price) in enumerate(zip(wanted, near, strict=False), start=1):
        found[number] = replace(found[number], price=price)
        if told:
            told(done, len(wanted))
    for number in wanted:
        known = found[number].price
        if known is None or known.proven:
            continue
        if deadline.left < 1:
            break
        reason = found[number].reason
        price = prices.whole(reason.missed.student.id, reason.offerings, known, deadline)
        found[number] = replace(found[number], price=price)


def effects(instance: Instance, plan: Plan, other: Plan, student: str) -> Iterator[Fault]:
    """What happens to the others in the plan with the wish, nobody named."""
    before = {part.id: part for part in plan.students}
    first = worse = better = unmet = 0
    for part in other.students:
        gain = part.satisfaction - before[part.id].satisfaction
        if part.id != student and gain < 0:
            lost = first_choices(instance, before[part.id]) - first_choices(instance, part)
            first += bool(lost)
            worse += not lost
        better += part.id != student and gain > 0
        unmet += max(0, len(part.unmet) - len(before[part.id].unmet))
    if first:
        yield Fault("explain.price.first", {"n": first})
    if worse:
        yield Fault("explain.price.worse", {"n": worse})
    if better:
        yield Fault("explain.price.better", {"n": better})
    if unmet:
        yield Fault("explain.price.unmet", {"n": unmet})


def first_choices(instance: Instance, part: StudentPlan) -> set[int]:
    """The wishes whose first choice is granted."""
    takes = [instance.offering[offering] for offering in part.takes]
    wishes = instance.student[part.id].wishes
    return {number for number, wish in enumerate(wishes) if granted(instance, wish, takes) == 0}


def losers(instance: Instance, plan: Plan, other: Plan, student: str) -> list[str]:
    """The names of those who would get less: for the scheduler only."""
    before = {part.id: part.satisfaction for part in plan.students}
    return [
        instance.student[part.id].name
        for part in other.students
        if part.id != student and part.satisfaction < before[part.id]
    ]


def price_facts(instance: Instance, plan: Plan, answer: Answer) -> list[Fault]:
    """The price in words for the family."""
    price = answer.price
    if price is None:
        return []
    if price.impossible:
        return [Fault("explain.price.impossible")]
    if price.most is None or price.other is None:
        return [Fault("explain.price.unknown")]
    key = "exact" if price.proven else "most"
    fact = Fault(f"explain.price.{key}", {"points": price.most})
    if price.most <= 0:
        fact = Fault("explain.price.gain" if price.most else "explain.price.nothing")
    return [fact, *effects(instance, plan, price.other, _whose(answer))]


def kinds(found: Iterable[Answer]) -> list[tuple[Kind, int]]:
    """How many first choices were not granted, by kind of reason."""
    first = (answer.reason.kind for answer in found if answer.reason.missed.rank == 0)
    return Counter(first).most_common()


def _whose(answer: Answer) -> str:
    return answer.reason.missed.student.id
