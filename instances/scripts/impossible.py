"""Small instances that no plan can satisfy, each for exactly one reason (impossible/README.md)."""

from typing import Any

from instances.scripts.pieces import duty, meets, target, text, weekly, wish
from instances.scripts.writing import Json
from instances.scripts.years import FIRST_YEAR, calendar

_PEOPLE = ("Агеев Антон Ильич", "Бойко Белла Романовна", "Вагин Виктор Олегович",
           "Гусева Галина Юрьевна")  # fmt: skip


def build() -> dict[str, Json]:
    """Every impossible instance by its name."""
    return {
        "group-too-small": _group_too_small(),
        "expired-agreement": _expired_agreement(),
        "two-at-once": _two_at_once(),
        "teacher-hours": _teacher_hours(),
        "teacher-on-the-road": _teacher_on_the_road(),
        "full-bus": _full_bus(),
        "budget": _budget(),
        "prerequisite-too-late": _prerequisite_too_late(),
        "ferry-season": _ferry_season(),
        "stairs": _stairs(),
        "missing-agreement": _missing_agreement(),
        "agreement-seats": _agreement_seats(),
        "locks-at-odds": _locks_at_odds(),
    }


def build_strict() -> dict[str, Json]:
    """Instances in which no plan meets every requirement, by name."""
    return {"hours-of-the-week": _hours_of_the_week()}


def _instance(ru: str, en: str, **fields: Any) -> Json:
    """A school, a college 15 minutes away, a village; four students of grade 10."""
    return {
        "title": text(ru, en),
        "about": text("Придуманный пример: плана не существует.", "Invented: there is no plan."),
        "calendar": {"terms": calendar()["terms"][:2]},
        "municipalities": [{"id": "town", "name": text("Город", "Town")}],
        "organisations": [
            _school("school", "Школа № 1", "School No. 1"),
            _school("village", "Сельская школа", "Village school"),
            {"id": "college", "name": text("Колледж", "College"), "kind": "college",
             "municipality": "town"}],
        "sites": [
            {"id": "school", "name": text("Школа № 1", "School No. 1"), "organisation": "school"},
            {"id": "village", "name": text("Сельская школа", "Village school"),
             "organisation": "village", "rural": True},
            {"id": "college", "name": text("Колледж", "College"), "organisation": "college"}],
        "links": [{"origin": "school", "destination": "college", "minutes": 15}],
        "teachers": [
            {"id": "orlova", "name": "Орлова Инна Сергеевна", "organisation": "college",
             "hours_a_week": 24, "committed_hours": 15}],
        "programmes": [_course("robotics", "Робототехника", "Robotics"),
                       _course("welding", "Сварочное дело", "Welding")],
        "offerings": [_at_college("robotics", "wed"), _at_college("welding", "fri")],
        "agreements": [_agreement("contract")],
        "students": [_student(number) for number in range(4)],
        "rule_sets": [_RULES],
        "regulations": [{"grade": 10, "rule_set": "plain"}, {"grade": 11, "rule_set": "plain"}],
    } | fields  # fmt: skip


_RULES: Json = {
    "id": "plain", "name": text("Без требований", "No requirements"), "valid_from": "2027-09-01",
    "areas": [{"id": "exact", "name": text("Точные науки", "Exact sciences")}],
    "subjects": [{"id": "mathematics", "name": text("Математика", "Mathematics"), "area": "exact",
                  "basic": [{"grade": grade, "hours_a_week": 5} for grade in (10, 11)]}],
}  # fmt: skip


def _school(id_: str, ru: str, en: str) -> Json:
    hours = [{"grades": [10, 11], "day": day, "starts": "08:30", "ends": "14:00"}
             for day in ("mon", "tue", "wed", "thu", "fri")]  # fmt: skip
    return {"id": id_, "name": text(ru, en), "kind": "school", "municipality": "town",
            "school": {"days_a_week": 5, "home_hours": hours}}  # fmt: skip


def _course(id_: str, ru: str, en: str, **fields: Any) -> Json:
    return {"id": id_, "name": text(ru, en), "kind": "course", "areas": ["exact"],
            "contents": [{"hours_a_week": 2}]} | fields  # fmt: skip


def _at_college(id_: str, day: str, **fields: Any) -> Json:
    return {
        "id": id_, "programme": id_, "provider": "college", "site": "college",
        "terms": FIRST_YEAR, "min_size": 1, "max_size": 10,
        "timetables": meets(weekly(day, "15:00", "16:30")), "duties": [duty(2, "orlova")],
    } | fields  # fmt: skip


