"""Hub -> courses, trials, modules and interschool groups for the schools around it."""

from dataclasses import dataclass
from typing import Any

from planner.generate.chance import Chance
from planner.generate.region import Hub
from planner.generate.request import Request
from planner.generate.roads import reached
from planner.generate.staff import Staff
from planner.generate.studies import (
    BOTH_YEARS,
    COURSES,
    FIRST_YEAR,
    HOURS,
    SECOND_YEAR,
    T1,
    T2,
    advanced,
)
from planner.generate.words import Json, words

CUT_OFF_A_YEAR = 6
"""Wednesdays from 10 April to the end of the flood."""

_EARLY, _LATE, _LONG = ("14:40", "16:10"), ("16:20", "17:50"), ("14:40", "17:00")
_FRIDAY, _MONDAY, _SATURDAY = ("15:10", "16:40"), ("15:30", "17:00"), ("13:20", "14:50")
_EVENING, _LONG_EVENING = ("15:40", "17:10"), ("15:40", "18:00")


@dataclass
class Network:
    """What schools around a hub share."""

    hub: Hub
    organisations: list[Json]
    sites: list[Json]
    links: list[Json]
    offerings: list[Json]
    teachers: list[Json]
    agreements: list[Json]


def network(request: Request, hub: Hub, town: dict[str, str], ferry: bool) -> Network:
    """A hub's own courses and those of its partners, a college and a company."""
    made = Network(hub, [], [], [], [], [], [])
    _Maker(request, hub, town, ferry, made).everything()
    return made


def meets(day: str, times: tuple[str, str], **fields: Any) -> Json:
    """A weekly meeting."""
    return {"day": day, "starts": times[0], "ends": times[1]} | fields


def timetable(*meetings: Json, id_: str = "main") -> Json:
    """One timetable of an offering."""
    return {"id": id_, "meetings": list(meetings)}


