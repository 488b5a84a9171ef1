"""Instance in parts -> plan and bound of the whole: parts planned side by side, then put together.

What shared limits are worth is the same for all parts, so that their bounds add up to one of the
whole (Lagrangian relaxation; docs/scale.md).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from time import monotonic

from models.plan import POINTS_A_STUDENT, Parameters, Plan, gap
from planner.memory import give_back
from planner.processes import beside, turns
from planner.program import Key
from planner.solve.exact import NoPlanInTime
from planner.solve.parts.bargain import Bargain, Paying, Worth
from planner.solve.parts.bounds import Bounds
from planner.solve.parts.common import Common
from planner.solve.parts.inside import Terms
from planner.solve.parts.limits import Limit
from planner.solve.parts.merging import merged, slack
from planner.solve.parts.part import cut_out, part
from planner.solve.parts.repricing import Repricing
from planner.solve.parts.working import (
    Agreed,
    Answer,
    Failed,
    Message,
    Pricing,
    Ready,
    Repriced,
    Told,
    work,
)
from planner.solve.region.allowance import finishing
from planner.solve.search import PartsProgress
from planner.solve.stopping import heeding

SECONDS = 0.2
"""How often it is looked whether to stop."""

A_THREAD = 4
"""Parts planned at the same time for each of several threads: relaxations of small parts take less
time, and where one part waits for the others, another goes on."""

AGREEING = 0.5
"""Part of the time left that is kept for agreeing at most."""


@dataclass
class _Running:
    """A part at work."""

    number: int
    talk: Connection
    ending: ExitStack
    worth: Worth | None = None
    """What it has said of its shares, until it is answered."""
    paying: Paying | None = None
    """What it has said of prices, until it is answered."""
    built: bool = False
    stopped: bool = False

    def say(self, what: Answer | None) -> None:
        """Answer it, or have it stop."""
        try:
            self.talk.send(what)
        except OSError:  # it has ended; what it said before is still to be read
            self.stopped = True


@dataclass
class Together:
    """One solve of an instance in parts."""

    common: Common
    limits: Mapping[Key, Limit]
    parameters: Parameters
    progress: PartsProgress
    at_once: int
    started: float
    _best: dict[int, int] = field(default_factory=dict)
    _plans: dict[int, Plan] = field(default_factory=dict)
    _built: int = 0
    """Parts whose model is built."""
    _agreeing: list[float] = field(default_factory=list)
    """Seconds beyond those for planning until those that begin together had agreed, by rounds."""
    _free: float = 0.0
    """When those who plan at present have had their time."""
    _asked: bool = False
    """Whether to stop."""

    def plan(self, instance_hash: str) -> Plan:
        """The plan of the whole.

        Raises:
            Impossible: a part has no plan within its share.
            NoPlanInTime: nobody has more than is kept.
            KeyboardInterrupt: Ctrl-C came before that.
        """
        common, count = self.common, len(self.common.parts)
        alone = cut_out(common.instance, (), common.offerings)
        self._slack = slack(common)
        most = POINTS_A_STUDENT * len(common.instance.students)
        self._threads = -(-self.at_once // A_THREAD)
        self._relaxing, self._turns = turns(self._threads), turns(self._threads)
        self._bargain = Bargain(
            alone, self.limits, common.needed, common.at_home, count, self.at_once
        )
        self._repricing = Repricing(self._bargain, most)
        self._bounds = Bounds(self._bargain, self._repricing, self._slack, most)
        waiting, running = list(range(count)), list[_Running]()
        self._free = monotonic()
        with heeding(self._stop), ExitStack() as ending:
            ending.callback(_end, running)
            while waiting or running:
                while waiting and self._may_begin(running):
                    number = waiting.pop(0)
                    running.append(self._begin(number, len(waiting) + 1))
                for one in list(self._heard(running)):
                    one.ending.close()
                    running.remove(one)
                self._answer(running)
                self._reprice(running)
                if self._asked and not self._best:
                    raise KeyboardInterrupt
                if self._enough():
                    self._tell()  # that it ends
                    _stop(running)
            if not self._best:
                raise NoPlanInTime
            return merged(
                common.instance, [self._plans[number] for number in sorted(self._plans)],
                self._bargain.staffing, self._bounds.most, self.parameters, instance_hash,
                monotonic() - self.started,
            )  # fmt: skip

    def _begin(self, number: int, left: int) -> _Running:
        ending = ExitStack()
        parameters = self._of_part(len(self.common.parts[number]), left)
        given = part(self.common, number, self._bargain.entitled(number))
        talk = ending.enter_context(beside(work, given, parameters, self._relaxing, self._turns))
        give_back()  # what it was written in, to be sent
        return _Running(number, talk, ending)

    def _may_begin(self, running: list[_Running]) -> bool:
        """As many parts are built at a time as there are threads."""
        building = sum(not one.built for one in running)
        return building < self._threads and len(running) < self.at_once

    def _of_part(self, students: int, left: int) -> Parameters:
        """Work and precision by students; the time only until it has agreed (`_planning`)."""
        given, everybody = self.parameters, len(self.common.instance.students)
        work, time = None, self._left
        if time is not None:
            time = max(0.1, time / -(-left // self.at_once))
        if given.deterministic_time is not None:
            work = given.deterministic_time * students / everybody
        missed = max(0.0, given.gap - gap(self._slack, 0, everybody))
        changes = {"time": time, "deterministic_time": work, "gap": missed, "workers": 1}
        return given.model_copy(update=changes)

    @property
    def _left(self) -> float | None:
        """Seconds left for searching."""
        limit, everybody = self.parameters.time, len(self.common.instance.students)
        if limit is None:
            return None
        return limit - finishing(limit, everybody) - (monotonic() - self.started)

    def _planning(self, students: int) -> float | None:
        """Seconds for a part that has agreed."""
        if (left := self._left) is None:
            return None
        rounds = -(-(self._bargain.parts - self._bargain.bargaining.start) // self.at_once)
        seconds = planning(left, rounds, self._agreeing)
        # Each part finishes within its time, the last ones within what is kept for that.
        return seconds if rounds else seconds + finishing(seconds, students)

    def _heard(self, running: list[_Running]) -> Iterator[_Running]:
        """Take in what the parts say; those that are done."""
        talking = {id(one.talk): one for one in running}
        for talk in wait([one.talk for one in running], SECONDS):
            one = talking[id(talk)]
            try:
                message: Message = one.talk.recv()
            except (EOFError, OSError):
                raise ChildProcessError("the process that planned a part has died") from None
            if isinstance(message, Plan):
                self._repricing.end()
                self._plans[one.number] = message
                best = message.objective if one.number in self._best else None
                self._learn(one.number, best, message.bound)
                yield one
            elif isinstance(message, Failed):
                raise KeyboardInterrupt if self._asked else message.error
            else:
                self._take_in(one, message)

    def _take_in(self, one: _Running, message: Ready | Told | Worth | Pricing) -> None:
        if isinstance(message, Ready):
            one.built = True
            self._built += 1
            if not self._agreeing:
                self.progress.parts(self._built, min(self.at_once, len(self.common.parts)))
        elif isinstance(message, Told):
            self._learn(one.number, message.best, message.bound)
        elif isinstance(message, Worth):
            one.worth = message
        elif isinstance(message, Paying):
            one.paying = message
        elif isinstance(message, Repriced):
            self._bounds.learn(one.number, message.bound, repriced=True)
        else:
            self._repricing.end()

    def _learn(self, number: int, best: int | None, bound: int) -> None:
        if best is not None:
            self._best[number] = best
        self._bounds.learn(number, bound)
        self._tell()

    def _tell(self) -> None:
        self.progress(None, self._reached, self._bounds.most)

    @property
    def _reached(self) -> int | None:
        """About what the plans of all parts are worth together."""
        if len(self._best) < len(self.common.parts):
            return None
        return sum(self._best.values()) - self._bargain.staffing.points

    def _answer(self, running: list[_Running]) -> None:
        """Answer those that bargain, once all of them have said what their shares are worth."""
        asking = {one.number: one for one in running if one.worth is not None}
        told = [one.worth for _, one in sorted(asking.items()) if one.worth is not None]
        if told and len(told) == len(self._bargain.bargaining):
            answers = self._bargain.answer(told)
            if any(isinstance(answer, Terms) for answer in answers):
                self._agreeing.append(max(0.0, monotonic() - self._free))
                self._free = monotonic() + (self._planning(0) or 0.0)
            for (number, one), answer in zip(sorted(asking.items()), answers, strict=True):
                one.worth = None
                if isinstance(answer, Terms):
                    students = len(self.common.parts[number])
                    seconds = self._planning(students)
                    one.say(Agreed(answer, seconds, self._may_reprice))
                else:
                    one.say(answer)

    @property
    def _may_reprice(self) -> bool:
        """Whether all parts are at work at the same time, and may ask as often as they like."""
        count, by_work = len(self.common.parts), self.parameters.deterministic_time is not None
        return count <= self.at_once and not by_work

    def _reprice(self, running: list[_Running]) -> None:
        """Answer those that have said what they pay, once all of them have."""
        asking = {one.number: one for one in running if one.paying is not None}
        told = [one.paying for _, one in sorted(asking.items()) if one.paying is not None]
        answer = self._repricing.answer(told, self._left) if told else None
        if answer is not None:
            for one in asking.values():
                one.paying = None
                one.say(answer)

    def _enough(self) -> bool:
        if self._asked or self.parameters.deterministic_time is not None:
            return self._asked  # the parts have a gap of their own; here it depends on the clock
        if (reached := self._reached) is None:
            return False
        everybody = len(self.common.instance.students)
        return gap(self._bounds.most, reached, everybody) <= self.parameters.gap

    def _stop(self) -> None:
        self._asked = True


def planning(left: float, rounds: int, agreeing: Sequence[float]) -> float:
    """Seconds to plan for parts that have agreed: as many as for those of so many rounds to come.

    What these may take to agree, as others did, which is seldom the same, is taken off first.
    """
    kept = rounds * sum(agreeing) / len(agreeing)
    return max(0.1, left - min(kept, AGREEING * left)) / (rounds + 1)


def _stop(running: list[_Running]) -> None:
    """Have whatever is at work end with what it has found."""
    for one in running:
        if not one.stopped:
            one.stopped = True
            one.say(None)


def _end(running: list[_Running]) -> None:
    """End whatever is still at work."""
    for one in running:
        one.ending.close()