def _agreement(id_: str, **fields: Any) -> Json:
    return {"id": id_, "number": "1/2027", "base": ["school", "village"], "provider": "college",
            "starts": "2027-09-01", "ends": "2028-08-31"} | fields  # fmt: skip


def _student(number: int, **fields: Any) -> Json:
    return {
        "id": f"student-{number + 1}", "name": _PEOPLE[number], "grade": 10, "school": "school",
        "wishes": [wish(target("robotics"), target("welding"))],
    } | fields  # fmt: skip


def _takes(number: int, offering: str) -> Json:
    return {"student": f"student-{number}", "offering": offering}


def _group_too_small() -> Json:
    """Locked in: one student; fewer may come than the least size."""
    return _instance(
        "Группа, которую не набрать", "A group that cannot be filled",
        offerings=[_at_college("robotics", "wed", grades=[10], min_size=4),
                   _at_college("welding", "fri")],
        students=[*(_student(number) for number in range(3)), _student(3, grade=11)],
        locks=[_takes(1, "robotics")])  # fmt: skip


def _expired_agreement() -> Json:
    """What the student keeps runs longer than the contract."""
    return _instance(
        "Договор кончается раньше курса", "The contract ends before the course",
        agreements=[_agreement("contract", ends="2028-03-31")],
        students=[_student(0, keeps=["welding"]), *(_student(number) for number in (1, 2, 3))],
    )  # fmt: skip


def _two_at_once() -> Json:
    """Two courses decided beforehand meet at the same time."""
    return _instance(
        "Два занятия в одно время", "Two meetings at the same time",
        teachers=[{"id": id_, "name": name, "organisation": "college", "hours_a_week": 18}
                  for id_, name in (("orlova", "Орлова Инна Сергеевна"),
                                    ("petrov", "Петров Яков Андреевич"))],
        offerings=[_at_college("robotics", "wed"),
                   _at_college("welding", "wed", duties=[duty(2, "petrov")])],
        locks=[_takes(1, "robotics"), _takes(1, "welding")])  # fmt: skip


def _teacher_hours() -> Json:
    """Both courses are to open, and their only teacher has hours for one."""
    return _instance(
        "Учителю не хватает часов", "The teacher has too few hours",
        teachers=[{"id": "orlova", "name": "Орлова Инна Сергеевна", "organisation": "college",
                   "hours_a_week": 18, "committed_hours": 15}],
        locks=[{"offering": "robotics"}, {"offering": "welding"}])  # fmt: skip


def _teacher_on_the_road() -> Json:
    """The only teacher has 15 minutes for a way of 40."""
    at_village = {"provider": "village", "site": "village",
                  "timetables": meets(weekly("wed", "16:45", "18:15"))}  # fmt: skip
    return _instance(
        "Учитель не успевает доехать", "The teacher cannot be there in time",
        links=[{"origin": "school", "destination": "college", "minutes": 15},
               {"origin": "college", "destination": "village", "minutes": 40}],
        teachers=[{"id": "orlova", "name": "Орлова Инна Сергеевна", "organisation": "college",
                   "sites": ["village"], "hours_a_week": 24}],
        offerings=[_at_college("robotics", "wed"), _at_college("welding", "wed", **at_village)],
        students=[*(_student(number) for number in range(3)), _student(3, school="village")],
        locks=[_takes(1, "robotics"), _takes(4, "welding")])  # fmt: skip


def _full_bus() -> Json:
    """Three are to ride, the bus has two seats, and there is no other way."""

    def trip(id_: str, ru: str, en: str, *stops: tuple[str, str]) -> Json:
        return {"id": id_, "name": text(ru, en), "day": "wed", "seats": 2,
                "stops": [{"site": place, "time": time} for place, time in stops]}  # fmt: skip

    return _instance(
        "В автобусе не хватает мест", "The bus has too few seats",
        trips=[trip("there", "Автобус в город", "Bus to town",
                    ("village", "14:10"), ("college", "14:50")),
               trip("back", "Автобус домой", "Bus home",
                    ("college", "16:40"), ("village", "17:20"))],
        students=[_student(0), *(_student(number, school="village") for number in (1, 2, 3))],
        locks=[_takes(number, "robotics") for number in (2, 3, 4)])  # fmt: skip


