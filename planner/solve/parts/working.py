"""A process that plans one part, and tells the others how far it is."""

import gc
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import Empty, Queue
from threading import Lock, Thread
from time import monotonic
from traceback import format_exc

from models.plan import Parameters, Plan
from planner.build import Built, build
from planner.collector import collector_off
from planner.extract import extract
from planner.memory import give_back, keep_nothing_large
from planner.presolve import presolve
from planner.processes import SECONDS, Turns
from planner.program import Key
from planner.solve.cuts import Halt
from planner.solve.matrix import matrix
from planner.solve.parts.bargain import Paying, Worth
from planner.solve.parts.inside import Inside, Terms
from planner.solve.parts.part import Part
from planner.solve.parts.relaxing import Relaxing, no_turn
from planner.solve.parts.repricing import Asking, Prices, Unchanged
from planner.solve.region.course import Course
from planner.solve.region.outside import Outside

DIVE = 1.9
"""How many times as long as its relaxation a part's dive takes."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The model of the part is built."""


@dataclass(frozen=True, slots=True)
class Told:
    """How good the plan of the part is, and how good it could be."""

    best: int | None
    bound: int


@dataclass(frozen=True, slots=True)
class Declined:
    """The part does not say what it pays: prices stay as they are."""


@dataclass(frozen=True, slots=True)
class Repriced:
    """From now on the part is bounded by the last prices; at first by this."""

    bound: int


@dataclass(frozen=True, slots=True)
class Failed:
    """No plan of the part was found."""

    error: BaseException


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a part plans with, and how long."""

    terms: Terms
    seconds: float | None
    repricing: bool
    """Whether all agree on other prices once they have plans."""


Pricing = Paying | Declined | Repriced
"""What it says of prices to be bounded by."""

Message = Ready | Told | Worth | Pricing | Plan | Failed
"""What a part says; its plan comes last."""

Answer = Mapping[Key, float] | Agreed | Prices | Unchanged
"""What it is answered: other shares, what it plans with in the end, or prices to be bounded by."""


def work(
    others: Connection, part: Part, parameters: Parameters, relaxing: Turns | None,
    turns: Turns | None,
) -> None:  # fmt: skip
    """Plan the part.

    So many parts at a time solve their relaxation (`relaxing`), and so many dive, or do what takes
    long (`turns`).
    """
    keep_nothing_large()
    started, halt, talk = monotonic(), Halt(), Talk(others)
    Thread(target=talk.listen, args=(halt,), daemon=True).start()

    def tell(goal: str | None, best: int | None, bound: int | None) -> None:
        if bound is not None:
            talk.say(Told(best, bound))

    try:
        with collector_off():
            presolved = presolve(part.instance)
            presolved.complete()
            built = build(presolved)
        gc.freeze()  # all of this is kept as long as this process lives
        relaxation = _relaxation(part, built, _left(parameters, started), halt, relaxing)
        give_back()
        talk.say(Ready())
        agreed, heard = _agreed(relaxation, part.shares, talk), monotonic()
        repricing = _repricing(relaxation, agreed.terms, talk) if agreed.repricing else None
        there = outside(relaxation, agreed.terms, turns, repricing)
        if repricing:  # after all dives
            relaxation.rest(turns.soon if turns else no_turn)
        del relaxation
        if agreed.seconds is not None:
            limit = heard - started + agreed.seconds
            parameters = parameters.model_copy(update={"time": limit})
        course = Course(built, parameters, tell, started, there, halt)
        course.run()
        talk.say(extract(course.solved(), parameters, "", monotonic() - started))
    except BaseException as error:  # whoever divided the instance says what is to be done
        error.add_note(format_exc())
        talk.say(Failed(error))


class Talk:
    """What is said to those who divided the instance, in any thread, and what they answer."""

    def __init__(self, others: Connection) -> None:
        self._others = others
        self._saying = Lock()
        self._heard: Queue[Answer] = Queue()

    def listen(self, halt: Halt) -> None:
        """Take in what they say; nothing means: stop."""
        try:
            while True:
                heard: Answer | None = self._others.recv()
                if heard is None:
                    halt.ask()
                else:
                    self._heard.put(heard)
        except (EOFError, OSError):  # there are no others any more
            halt.ask()

    def say(self, message: Message) -> None:
        """Say something that is not answered."""
        with self._saying:
            self._others.send(message)

    def ask(self, message: Message, given_up: Callable[[], bool] = lambda: False) -> Answer | None:
        """What is answered; None: that was given up before."""
        self.say(message)
        while not given_up():
            with suppress(Empty):
                return self._heard.get(timeout=SECONDS)
        return None


def _repricing(relaxation: Relaxing, terms: Terms, talk: Talk) -> Asking:
    def ask(told: Paying | None, given_up: Callable[[], bool]) -> Prices | Unchanged | None:
        answer = None if told is None else talk.ask(told, given_up)
        if isinstance(answer, Prices | Unchanged):
            return answer
        talk.say(Declined())
        return None

    return Asking(terms.prices, relaxation, ask, lambda bound: talk.say(Repriced(bound)))


def _left(parameters: Parameters, started: float) -> float | None:
    """Seconds."""
    return None if parameters.time is None else parameters.time - (monotonic() - started)


def _relaxation(
    part: Part, built: Built, seconds: float | None, halt: Halt, relaxing: Turns | None
) -> Relaxing:
    whole = matrix(built.program.model)
    built.program.model.forget()
    inside = Inside(part, built.program, whole)
    left = None if seconds is None else seconds / 2
    turn = relaxing.turn if relaxing else no_turn
    return Relaxing(whole, inside, left, lambda: halt.asked, turn)


def _agreed(relaxation: Relaxing, shares: Mapping[Key, float], talk: Talk) -> Agreed:
    """Say what the part has of all shared limits until that is agreed on."""
    answer = talk.ask(relaxation.worth(shares))
    while not isinstance(answer, Agreed):
        assert isinstance(answer, Mapping), "other shares"
        answer = talk.ask(relaxation.worth(answer))
    return answer


def outside(
    relaxation: Relaxing, terms: Terms, turns: Turns | None, repricing: Asking | None = None
) -> Outside:
    """What a part agreed to, in its model, with what its rows' limits were worth to it.

    What they are worth at the prices of all is found out after its dive, where prices are asked
    about then.
    """
    inside, ended = relaxation.inside, relaxation.ended  # with its share, as it plans
    everywhere = relaxation.named if repricing else relaxation.everywhere
    return Outside(
        inside.planned(terms), inside.bounded(terms.shares), inside.opened, inside.held,
        relaxation.prices, everywhere(terms.prices), ended,
        DIVE * relaxation.took, repricing, turns,
    )  # fmt: skip
