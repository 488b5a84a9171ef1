"""A seed -> a small sound instance with a bit of everything, and random plans for it."""

from collections.abc import Sequence
from itertools import count, pairwise
from random import Random
from typing import Any

from models.instance import Instance
from planner.soundness import unsound
from tests.builders import BASE, offering, programme

Json = dict[str, Any]

TERMS = [
    {"id": "t1", "name": "1", "year": 2027, "starts": "2027-09-06", "ends": "2027-09-19"},
    {"id": "t2", "name": "2", "year": 2027, "starts": "2028-01-10", "ends": "2028-01-23"},
    {"id": "t3", "name": "3", "year": 2028, "starts": "2028-09-04", "ends": "2028-09-10"},
]
HOLIDAY = {"starts": "2027-09-15", "ends": "2027-09-15"}
FERRY = {"id": "ferry", "name": "Ferry",
         "periods": [{"starts": "2027-09-01", "ends": "2027-09-12"},
                     {"starts": "2028-01-17", "ends": "2028-12-31"}]}  # fmt: skip
SITES = ("home-site", "college-site", "village", "lab")
TIMES = (("13:30", "14:30"), ("14:30", "15:30"), ("15:00", "16:00"), ("16:10", "17:00"),
         ("15:45", "16:30"))  # fmt: skip
DATED = ("2027-09-08", "2027-09-11", "2028-01-29")
SUBJECTS = ("maths", "physics", "history")


