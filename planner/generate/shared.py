"""Region -> what its universities offer to many schools at once, with seats that all share."""

from planner.generate.network import agreement, meets, timetable
from planner.generate.region import Municipality
from planner.generate.request import Request
from planner.generate.staff import Staff
from planner.generate.studies import (
    BOTH_YEARS,
    COURSES,
    FIRST_YEAR,
    HOURS,
    SECOND_YEAR,
    T2,
    advanced,
)
from planner.generate.words import Json, words

UNIVERSITIES = ("tsu", "tpu", "tusur")
_ADVANCED = {"social_studies": ("tsu", "mon", "thu"), "literature": ("tsu", "tue", "fri"),
             "physics": ("tpu", "tue", "fri"), "informatics": ("tusur", "mon", "thu"),
             "chemistry": ("tpu", "mon", "thu"), "biology": ("tsu", "tue", "fri")}  # fmt: skip
_COURSES = {"law": ("tsu", FIRST_YEAR, "tue", 60),
            "technical-english": ("tpu", FIRST_YEAR, "thu", 60),
            "olympiad-mathematics": ("tsu", BOTH_YEARS, "mon", 30),
            "data-analysis": ("tusur", SECOND_YEAR, "wed", 15),
            "trial-law": ("tsu", ["t1"], "wed", 60)}  # fmt: skip
"""Provider, terms, weekday, seats per 1,000 students."""
_AFTERNOON, _LONG, _NIGHT = ("15:40", "17:10"), ("15:40", "18:00"), ("18:10", "18:55")
_JUNE = {"engineering-june": ("tpu", 5, 9), "forest-june": ("tsu", 19, 23)}
_ZONE = 4000
"""Students of the part of a large region for which a section is."""


def universities(request: Request, parts: list[Municipality]) -> dict[str, list[Json]]:
    """Records by the instance's field."""
    home = next((part.id for part in parts if part.kind == "tomsk"), "tomsk")
    staff = {id_: Staff(id_) for id_ in UNIVERSITIES}
    everybody = [school.id for part in parts for hub in part.hubs for school in hub.schools]
    offerings = [
        *_advanced(request, parts, staff),
        *_social(request, parts, staff),
        *_courses(request, staff),
        *_june(request),
    ]
    june = max(4, request.students * request.scarce(40, 16) // 1000)
    return {
        "municipalities": [] if any(part.id == home for part in parts) else [
            {"id": home, "name": words("municipality.tomsk")}],
        "organisations": [
            {"id": id_, "name": words(f"university.{id_}"), "kind": "university",
             "municipality": home} for id_ in UNIVERSITIES],
        "sites": [{"id": id_, "name": words(f"university.{id_}"), "organisation": id_}
                  for id_ in UNIVERSITIES],
        "offerings": offerings,
        "teachers": [t for one in staff.values() if one.duties for t in one.hired(request)],
        "agreements": [
            agreement(id_, everybody, None if id_ != "tpu" else 2 * june) | {"id": f"c-{id_}"}
            for id_ in UNIVERSITIES],
    }  # fmt: skip


def _zones(parts: list[Municipality]) -> list[list[Municipality]]:
    """Municipalities in turn, so that large and small ones share."""
    students = sum(s.tens + s.elevens for part in parts for hub in part.hubs for s in hub.schools)
    count = max(1, students // _ZONE)
    return [parts[number::count] for number in range(min(count, len(parts)))]


def _villages(zone: list[Municipality]) -> list[str]:
    return [village.id for part in zone for hub in part.hubs for village in hub.villages]


def _advanced(request: Request, parts: list[Municipality], staff: dict[str, Staff]) -> list[Json]:
    """Subjects at advanced level for villages, which have nobody to teach them."""
    made = []
    for number, zone in enumerate(_zones(parts), start=1):
        villages = _villages(zone)
        for turn, (subject, (provider, *days)) in enumerate(_ADVANCED.items()):
            times = _LONG if HOURS[subject] == 5 else _AFTERNOON
            schools = [id_ for n, id_ in enumerate(villages) if (n + turn) % 2 == 0]
            if schools:
                made.append(_online(
                    f"{advanced(subject)}-online-{number}", advanced(subject), provider,
                    BOTH_YEARS, (5, request.seats(max(6, len(schools) // 3))), schools,
                    [staff[provider].duty(subject, HOURS[subject], subject)],
                    [timetable(*(meets(day, times, remote=True) for day in days))]))  # fmt: skip
    return made


def _social(request: Request, parts: list[Municipality], staff: dict[str, Staff]) -> list[Json]:
    """An interschool group of the humanities from afar."""
    made = []
    for number, zone in enumerate(_zones(parts), start=1):
        if schools := _villages(zone):
            made.append(_online(
                f"social-online-{number}", "social-online", "tsu", BOTH_YEARS,
                (6, request.seats(max(8, len(schools) // 3))), schools,
                [staff["tsu"].duty("social_studies", 4, "social_studies", id="social_studies"),
                 staff["tsu"].duty("literature", 5, "literature", id="literature")],
                [timetable(
                    meets("mon", _AFTERNOON, remote=True, duty="social_studies"),
                    meets("wed", _AFTERNOON, remote=True, duty="literature"),
                    meets("thu", _LONG, remote=True, duty="literature"))]))  # fmt: skip
    return made


def _courses(request: Request, staff: dict[str, Staff]) -> list[Json]:
    """Short online courses for everybody in the region."""
    return [
        _online(
            f"{id_}-online", id_, provider, terms,
            (5, max(8, request.students * request.seats(seats) // 1000)), [],
            [staff[provider].duty("online", COURSES[id_].hours)],
            [timetable(meets(day, _NIGHT, remote=True))],
            grades=[11] if terms == SECOND_YEAR else [10] if terms == BOTH_YEARS else [10, 11],
        )
        for id_, (provider, terms, day, seats) in _COURSES.items()
    ]  # fmt: skip


def _online(
    id_: str, programme: str, provider: str, terms: list[str], sizes: tuple[int, int],
    schools: list[str], duties: list[Json], timetables: list[Json], **fields: object,
) -> Json:  # fmt: skip
    return {
        "id": id_, "programme": programme, "provider": provider, "terms": terms, "grades": [10],
        "schools": schools, "min_size": min(sizes), "max_size": sizes[1], "cost": 20_000,
        "timetables": timetables, "duties": duties, "mode": "online", **fields,
    }  # fmt: skip


def _june(request: Request) -> list[Json]:
    """Summer schools at which students live: within reach of the farthest village."""
    june = max(4, request.students * request.scarce(40, 16) // 1000)
    return [
        {
            "id": id_, "programme": id_, "provider": provider, "site": provider, "terms": T2,
            "grades": [10], "min_size": 4, "max_size": june, "cost": 40_000, "mode": "intensive",
            "timetables": [timetable({
                "dates": [f"2028-06-{day:02d}" for day in range(first, last + 1)],
                "starts": "09:00", "ends": "17:00", "residential": True})],
        }
        for id_, (provider, first, last) in _JUNE.items()
    ]  # fmt: skip
