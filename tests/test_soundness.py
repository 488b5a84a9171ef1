"""Each fault is found at its place, alone, and is said in both languages."""

import re
from typing import Any

import pytest

from models.instance import Instance
from planner.soundness.regulations import rule_set
from planner.soundness.report import cut, fault
from planner.wording import LANGUAGES, Wording, catalogue
from tests.sound import DATED, SOUND, faults

LINES = (("organisations", 0, "school", "home_hours"),)

TERM = "calendar.terms"
HOME_HOURS = "organisations[0].school.home_hours"
MEETING = "offerings[0].timetables[0].meetings[0]"
RULES = "rule_sets[0].requirements"


def lock(**fields: Any) -> dict[str, Any]:
    return {"locks[+]": fields}


def requirement(**fields: Any) -> dict[str, Any]:
    plain = {"id": "r", "text": "R", "source": "S", "unit": "hours", "over": "year", "minimum": 1}
    given = {field: value for field, value in (plain | fields).items() if value is not None}
    return {RULES: [given]}


CASES: list[tuple[str, str, dict[str, Any]]] = [
    # calendar
    ("term_order", f"{TERM}[1].starts", {f"{TERM}[1].starts": "2027-10-03"}),
    ("term_years", f"{TERM}[1].year",
     {f"{TERM}[1]": {"id": "t2", "name": "2", "year": 2029, "starts": "2030-01-10",
                     "ends": "2030-02-06"}}),
    ("term_year", f"{TERM}[0].year", {f"{TERM}[0].year": 2025, f"{TERM}[1].year": 2025}),
    ("term_ends", f"{TERM}[1].ends", {f"{TERM}[1].ends": "2028-01-01"}),
    ("term_long", f"{TERM}[1].ends", {f"{TERM}[1].ends": "9999-12-31"}),
    ("term_empty", f"{TERM}[1]",
     {f"{TERM}[1].holidays": [{"starts": "2028-01-01", "ends": "2028-03-01"}]}),
    ("period_ends", f"{TERM}[0].holidays[0].ends",
     {f"{TERM}[0].holidays": [{"starts": "2027-09-20", "ends": "2027-09-19"}]}),
    ("period_ends", "seasons[0].periods[0].ends", {"seasons[0].periods[0].ends": "2027-01-01"}),
    # places
    ("duplicate_id", "sites[2].id", {"sites[+]": SOUND["sites"][1]}),
    ("duplicate_id", f"{TERM}[1].id", {f"{TERM}[1].id": "t1", "offerings": [], "locks": [],
                                       "previous": [], "students": []}),
    ("school_missing", "organisations[0]", {"organisations[0].school": None}),
    ("school_given", "organisations[1].school", {"organisations[1].school": {}}),
    ("school_site", "organisations[2]",
     {"organisations[+]": SOUND["organisations"][0] | {"id": "far"}, "students[1].school": "far"}),
    ("hours_twice", "organisations[0].school.base[1]",
     {"organisations[0].school.base[+]": {"subject": "maths", "grade": 10, "hours_a_week": 3}}),
    ("clock_ends", f"{HOME_HOURS}[0].ends", {f"{HOME_HOURS}[0].ends": "08:30"}),
    ("home_day", f"{HOME_HOURS}[0].day", {f"{HOME_HOURS}[0].day": "sat"}),
    ("home_day", f"{HOME_HOURS}[0].day",
     {f"{HOME_HOURS}[0].day": "sun", "organisations[0].school.days_a_week": 6}),
    ("home_overlap", f"{HOME_HOURS}[1]", {f"{HOME_HOURS}[1].day": "mon"}),
    ("unknown.subject", "organisations[0].school.base[0].subject",
     {"organisations[0].school.base[0].subject": "astrology"}),
    ("link_to_itself", "links[0].destination", {"links[0].destination": "home-site"}),
    ("trip_no_day", "trips[0]", {"trips[0].day": None}),
    ("trip_two_days", "trips[0]", {"trips[0].dates": ["2027-09-08"]}),
    ("trip_date", "trips[1].dates[0]", {"trips[1].dates[0]": "2035-01-01"}),
    ("stop_twice", "trips[0].stops[1].site", {"trips[0].stops[1].site": "home-site"}),
    ("stop_times", "trips[0].stops[1].time", {"trips[0].stops[1].time": "14:30"}),
    ("repeated", "trips[1].dates[1]", {"trips[1].dates[+]": "2028-02-01"}),
    ("period_ends", "agreements[0].ends", {"agreements[0].ends": "2026-01-01"}),
    ("agreement_alone", "agreements[0].provider", {"agreements[0].provider": "home"}),
    ("agreement_overlap", "agreements[1]", {"agreements[1].programmes": ["maths-plus"]}),
    ("agreement_overlap", "agreements[1]", {"agreements[1].programmes": []}),
    ("agreement_overlap", "agreements[1]", {"agreements[0].programmes": []}),
    # offers
    ("programme_base", "programmes[1].kind", {"programmes[1].kind": "base"}),
    ("content_subject", "programmes[0].contents[1]", {"programmes[0].contents[1].level": "basic"}),
    ("content_twice", "programmes[0].contents[1].subject",
     {"programmes[0].contents[1]": {"subject": "maths", "level": "basic"}}),
    ("circle", "programmes[0].prerequisites", {"programmes[0].prerequisites": ["more-maths"]}),
    ("circle", "programmes[2].prerequisites", {"programmes[2].prerequisites": ["engineers"]}),
    ("size", "offerings[0].min_size", {"offerings[0].min_size": 11}),
    ("offering_terms", "offerings[2].terms", {"offerings[2].terms": ["t2", "t1"]}),
    ("offering_terms", "offerings[2].terms", {"offerings[2].terms": ["t1", "t1"]}),
    ("grade", "offerings[0].grades[1]", {"offerings[0].grades": [10, 12]}),
    ("offering_site", "offerings[2].site", {"offerings[2].site": None}),
    ("no_meetings", "offerings[2].timetables", {"offerings[2].provider": "college"}),
    ("no_meetings_school", "offerings[2].schools[1]",
     {"offerings[2].schools": ["home", "far"],
      "organisations[+]": SOUND["organisations"][0] | {"id": "far"}}),
    ("duplicate_id", "offerings[1].timetables[1].id",
     {"offerings[1].timetables[1].id": "main", "locks": []}),
    ("duplicate_id", "offerings[0].duties[1].id", {"offerings[0].duties[1].id": "theory"}),
    ("repeated", "offerings[0].duties[1].candidates[1]",
     {"offerings[0].duties[1].candidates": ["ann", "ann"]}),
    # meetings
    ("meeting_no_day", MEETING, {f"{MEETING}.day": None}),
    ("meeting_two_days", f"{MEETING}.dates", {f"{MEETING}.dates": ["2027-09-08"]}),
    ("clock_ends", f"{MEETING}.ends", {f"{MEETING}.ends": "14:00"}),
    ("meeting_term", f"{MEETING}.terms[0]",
     {f"{MEETING}.terms": ["t2"], "offerings[0].terms": ["t1"], f"{DATED}.dates": ["2027-09-07"]}),
    ("unknown_duty", f"{MEETING}.duty", {f"{MEETING}.duty": "lecture"}),
    ("remote_residential", DATED,
     {f"{DATED}.remote": True, f"{DATED}.residential": True, f"{DATED}.dates": ["2028-02-01"]}),
    ("meeting_site", "offerings[4].timetables[0].meetings[0].site",
     {"offerings[4].timetables[0].meetings[0].remote": False}),
    ("meeting_week", f"{MEETING}.weeks[1]", {f"{MEETING}.weeks": [1, 5]}),
    ("meeting_week", f"{MEETING}.weeks[0]", {f"{MEETING}.weeks": [0]}),
    ("meeting_never", MEETING,
     {f"{MEETING}.weeks": [2], f"{MEETING}.terms": ["t1"],
      f"{TERM}[0].holidays": [{"starts": "2027-09-15", "ends": "2027-09-15"}]}),
    ("meeting_date", f"{DATED}.dates[1]", {f"{DATED}.dates[1]": "2027-01-01"}),
    ("meeting_date", f"{DATED}.dates[0]", {"offerings[0].terms": ["t1"],
                                           f"{DATED}.dates": ["2028-02-01"]}),
    ("meeting_overlap", DATED, {f"{DATED}.dates": ["2027-09-08"], f"{DATED}.ends": "15:30"}),
    ("meeting_overlap", DATED, {f"{DATED}.dates": ["2027-09-08"], f"{DATED}.residential": True}),
    ("repeated", f"{DATED}.dates[1]", {f"{DATED}.dates[1]": "2028-02-01"}),
    # teaching
    ("committed", "teachers[0].committed_hours", {"teachers[0].committed_hours": 19}),
    ("clock_ends", "teachers[0].busy[0].ends", {"teachers[0].busy[0].ends": "09:00"}),
    ("busy_overlap", "teachers[0].busy[1]",
     {"teachers[0].busy[+]": {"day": "fri", "starts": "09:30", "ends": "11:00"}}),
    ("teacher_base", "teachers[3].base",
     {"organisations[+]": SOUND["organisations"][1] | {"id": "company"},
      "teachers[+]": {"id": "dan", "name": "Dan", "organisation": "company", "hours_a_week": 5,
                      "sites": ["home-site"]}}),
    ("duty_nobody", "offerings[0].duties[0].candidates",
     {"offerings[0].duties[0].subject": "physics"}),
    ("candidate_subject", "offerings[0].duties[0].candidates[1]", {"teachers[1].subjects": []}),
    ("duty_nowhere", "offerings[0].duties[1].candidates",
     {"offerings[0].duties[1].candidates": ["cid"]}),
    # people
    ("student_grade", "students[1].grade",
     {"students[1].grade": 12, "regulations[+]": {"grade": 12, "rule_set": "none"}}),
    ("birth", "students[0].birth", {"students[0].birth": "1911-05-05"}),
    ("birth", "students[0].birth", {"students[0].birth": "2027-05-05"}),
    ("target", "students[0].wishes[0].ranked[1]", {"students[0].wishes[0].ranked[1]": {}}),
    ("target", "students[0].wishes[0].ranked[1]",
     {"students[0].wishes[0].ranked[1].offering": "course"}),
    ("target_twice", "students[0].wishes[0].ranked[1]",
     {"students[0].wishes[0].ranked[1]": {"programme": "maths-plus"}}),
    ("repeated", "students[0].keeps[1]", {"students[0].keeps": ["engineers-a", "engineers-a"]}),
    ("keeps_programme", "students[0].keeps[1]", {"students[0].keeps": ["course", "section"]}),
    ("keeps_specializations", "students[0].keeps[1]",
     {"students[0].keeps": ["engineers-a", "doctors-a"]}),
    ("demand", "demand[0]", {"demand[0].programme": "maths-plus"}),
    ("demand", "demand[0]", {"demand[0].cluster": None}),
    ("repeated", "previous[1]", {"previous[+]": SOUND["previous"][0]}),
    # regulations and goals
    ("regulation_twice", "regulations[2].grade",
     {"regulations[+]": {"grade": 10, "rule_set": "none"}}),
    ("regulation_missing", "regulations", {"regulations[0].grade": 9}),
    ("duplicate_id", "rule_sets[1].id", {"rule_sets[+]": SOUND["rule_sets"][0]}),
    ("hours_twice", "rule_sets[0].subjects[0].basic[1].grade",
     {"rule_sets[0].subjects[0].basic[1].grade": 10}),
    ("period_ends", "rule_sets[0].valid_to", {"rule_sets[0].valid_to": "2019-01-01"}),
    ("unknown.area", "rule_sets[0].subjects[0].area", {"rule_sets[0].subjects[0].area": "magic"}),
    ("requirement_open", f"{RULES}[0]", requirement(minimum=None)),
    ("requirement_bounds", f"{RULES}[0].minimum", requirement(minimum=3, maximum=2)),
    ("requirement_unit", f"{RULES}[0].over", requirement(over="week")),
    ("requirement_unit", f"{RULES}[0].over", requirement(unit="hours_a_week")),
    ("unknown.subject", f"{RULES}[0].counts.subjects[1]",
     requirement(counts={"subjects": ["maths", "magic"]})),
    ("unknown.area", f"{RULES}[0].counts.areas[0]", requirement(counts={"areas": ["magic"]})),
    ("rank_percent", "goals.rank_percent[1]", {"goals.rank_percent": [50, 60]}),
    ("rank_percent", "goals.rank_percent[0]", {"goals.rank_percent": [-1]}),
    ("tier_twice", "goals.fairness[1].below",
     {"goals.fairness": [{"below": 500, "points": 1}, {"below": 500, "points": 2}]}),
    # locks
    ("lock_kind", "locks[4]", lock(student="s1")),
    ("lock_kind", "locks[4]", lock()),
    ("lock_kind", "locks[4]", lock(student="s1", teacher="ann")),
    ("lock_timetable", "locks[4].timetable", lock(offering="course", timetable="late")),
    ("unknown_duty", "locks[4].duty", lock(teacher="ann", offering="course", duty="lecture")),
    ("lock_teacher", "locks[4].teacher", lock(teacher="cid", offering="course")),
    ("lock_opposite", "locks[4]", lock(student="s2", offering="course", holds=False)),
    ("lock_timetables", "locks[4].timetable", lock(offering="section", timetable="main")),
    ("lock_teachers", "locks[4].teacher", lock(teacher="bob", offering="course", duty="theory")),
    ("lock_shut_offering", "locks[2]", lock(offering="section", holds=False)),
    ("lock_shut_trip", "locks[5]",
     {"locks": [*SOUND["locks"], {"trip": "camp-bus", "holds": False},
                {"student": "s1", "trip": "camp-bus"}]}),
    ("keeps_shut", "students[0].keeps[0]", lock(offering="engineers-a", holds=False)),
    ("keeps_locked", "students[0].keeps[0]",
     lock(student="s1", offering="engineers-a", holds=False)),
    ("two_sections", "locks[4]", lock(student="s2", offering="section")),
    ("two_sections", "locks[4]", lock(student="s1", offering="section")
     | {"students[0].keeps": ["course"]}),
    ("capacity", "offerings[2].max_size", {"offerings[2].max_size": 0, "offerings[2].min_size": 0}),
]  # fmt: skip


