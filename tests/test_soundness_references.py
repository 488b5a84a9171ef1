"""Each reference to something unknown is found at its place, with the nearest known id."""

import pytest

from tests.sound import DATED, faults

REFERENCES = {
    "organisations[0].municipality": "municipality",
    "organisations[1].cluster": "cluster",
    "sites[1].organisation": "organisation",
    "links[0].origin": "site",
    "links[0].season": "season",
    "trips[0].stops[0].site": "site",
    "trips[0].season": "season",
    "teachers[2].organisation": "organisation",
    "teachers[2].subjects[+]": "subject",
    "teachers[2].sites[+]": "site",
    "teachers[2].base": "site",
    "programmes[0].areas[0]": "area",
    "programmes[0].contents[0].subject": "subject",
    "programmes[1].prerequisites[0]": "programme",
    "programmes[0].clusters[0]": "cluster",
    "offerings[2].programme": "programme",
    "offerings[2].provider": "organisation",
    "offerings[2].site": "site",
    "offerings[2].terms[0]": "term",
    "offerings[0].schools[+]": "school",
    f"{DATED}.terms[+]": "term",
    f"{DATED}.site": "site",
    "offerings[0].duties[0].candidates[1]": "teacher",
    "agreements[0].base[0]": "school",
    "agreements[0].provider": "organisation",
    "agreements[0].programmes[0]": "programme",
    "students[1].school": "school",
    "students[1].home": "site",
    "students[0].wishes[0].ranked[0].programme": "programme",
    "students[0].wishes[0].ranked[1].subject": "subject",
    "students[0].records[0].programme": "programme",
    "students[0].keeps[0]": "offering",
    "demand[0].cluster": "cluster",
    "demand[0].municipality": "municipality",
    "regulations[1].rule_set": "rule_set",
    "locks[0].student": "student",
    "locks[0].offering": "offering",
    "locks[1].trip": "trip",
    "locks[3].teacher": "teacher",
    "previous[0].student": "student",
    "previous[0].offering": "offering",
}
EXISTING = {
    "municipality": "town", "cluster": "timber", "organisation": "college", "site": "college-site",
    "season": "summer", "subject": "physics", "area": "science", "programme": "maths-plus",
    "term": "t1", "school": "home", "teacher": "ann", "offering": "course",
    "rule_set": "none", "student": "s1", "trip": "camp-bus",
}  # fmt: skip


@pytest.mark.parametrize("place", REFERENCES)
def test_unknown_reference_is_found(place: str) -> None:
    kind = REFERENCES[place]
    [found] = [f for f in faults({place: "zzzzz"}) if f.code == f"soundness.unknown.{kind}"]
    assert (found.place, found.value) == (place.replace("[+]", "[0]"), "zzzzz")


@pytest.mark.parametrize("place", REFERENCES)
def test_nearest_known_id_is_suggested(place: str) -> None:
    kind = REFERENCES[place]
    known = EXISTING[kind]
    [found] = [f for f in faults({place: known.upper()}) if f.code.endswith(f".misspelt.{kind}")]
    assert found.facts["nearest"] == known


def test_partner_in_place_of_a_school_is_named() -> None:
    [found] = faults({"offerings[0].schools": ["college"]})
    assert (found.code, found.place) == ("soundness.not_a_school", "offerings[0].schools[0]")
