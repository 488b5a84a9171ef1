"""Six students, one school, one college: small enough to be solved by hand (see tiny.md)."""

from instances.scripts.pieces import duty, meets, target, text, weekly, wish
from instances.scripts.writing import Json

ROBOTICS, WELDING = target("robotics"), target("welding")
TECHNOLOGY, NATURE = target("technology"), target("nature")


def build() -> Json:
    """The instance."""
    return {
        "title": text("Шесть учеников", "Six students"),
        "about": text(
            "Всё придумано: пример решается вручную, решение разобрано в tiny.md.",
            "All invented: to be solved by hand; the solution is explained in tiny.md.",
        ),
        "calendar": {"terms": [
            {"id": "autumn", "name": text("Сентябрь", "September"), "year": 2027,
             "starts": "2027-09-06", "ends": "2027-10-03"},
            {"id": "winter", "name": text("Январь", "January"), "year": 2027,
             "starts": "2028-01-10", "ends": "2028-02-06"},
        ]},
        "municipalities": [{"id": "town", "name": text("Город", "Town")}],
        "clusters": [{"id": "health", "name": text("Здравоохранение", "Health care")}],
        "organisations": [
            {"id": "school", "name": text("Школа № 1", "School No. 1"), "kind": "school",
             "municipality": "town", "school": {"days_a_week": 5, "home_hours": [
                 {"grades": [10, 11], "day": day, "starts": "08:30", "ends": "14:00"}
                 for day in ("mon", "tue", "wed", "thu", "fri")]}},
            {"id": "college", "name": text("Колледж", "College"), "kind": "college",
             "municipality": "town"},
        ],
        "sites": [
            {"id": "school", "name": text("Школа № 1", "School No. 1"), "organisation": "school"},
            {"id": "college", "name": text("Колледж", "College"), "organisation": "college"},
        ],
        "links": [{"origin": "school", "destination": "college", "minutes": 15,
                   "means": text("пешком", "on foot")}],
        "teachers": [
            {"id": "lazarev", "name": "Лазарев Пётр Ильич", "organisation": "college",
             "hours_a_week": 20, "committed_hours": 17},
            {"id": "kuznetsova", "name": "Кузнецова Алла Юрьевна", "organisation": "college",
             "hours_a_week": 18, "committed_hours": 10},
        ],
        "programmes": _programmes(),
        "offerings": _offerings(),
        "agreements": [{"id": "contract", "number": "1/2027", "base": ["school"],
                        "provider": "college", "starts": "2027-09-01", "ends": "2028-08-31"}],
        "students": _students(),
        "demand": [{"id": "health", "cluster": "health", "people": 3}],
        "rule_sets": [_rule_set()],
        "regulations": [{"grade": 10, "rule_set": "tiny"}],
    }  # fmt: skip


def _programmes() -> list[Json]:
    return [
        {"id": "technology", "name": text("Технологический профиль", "Technology"),
         "kind": "specialization", "areas": ["exact", "nature"], "contents": [
             {"subject": "mathematics", "level": "advanced", "hours_a_week": 8},
             {"subject": "physics", "level": "advanced", "hours_a_week": 5}]},
        {"id": "nature", "name": text("Естественно-научный профиль", "Natural science"),
         "kind": "specialization", "areas": ["nature"], "clusters": ["health"], "contents": [
             {"subject": "chemistry", "level": "advanced", "hours_a_week": 3},
             {"subject": "biology", "level": "advanced", "hours_a_week": 3}]},
        {"id": "robotics", "name": text("Робототехника", "Robotics"), "kind": "course",
         "areas": ["exact"], "contents": [{"hours_a_week": 2}]},
        {"id": "welding", "name": text("Сварочное дело", "Welding"), "kind": "module",
         "areas": ["exact"], "hazard_class": 1, "contents": [{"hours_a_week": 1}]},
    ]  # fmt: skip


def _offerings() -> list[Json]:
    both = ["autumn", "winter"]
    at_college = {"provider": "college", "site": "college", "terms": both}
    at_school = {"provider": "school", "site": "school", "terms": both}
    return [
        {"id": "technology-10", "programme": "technology", **at_school,
         "min_size": 3, "max_size": 4},
        {"id": "nature-10", "programme": "nature", **at_school, "min_size": 2, "max_size": 2},
        {"id": "robotics-wed", "programme": "robotics", **at_college,
         "min_size": 2, "max_size": 2, "cost": 10_000,
         "timetables": meets(weekly("wed", "15:00", "16:30")), "duties": [duty(2, "lazarev")]},
        {"id": "welding-fri", "programme": "welding", **at_college,
         "min_size": 1, "max_size": 4, "cost": 20_000,
         "timetables": meets(weekly("fri", "15:00", "15:45")), "duties": [duty(1, "kuznetsova")]},
    ]  # fmt: skip


def _students() -> list[Json]:
    exact, natural = wish(TECHNOLOGY, NATURE, weight=3), wish(NATURE, TECHNOLOGY, weight=3)
    school: Json = {"grade": 10, "school": "school"}
    return [
        {"id": "anna", "name": "Андреева Анна Олеговна", **school, "clearance": 1,
         "wishes": [exact, wish(ROBOTICS, WELDING)]},
        {"id": "boris", "name": "Белов Борис Игоревич", **school, "clearance": 1,
         "wishes": [exact, wish(WELDING)]},
        {"id": "vera", "name": "Волкова Вера Павловна", **school,
         "wishes": [natural, wish(ROBOTICS)]},
        {"id": "gleb", "name": "Громов Глеб Денисович", **school, "clearance": 1,
         "wishes": [natural, wish(ROBOTICS, WELDING)]},
        {"id": "darya", "name": "Дорохова Дарья Сергеевна", **school,
         "wishes": [natural, wish(ROBOTICS)]},
        {"id": "egor", "name": "Ефимов Егор Максимович", **school, "wishes": [exact]},
    ]  # fmt: skip


def _rule_set() -> Json:
    def subject(id: str, ru: str, en: str, area: str, hours: int) -> Json:  # noqa: A002
        basic = [{"grade": 10, "hours_a_week": hours}]
        return {"id": id, "name": text(ru, en), "area": area, "basic": basic}

    return {
        "id": "tiny", "name": text("Правила примера", "Rules of the example"),
        "valid_from": "2027-09-01",
        "areas": [{"id": "exact", "name": text("Точные науки", "Exact sciences")},
                  {"id": "nature", "name": text("Естественные науки", "Natural sciences")}],
        "subjects": [
            subject("mathematics", "Математика", "Mathematics", "exact", 5),
            subject("physics", "Физика", "Physics", "nature", 2),
            subject("chemistry", "Химия", "Chemistry", "nature", 1),
            subject("biology", "Биология", "Biology", "nature", 1),
        ],
        "requirements": [
            {"id": "specialization", "source": "пример", "unit": "programmes", "over": "year",
             "text": text("Каждый учится в профильной группе", "Everybody is in a group"),
             "counts": {"kinds": ["specialization"]}, "minimum": 1},
            {"id": "week", "source": "пример", "unit": "hours_a_week", "over": "week",
             "text": text("Не более 16 часов в неделю", "At most 16 hours a week"),
             "maximum": 16},
        ],
    }  # fmt: skip