class _Maker:
    """Draws the parts of one instance."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.terms = TERMS[: self.random.choice((1, 2, 2, 2, 3))]
        self.ids = [str(term["id"]) for term in self.terms]

    def chance(self, percent: int) -> bool:
        return self.random.random() * 100 < percent

    def some(self, options: Any, most: int) -> list[Any]:
        options = list(options)
        return self.random.sample(options, self.random.randint(0, min(most, len(options))))

    def instance(self) -> Json:
        pick = self.random.choice
        programmes = [self.programme(n) for n in range(self.random.randint(2, 4))]
        for number, later in enumerate(programmes[1:], start=1):
            if self.chance(25):
                later["prerequisites"] = [programmes[self.random.randrange(number)]["id"]]
        teachers = [self.teacher(n) for n in range(self.random.randint(1, 2))]
        offerings = [
            self.offering(n, pick(programmes)["id"], [t["id"] for t in teachers])
            for n in range(self.random.randint(2, 4))
        ]
        trips = [self.trip(n) for n in range(pick((0, 1, 1, 2)))]
        students = [
            self.student(n, programmes, offerings) for n in range(self.random.randint(2, 3))
        ]
        return BASE | {
            "calendar": {"terms": self.terms},
            "seasons": [FERRY],
            "municipalities": [{"id": "town", "name": "Town"}, {"id": "county", "name": "County"}],
            "clusters": [{"id": "coal", "name": "Coal"}],
            "organisations": self.organisations(),
            "sites": self.sites(),
            "links": self.links(),
            "trips": trips,
            "teachers": teachers,
            "programmes": programmes,
            "offerings": offerings,
            "agreements": self.agreements(programmes),
            "students": students,
            "demand": self.demand(programmes),
            "rule_sets": [BASE["rule_sets"][0] | {
                "requirements": [self.requirement(n, programmes) for n in range(pick((0, 1, 2, 3)))]
            }],
            "locks": self.locks(students, offerings, teachers, trips),
            "previous": [
                {"student": student["id"], "offering": offering["id"]}
                for student in students for offering in offerings if self.chance(15)
            ],
            "budget": self.budget(),
            "goals": {
                "travel": pick((0, 1, 20)), "demand": pick((0, 20, 150)),
                "balance": pick((0, 10, 200)), "extra_hours": pick((0, 15, 100)),
                "cost": pick((0, 5, 100)), "changes": pick((0, 30, 300)),
            },
            "travel_limit": pick((40, 70, 120)),
        }  # fmt: skip

    def organisations(self) -> list[Json]:
        return [
            {"id": "home", "name": "Home school", "kind": "school", "municipality": "town",
             "school": {"days_a_week": 5, "home_hours": self.home_hours(), "base": self.base()}},
            {"id": "rural", "name": "Rural school", "kind": "school", "municipality": "county",
             "school": {"days_a_week": 6, "home_hours": self.home_hours()}},
            {"id": "college", "name": "College", "kind": "college", "municipality": "town"},
        ]  # fmt: skip

    def base(self) -> list[Json]:
        return [{"subject": "history", "grade": 10, "hours_a_week": 3}] if self.chance(20) else []

    def home_hours(self) -> list[Json]:
        grades = self.random.choice(([10], [10, 11]))
        hours = [{"grades": grades, "day": "wed", "starts": "09:00", "ends": "14:00"}]
        late = [{"grades": grades, "day": "wed", "starts": "16:40", "ends": "17:30"}]
        return hours * self.chance(60) + late * self.chance(20)

    def sites(self) -> list[Json]:
        owners = {"home-site": "home", "college-site": "college", "village": "rural"}
        return [
            {"id": site, "name": site, "organisation": owners.get(site),
             "step_free": not self.chance(20)}
            for site in SITES
        ]  # fmt: skip

    def links(self) -> list[Json]:
        found = []
        for number, origin in enumerate(SITES):
            for destination in SITES[number + 1 :]:
                if self.chance(75):
                    minutes = self.random.choice((0, 5, 15, 25, 40, 60))
                    link = {"origin": origin, "destination": destination, "minutes": minutes}
                    if self.chance(25):
                        link["season"] = "ferry"
                    if self.chance(15):
                        link["both_ways"] = False
                    found.append(link)
        return found

    def trip(self, number: int) -> Json:
        stops = self.random.sample(SITES, self.random.choice((2, 2, 3)))
        time = self.random.choice((13 * 60, 14 * 60 + 5, 15 * 60 + 35, 16 * 60 + 5, 17 * 60 + 5))
        found: list[Json] = []
        for site in stops:
            found.append({"site": site, "time": f"{time // 60:02d}:{time % 60:02d}"})
            time += self.random.choice((5, 10, 20))
        trip: Json = {"id": f"bus{number}", "name": f"Bus {number}", "stops": found,
                      "seats": self.random.choice((1, 1, 1, 2, 0))}  # fmt: skip
        trip |= {"dates": [self.random.choice(DATED)]} if self.chance(10) else {"day": "wed"}
        if self.chance(35):
            trip |= {"optional": True, "cost": self.random.choice((0, 900, 3000))}
        if self.chance(15):
            trip["season"] = "ferry"
        return trip

    def teacher(self, number: int) -> Json:
        pick = self.random.choice
        found: Json = {
            "id": f"teacher{number}", "name": f"Teacher {number}",
            "organisation": pick(("home", "college")), "hours_a_week": pick((3, 6, 20)),
            "committed_hours": pick((0, 0, 2)), "paid_hours": pick((0, 2, 18)),
            "sites": self.some(SITES, 4) if self.chance(40) else SITES,
        }  # fmt: skip
        if self.chance(30):
            starts, ends = pick(TIMES)
            found["busy"] = [{"day": "wed", "starts": starts, "ends": ends}]
        if self.chance(20):
            found["base"] = pick(SITES)
        return found

    def programme(self, number: int) -> Json:
        pick = self.random.choice
        kind = pick(("course", "course", "specialization", "module"))
        contents = [
            {"subject": subject, "level": pick(("advanced", "advanced", "basic", "elective")),
             "hours_a_week": pick((1, 2, 8)), "hours": pick((0, 0, 10))}
            for subject in self.some(SUBJECTS, 2)
        ]  # fmt: skip
        found: Json = {
            "id": f"p{number}", "name": f"Programme {number}", "kind": kind, "contents": contents,
            "areas": self.some(("science", "people"), 2), "credits": pick((0, 2, 3)),
            "tags": self.some(("practice",), 1), "clusters": ["coal"] if self.chance(70) else [],
        }  # fmt: skip
        if self.chance(15):
            found["extracurricular"] = True
        if kind == "module" and self.chance(50):
            found["hazard_class"] = pick((1, 2, 2, 3))
        return found

    def offering(self, number: int, programme: str, teachers: list[str]) -> Json:
        pick = self.random.choice
        first = self.random.randrange(len(self.ids))
        terms: list[str] = self.ids[first : first + self.random.randint(1, 2)]
        provider = pick(("home", "college", "college", "rural"))
        duties: list[Json] = [
            {"id": f"d{n}", "hours_a_week": pick((1, 2, 4)),
             "candidates": self.random.sample(teachers, self.random.randint(1, len(teachers)))}
            for n in range(pick((0, 1, 1, 2)))
        ]  # fmt: skip
        timetables = [
            {"id": f"v{n}",
             "meetings": [self.meeting(terms, [d["id"] for d in duties]) for _ in range(meetings)]}
            for n, meetings in enumerate(pick(((1,), (1,), (2,), (1, 1), (2, 1), (0,))))
        ]  # fmt: skip
        if timetables == [{"id": "v0", "meetings": []}] and provider == "college":
            provider = "home"
        least = pick((0, 1, 1, 2))
        found: Json = {
            "id": f"o{number}", "programme": programme, "provider": provider,
            "site": pick(SITES), "terms": terms, "min_size": least,
            "max_size": least + pick((0, 1, 2)), "cost": pick((0, 0, 500, 1500)), "duties": duties,
            "timetables": timetables, "grades": pick(([10, 11], [10, 11], [10])),
        }  # fmt: skip
        rare: dict[str, Any] = {
            "remote_dates": pick((1, 2)), "min_age": 16, "closed": True, "mode": "online",
            "schools": [pick(("home", "rural"))], "hazard_confirmed": True,
        }  # fmt: skip
        percents = {"remote_dates": 25, "hazard_confirmed": 70}
        return found | {key: rare[key] for key in rare if self.chance(percents.get(key, 8))}

    def meeting(self, terms: list[str], duties: list[str]) -> Json:
        pick = self.random.choice
        starts, ends = pick(TIMES)
        found: Json = {"starts": starts, "ends": ends}
        if self.chance(15):
            found |= {"dates": sorted(self.random.sample(DATED, 1)), "residential": self.chance(50)}
        else:
            found |= {"day": pick(("wed", "wed", "wed", "thu"))}
            found["weeks"] = pick(("all", "all", "odd", "even"))
            if self.chance(15):
                found["terms"] = [pick(terms)]
        if self.chance(35):
            found["site"] = pick(SITES)
        if self.chance(12) and not found.get("residential"):
            found["remote"] = True
        if duties and self.chance(40):
            found["duty"] = pick(duties)
        return found

    def agreements(self, programmes: list[Json]) -> list[Json]:
        pick = self.random.choice
        found = []
        for number, (school, provider) in enumerate(
            (s, p) for s in ("home", "rural") for p in ("college", "home", "rural") if s != p
        ):
            if self.chance(90):
                found.append({
                    "id": f"a{number}", "number": str(number), "base": [school],
                    "provider": provider, "starts": "2027-01-01",
                    "ends": pick(("2030-12-31", "2030-12-31", "2030-12-31", "2028-01-23")),
                    "seats": pick((None, None, 0, 1, 2)),
                    "programmes": self.some([p["id"] for p in programmes], 2)
                    if self.chance(15) else [],
                })  # fmt: skip
        return found

    def student(self, number: int, programmes: list[Json], offerings: list[Json]) -> Json:
        pick = self.random.choice
        found: Json = {
            "id": f"s{number}", "name": f"Student {number}", "grade": pick((10, 10, 10, 11)),
            "school": pick(("home", "home", "home", "rural")), "clearance": pick((0, 1, 2)),
            "wishes": [self.wish(programmes, offerings) for _ in range(pick((0, 1, 1, 2)))],
        }  # fmt: skip
        rare: dict[str, Any] = {
            "home": pick(SITES), "birth": pick(("2010-01-01", "2011-09-06", "2012-05-05")),
            "step_free": True, "travel_limit": pick((15, 30, 60, 90, 120)),
            "records": [self.record(programmes)], "keeps": [pick(offerings)["id"]],
        }  # fmt: skip
        percents = {"home": 60, "birth": 70, "travel_limit": 35, "records": 30}
        return found | {key: rare[key] for key in rare if self.chance(percents.get(key, 8))}

    def record(self, programmes: list[Json]) -> Json:
        found: Json = {"hours": 8, "credits": 2, "kind": "course"}
        if self.chance(60):
            found["programme"] = self.random.choice(programmes)["id"]
        return found | {"subject": self.random.choice((None, *SUBJECTS))}

    def wish(self, programmes: list[Json], offerings: list[Json]) -> Json:
        targets: list[Json] = [
            *({"programme": p["id"]} for p in programmes),
            *({"subject": subject} for subject in SUBJECTS),
            *({"offering": o["id"]} for o in offerings),
        ]
        ranked = self.random.sample(targets, self.random.randint(1, 3))
        return {"ranked": ranked, "weight": self.random.choice((1, 2, 3))}

    def demand(self, programmes: list[Json]) -> list[Json]:
        found: Json = {"id": "d", "people": self.random.choice((1, 2))}
        found |= self.random.choice(
            ({"cluster": "coal"}, {"programme": self.random.choice(programmes)["id"]})
        )
        if self.chance(30):
            found["municipality"] = self.random.choice(("town", "county"))
        return [found] if self.chance(60) else []

    def requirement(self, number: int, programmes: list[Json]) -> Json:
        pick = self.random.choice
        unit = pick(("hours_a_week", "hours", "credits", "programmes", "subjects"))
        longer = pick(("term", "year", "trajectory", "trajectory"))
        over = "week" if unit == "hours_a_week" else longer
        found: Json = {
            "id": f"r{number}", "text": f"Requirement {number}", "source": "test", "unit": unit,
            "over": over, "points": pick((10, 300, 3000)), "points_per_unit": pick((0, 10, 100)),
            "counts": self.counts(), "applies": self.applies(programmes),
        }  # fmt: skip
        usual = {"hours_a_week": 9, "hours": 30, "credits": 2, "programmes": 1, "subjects": 2}[unit]
        around = sorted(max(0, usual + pick((-1, 0, 1, 2))) for _ in range(2))
        bounds = dict(zip(("minimum", "maximum"), around, strict=True))
        kept = pick((("minimum",), ("maximum",), ("minimum", "maximum")))
        return found | {key: bounds[key] for key in kept}

    def counts(self) -> Json:
        pick = self.random.choice
        rare: Json = {
            "subjects": self.some(SUBJECTS, 2), "levels": [pick(("advanced", "basic", "elective"))],
            "areas": pick(("of_specialization", ["science"], ["people"])), "elsewhere": True,
            "kinds": [pick(("base", "course", "module"))], "tags": ["practice"],
            "providers": ["college"], "modes": ["on_site"], "extracurricular": True,
        }  # fmt: skip
        percents = {"areas": 30, "levels": 25, "extracurricular": 6}
        return {key: rare[key] for key in rare if self.chance(percents.get(key, 12))}

    def applies(self, programmes: list[Json]) -> Json:
        specializations = [p["id"] for p in programmes if p["kind"] == "specialization"]
        rare: Json = {
            "grades": [self.random.choice((10, 11))], "municipalities": ["town"],
            "days_a_week": 5, "specializations": specializations,
        }  # fmt: skip
        return {key: rare[key] for key in rare if self.chance(15)}

    def locks(self, students: list[Json], offerings: list[Json], teachers: list[Json],
              trips: list[Json]) -> list[Json]:  # fmt: skip
        def one(records: list[Json]) -> str:
            return str(self.random.choice(records)["id"])

        kinds: list[Json] = [
            {"student": one(students), "offering": one(offerings)},
            {"offering": one(offerings)},
            {"teacher": one(teachers), "offering": one(offerings)},
            {"offering": offerings[0]["id"], "timetable": "v0"},
        ]
        if trips:
            kinds += [{"student": one(students), "trip": one(trips)}, {"trip": one(trips)}]
        chosen = self.some(kinds, 1) if self.chance(40) else []
        return [lock | {"holds": self.chance(65)} for lock in chosen]

    def village(self) -> Json:
        """Fields of an instance in which everybody goes by bus."""
        pick = self.random.choice
        places = ("village", "lab", "home-site", "college-site")
        links = [
            {"origin": origin, "destination": destination, "minutes": pick((5, 15, 40))}
            for origin, destination in pairwise(places) if self.chance(50)
        ]  # fmt: skip
        trips = [
            self.line("there", places[: pick((3, 4))], pick((14 * 60 + 15, 15 * 60 + 20))),
            self.line("back", places[:3][::-1] if self.chance(70) else places[::-1][1:],
                      pick((16 * 60, 16 * 60 + 35))),
        ]  # fmt: skip
        return {
            "links": links, "trips": trips[: pick((1, 2, 2))], "locks": [], "budget": {},
            "students": [
                {"id": f"s{n}", "name": f"Student {n}", "grade": 10, "school": "rural",
                 "home": pick((None, "lab")),
                 "wishes": [{"ranked": [{"programme": pick(("p0", "p1"))}]}],
                 "travel_limit": pick((None, 60))}
                for n in range(pick((2, 3)))
            ],
            "programmes": [programme("p0"), programme("p1")],
            "teachers": [], "previous": [], "demand": [], "agreements": [
                {"id": "a", "number": "1", "base": ["rural"], "provider": "college",
                 "starts": "2027-01-01", "ends": "2030-12-31"}],
            "offerings": [
                offering(f"o{n}", f"p{min(n, 1)}", provider="college", terms=self.ids[:1],
                         site=pick(("lab", "home-site", "home-site")), timetables=[
                             {"meetings": [{"day": "wed", "starts": "15:00", "ends": "16:00",
                                            "weeks": pick(("all", "odd"))}]}],
                         remote_dates=pick((0, 0, 1)))
                for n in range(2)
            ],
            "rule_sets": BASE["rule_sets"], "travel_limit": 120,
        }  # fmt: skip

    def line(self, name: str, sites: Sequence[str], time: int) -> Json:
        stops = []
        for site in sites:
            stops.append({"site": site, "time": f"{time // 60:02d}:{time % 60:02d}"})
            time += self.random.choice((5, 10, 20))
        return {"id": name, "name": name, "day": "wed", "seats": 1, "stops": stops}

    def budget(self) -> Json:
        rare = {"roubles": self.random.choice((0, 500, 2000, 5000)),
                "extra_hours": self.random.choice((0, 1, 3))}  # fmt: skip
        return {key: rare[key] for key in rare if self.chance(20)}


def random_instance(seed: int) -> Instance:
    """The first sound instance drawn from the seed."""
    for attempt in count():
        instance = Instance.model_validate(_Maker(seed * 1000 + attempt).instance())
        if not unsound(instance):
            return instance
    raise AssertionError


def crowded_instance(seed: int) -> Instance:
    """Students of one village, a course or two in town, and buses with too few seats."""
    for attempt in count():
        maker = _Maker(seed * 1000 + attempt)
        drawn = maker.instance()
        instance = Instance.model_validate(drawn | maker.village())
        if not unsound(instance):
            return instance
    raise AssertionError