class _Maker:
    """Collects the offerings of one hub while its staff is being asked for."""

    def __init__(
        self, request: Request, hub: Hub, town: dict[str, str], ferry: bool, made: Network
    ) -> None:
        self.request, self.hub, self.town, self.made = request, hub, town, made
        self.chance = Chance("network", request.seed, hub.id)
        self.cut_off = CUT_OFF_A_YEAR if ferry else 0
        self.towns = [school.id for school in hub.towns]
        self.bused = reached(hub)
        self.villages = [village.id for village in hub.villages]

    def everything(self) -> None:
        """A small hub offers less."""
        provider = self.hub.school.id
        staff = Staff(provider, "network")
        size = sum(school.tens for school in self.hub.schools)
        self._advanced(staff, size)
        self._courses(staff, size)
        self._medical(staff)
        self.made.teachers += staff.hired(self.request)
        others = [school.id for school in self.hub.schools if school.id != provider]
        if others:
            self._agreement(provider, others, None)
        self._partner("college", "college", size, ("welding", "woodwork", "laboratory", "drones",
                      "nursing", "drilling"), "trial-engineering")  # fmt: skip
        self._partner("company", "company", size, ("plant", "logging", "radiation", "wild-food",
                      "geology"), "trial-forest")  # fmt: skip

    def _open_to(self, percent: int, buses: bool) -> list[str]:
        """Some of the schools around; a course never is for all of them."""
        chosen = [id_ for id_ in self.towns if self.chance.holds(percent)]
        chosen = chosen or [self.chance.one(self.towns)]
        return chosen + [id_ for id_ in self.bused if buses and self.chance.holds(percent)]

    def _villages(self, percent: int) -> list[str]:
        return [id_ for id_ in self.villages if self.chance.holds(percent)]

    def _offer(
        self, id_: str, programme: str, provider: str, terms: list[str], sizes: tuple[int, int],
        schools: list[str], duties: list[Json], **fields: Any,
    ) -> None:  # fmt: skip
        remote = {"remote_dates": self.cut_off * (2 if terms == BOTH_YEARS else 1)}
        self.made.offerings.append({
            "id": f"{self.hub.id}-{id_}", "programme": programme, "provider": provider,
            "site": provider, "terms": terms, "grades": [10], "schools": schools,
            "min_size": min(sizes), "max_size": sizes[1],
            "cost": 1000 * self.chance.number(3, 14), "duties": duties,
            **(remote if self.cut_off else {}), **fields,
        })  # fmt: skip

    def _advanced(self, staff: Staff, size: int) -> None:
        """Two subjects on the common afternoon, the others over the network in the evening."""
        seats = self.request.seats(15)
        for subject in self.chance.some(("chemistry", "biology"), 1 + (size > 60)):
            alternatives = [timetable(meets("wed", _LONG))]
            if subject == "biology":
                alternatives.append(timetable(meets("wed", _EARLY), meets("sat", _SATURDAY),
                                              id_="saturday"))  # fmt: skip
            self._offer(advanced(subject), advanced(subject), self.hub.school.id, BOTH_YEARS,
                        (5, seats), self._open_to(30, True),
                        [staff.duty("nature", HOURS[subject], subject)],
                        timetables=alternatives)  # fmt: skip
        subjects = ["social_studies", "literature", "physics", "informatics"]
        for subject in self.chance.some(subjects, 1 + (size > 60) + (size > 120)):
            days = ("mon", "thu") if subject in ("social_studies", "physics") else ("tue", "fri")
            times = _LONG_EVENING if HOURS[subject] == 5 else _EVENING
            remote = [timetable(*(meets(day, times, remote=True) for day in days))]
            self._offer(f"{advanced(subject)}-remote", advanced(subject), self.hub.school.id,
                        BOTH_YEARS, (5, seats), [*self._open_to(12, False), *self._villages(50)],
                        [staff.duty("remote", HOURS[subject], subject)],
                        mode="blended", timetables=remote)  # fmt: skip

    def _courses(self, staff: Staff, size: int) -> None:
        plan: list[tuple[str, list[str], str, tuple[str, str], str]] = [
            ("robotics", FIRST_YEAR, "wed", _EARLY, "it"),
            ("python", FIRST_YEAR, "wed", _EARLY, "it"),
            ("python", FIRST_YEAR, "mon", _MONDAY, "it"),
            ("modelling-3d", FIRST_YEAR, "sat", _SATURDAY, "it"),
            ("ecology", FIRST_YEAR, "wed", _LATE, "nature"),
            ("media", FIRST_YEAR, "fri", _FRIDAY, "society"),
            ("business", SECOND_YEAR, "wed", _EARLY, "society"),
            ("robotics-2", SECOND_YEAR, "wed", _LATE, "it"),
            ("electronics", SECOND_YEAR, "sat", _SATURDAY, "it"),
            ("trial-medicine", T2, "wed", _LATE, "nature"),
        ]
        if size > 120:
            plan += [("robotics", FIRST_YEAR, "sat", _SATURDAY, "it"),
                     ("media", FIRST_YEAR, "wed", _LATE, "society")]  # fmt: skip
        for programme, terms, day, times, field_ in self.chance.some(plan, 3 + size // 24):
            odd = {"weeks": "odd"} if COURSES[programme].tag == "trial" else {}
            self._offer(f"{programme}-{day}", programme, self.hub.school.id, terms,
                        (5, self.request.seats(15)), self._open_to(22, day == "wed"),
                        [staff.duty(field_, COURSES[programme].hours)],
                        timetables=[timetable(meets(day, times, **odd))],
                        **({"grades": [11]} if terms == SECOND_YEAR else {}))  # fmt: skip

    def _medical(self, staff: Staff) -> None:
        """An interschool class: practice on the common afternoon, theory from one's own school."""
        self._offer("medical", "medical", self.hub.school.id, BOTH_YEARS,
                    (8, self.request.seats(16)), self._open_to(45, True),
                    [staff.duty("nature", 3, "chemistry", id="chemistry"),
                     staff.duty("nature", 3, "biology", id="biology")],
                    mode="blended", timetables=[timetable(
                        meets("wed", _LONG, duty="chemistry"),
                        meets("tue", _LONG_EVENING, remote=True, duty="biology"))])  # fmt: skip

    def _partner(
        self, id_: str, kind: str, size: int, modules: tuple[str, ...], trial: str
    ) -> None:
        """A partner a few minutes from the hub, with modules on afternoons and a trial."""
        provider = f"{self.hub.id}-{id_}"
        name = words(f"partner.{kind}", town=self.town)
        self.made.organisations.append({
            "id": provider, "name": name, "kind": kind,
            "municipality": self.hub.school.municipality,
        })  # fmt: skip
        self.made.sites.append({"id": provider, "name": name, "organisation": provider})
        self.made.links.append({
            "origin": self.hub.school.id, "destination": provider,
            "minutes": self.chance.number(6, 20), "means": words("means.town-bus"),
        })  # fmt: skip
        staff = Staff(provider)
        slots = [("fri", _FRIDAY), ("sat", _SATURDAY), ("wed", _LATE), ("mon", _MONDAY)]
        chosen = self.chance.some(modules, 1 + (size > 60) + (size > 160))
        for number, module in enumerate(chosen):
            day, times = slots[number % len(slots)]
            second = number % 3 == 2
            course = COURSES[module]
            careful = {"min_age": 16, "hazard_confirmed": True} if course.hazard == 2 else {}
            rhythm = {"weeks": "odd"} if course.hours == 1 else {}
            self._offer(module, module, provider, SECOND_YEAR if second else FIRST_YEAR,
                        (4, self.request.seats(11)), self._open_to(22, day == "wed"),
                        [staff.duty("practice", course.hours)],
                        grades=[11] if second else [10, 11],
                        timetables=[timetable(meets(day, times, **rhythm))], **careful)  # fmt: skip
        self._offer(trial, trial, provider, T1, (5, self.request.seats(15)),
                    self._open_to(30, True), [staff.duty("practice", 1)],
                    timetables=[timetable(meets("wed", _LATE, weeks="odd"))])  # fmt: skip
        self.made.teachers += staff.hired(self.request)
        seats = self.request.seats(len(chosen) * 11 + 10)
        self._agreement(provider, [school.id for school in self.hub.schools], seats)

    def _agreement(self, provider: str, base: list[str], seats: int | None) -> None:
        self.made.agreements.append(agreement(provider, base, seats))


def agreement(provider: str, base: list[str], seats: int | None) -> Json:
    """A network contract over both years."""
    return {
        "id": f"contract-{provider}", "number": f"{provider}/2027", "base": base,
        "provider": provider, **({"seats": seats} if seats is not None else {}),
        "starts": "2027-09-01", "ends": "2029-08-31",
    }  # fmt: skip