def _budget() -> Json:
    """Each course can be paid for, both cannot."""
    return _instance(
        "Денег хватает на один курс", "Money for one course",
        offerings=[_at_college("robotics", "wed", cost=40_000),
                   _at_college("welding", "fri", cost=30_000)],
        locks=[_takes(1, "robotics"), _takes(2, "welding")],
        budget={"roubles": 60_000})  # fmt: skip


def _prerequisite_too_late() -> Json:
    """The course before runs after the course that needs it."""
    return _instance(
        "Сначала второй курс, потом первый", "The second course before the first",
        programmes=[_course("robotics", "Робототехника", "Robotics"),
                    _course("welding", "Сварочное дело", "Welding", prerequisites=["robotics"])],
        offerings=[_at_college("robotics", "wed", terms=["t2"]),
                   _at_college("welding", "fri", terms=["t1"])],
        locks=[_takes(1, "welding")])  # fmt: skip


def _ferry_season() -> Json:
    """Between village and town there is the ferry only, and it stops for the winter."""
    ferry = {"origin": "village", "destination": "college", "minutes": 25, "season": "ferry",
             "means": text("паром", "ferry")}  # fmt: skip
    return _instance(
        "Паром зимой не ходит", "No ferry in winter",
        seasons=[{"id": "ferry", "name": text("Навигация", "Ferry season"),
                  "periods": [{"starts": "2027-05-05", "ends": "2027-11-05"},
                              {"starts": "2028-05-05", "ends": "2028-11-05"}]}],
        links=[{"origin": "school", "destination": "college", "minutes": 15}, ferry],
        students=[_student(0, school="village"), *(_student(number) for number in (1, 2, 3))],
        locks=[_takes(1, "robotics")])  # fmt: skip


def _stairs() -> Json:
    """The student needs step-free access, and the college has none."""
    sites = [
        {"id": "school", "name": text("Школа № 1", "School No. 1"), "organisation": "school"},
        {"id": "village", "name": text("Сельская школа", "Village school"),
         "organisation": "village", "rural": True},
        {"id": "college", "name": text("Колледж", "College"), "organisation": "college",
         "step_free": False}]  # fmt: skip
    return _instance(
        "Лестница без пандуса", "Stairs and no ramp", sites=sites,
        students=[_student(0, step_free=True), *(_student(number) for number in (1, 2, 3))],
        locks=[_takes(1, "robotics")])  # fmt: skip


def _missing_agreement() -> Json:
    """The village school has no contract with the college."""
    return _instance(
        "Договора с колледжем нет", "No contract with the college",
        links=[{"origin": "school", "destination": "college", "minutes": 15},
               {"origin": "village", "destination": "college", "minutes": 20}],
        agreements=[_agreement("contract", base=["school"])],
        students=[_student(0, school="village"), *(_student(number) for number in (1, 2, 3))],
        locks=[_takes(1, "robotics")])  # fmt: skip


def _agreement_seats() -> Json:
    """Three placements are decided, and the contract has two seats."""
    return _instance(
        "Мест по договору меньше, чем обещано", "Fewer seats than promised",
        agreements=[_agreement("contract", seats=2)],
        locks=[_takes(1, "robotics"), _takes(2, "robotics"), _takes(3, "welding")])  # fmt: skip


def _locks_at_odds() -> Json:
    """A village student is to be in town, and the only bus there is not to run."""
    bus = {"day": "wed", "seats": 10, "optional": True, "cost": 50_000}
    return _instance(
        "Одно решение против другого", "One decision against another",
        trips=[{"id": "there", "name": text("Автобус в город", "Bus to town"), **bus,
                "stops": [{"site": "village", "time": "14:10"},
                          {"site": "college", "time": "14:50"}]},
               {"id": "back", "name": text("Автобус домой", "Bus home"), **bus,
                "stops": [{"site": "college", "time": "16:40"},
                          {"site": "village", "time": "17:20"}]}],
        students=[_student(0, school="village"), *(_student(number) for number in (1, 2, 3))],
        locks=[_takes(1, "robotics"), {"trip": "there", "holds": False}])  # fmt: skip


def _hours_of_the_week() -> Json:
    """Two courses of two hours beside five hours of lessons, and eight are allowed."""
    limit = {"id": "week", "text": text("В неделю не больше 8 часов", "At most 8 hours a week"),
             "source": "invented", "counts": {}, "unit": "hours_a_week", "over": "week",
             "maximum": 8}  # fmt: skip
    return _instance(
        "В неделе не хватает часов", "Too few hours in the week",
        rule_sets=[_RULES | {"requirements": [limit]}],
        locks=[_takes(1, "robotics"), _takes(1, "welding")])  # fmt: skip