def test_the_sound_instance_is_sound() -> None:
    assert faults({}) == []


@pytest.mark.parametrize(("name", "place", "changes"), CASES)
def test_fault_is_found_at_its_place(name: str, place: str, changes: dict[str, Any]) -> None:
    found = faults(changes)
    assert place in [one.place for one in found]
    assert {one.code for one in found} == {f"soundness.{name}"}
    for language in LANGUAGES:
        for one in found:
            assert not re.search(r"[{}]", Wording(language).fault(one))


def test_every_sentence_of_soundness_belongs_to_a_case() -> None:
    keys = {key.removeprefix("soundness.") for key in catalogue("ru") if "soundness." in key}
    elsewhere = {"not_a_school", "rule_set_name", "rule_set_outside", "extends_circle"}
    said = {name for name, _, _ in CASES} | elsewhere
    assert {key for key in keys if "." not in key} == {key for key in said if "." not in key}


def test_circle_names_its_programmes() -> None:
    [found] = faults({"programmes[0].prerequisites": ["more-maths"]})
    assert found.facts["circle"] == "maths-plus → more-maths → maths-plus"


@pytest.mark.parametrize(
    "changes",
    [
        {"students": [], "locks": [], "previous": []},
        {"students[1].wishes": []},
        {"offerings": [], "students": [], "locks": [], "previous": []},
        {"organisations[+]": SOUND["organisations"][0] | {"id": "empty-school"}},
        {f"{DATED}.dates": ["2028-06-10"]},
        {"agreements[1].programmes": ["maths-plus"], "agreements[1].starts": "2031-01-01",
         "agreements[1].ends": "2031-12-31"},
        {"offerings[1].timetables[+]": {"id": "at-home"}},
        requirement(unit="hours_a_week", over="week", maximum=34),
    ],
)  # fmt: skip
def test_what_is_unusual_but_possible_is_sound(changes: dict[str, Any]) -> None:
    assert faults(changes) == []


def test_areas_are_looked_up_in_the_complete_rule_set() -> None:
    complete = Instance.model_validate(SOUND).rule_set[10]
    own = complete.model_copy(update={"areas": (), "extends": "other"})
    assert list(rule_set(own, complete, "")) == []


def test_ten_thousand_faults_are_all_counted() -> None:
    student = SOUND["students"][1]
    students = [
        student | {"id": f"p{number}", "school": f"hom{number}"} for number in range(10_000)
    ]
    found = faults({"students": [*SOUND["students"], *students]})
    first, others = cut(found)
    assert (len(first), others) == (50, 9_950)


def test_shown_value_is_one_short_line_without_control_characters() -> None:
    value = fault("repeated", "", "\x1b[31mred\n\u202e" + "x" * 500).value
    assert value.startswith("[31mred x")
    assert len(value) == 80


def test_students_fixed_in_too_small_a_group_are_named() -> None:
    [changes] = [changes for name, _, changes in CASES if name == "capacity"]
    [found] = [one for one in faults(changes) if one.code.endswith(".capacity")]
    assert found.facts["names"] in {student["name"] for student in SOUND["students"]}
