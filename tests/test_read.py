"""Whatever a file holds, it is an instance or a list of faults with places and remedies."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.faults import Fault
from planner.read import Unsound, instance_hash, read_instance, read_plan
from planner.wording import LANGUAGES, Wording
from tests.builders import instance, plan, student
from tests.sound import SOUND, spoilt


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(Unsound) as unsound:
        read_instance(path)
    for language in LANGUAGES:
        assert all(Wording(language).fault(fault) for fault in unsound.value.faults)
    return unsound.value.faults


def file_with(folder: Path, data: object) -> Path:
    path = folder / "instance.json"
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return path


def found(folder: Path, changes: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and place of each fault in the sound instance after these changes."""
    faults = faults_of(file_with(folder, spoilt(changes)))
    return [(fault.code.removeprefix("soundness."), fault.place) for fault in faults]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_sound_file_is_read_with_and_without_byte_order_mark(tmp_path: Path, start: bytes) -> None:
    path = file_with(tmp_path, start + json.dumps(SOUND).encode())
    assert read_instance(path).title.ru == "Test"


def test_editor_may_find_the_schema_by_its_field(tmp_path: Path) -> None:
    path = file_with(tmp_path, {"$schema": "instance.schema.json"} | SOUND)
    assert read_instance(path) == instance(**SOUND)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (json.dumps(SOUND)[:1000].encode(), "half"),
        (b'{"title": "Tes', "half"),
        (b'{"title": Test}', "not_json"),
        (b'{"title": "a\nb"}', "not_json"),
        (b"{} {}", "not_json"),
        ("{'title': 'Тест'}".encode(), "not_json"),
        ('{"title": "Тест"}'.encode("cp1251"), "encoding"),
        ('{"title": "Тест"}'.encode("utf-16"), "encoding"),
        (b"\x89PNG\0\0\xff", "not_text"),
        (b"[]", "not_object"),
        (b"5", "not_object"),
        (b"null", "not_object"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":' * 100_000, "too_deep"),
    ],
)
def test_unreadable_content_is_one_fault(tmp_path: Path, content: bytes, name: str) -> None:
    [fault] = faults_of(file_with(tmp_path, content))
    assert fault.code == f"soundness.file.{name}"


def test_error_of_writing_has_line_and_column(tmp_path: Path) -> None:
    [fault] = faults_of(file_with(tmp_path, '{\n "title": Test\n}'))
    assert (fault.facts["line"], fault.facts["column"]) == (2, 11)


def test_missing_file_and_folder_are_told_apart(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "none.json")[0].code == "soundness.file.missing"
    assert faults_of(tmp_path)[0].code == "soundness.file.folder"


@pytest.mark.parametrize(
    ("error", "name"), [(PermissionError(), "forbidden"), (OSError(), "unreadable")]
)
def test_file_that_the_system_refuses_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, name: str
) -> None:
    def refuse(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert faults_of(tmp_path / "a.json")[0].code == f"soundness.file.{name}"


@pytest.mark.parametrize(
    ("old", "new", "name", "place"),
    [
        ('"people": 3', '"people": 3, "people": 4', "file.key_twice", "demand[0].people"),
        ('"people": 3', '"people": NaN', "file.number", "demand[0].people"),
        ('"people": 3', '"people": -Infinity', "file.number", "demand[0].people"),
        ('"people": 3', '"people": ' + "9" * 5000, "file.number", "demand[0].people"),
        ('"people": 3', '"people": 99999999999', "form.at_most", "demand[0].people"),
        ('"people": 3', '"people": 1e999', "form.number", "demand[0].people"),
    ],
)
def test_oddly_written_value_is_one_fault(
    tmp_path: Path, old: str, new: str, name: str, place: str
) -> None:
    text = json.dumps(SOUND)
    assert text.count(old) == 1
    [fault] = faults_of(file_with(tmp_path, text.replace(old, new)))
    assert (fault.code, fault.place) == (f"soundness.{name}", place)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("students[0].name", "\ud800"),
        ("students[0].id", "\ud800"),
        ("title", "Town\udfff"),
        ("students[0].\\ud800", 5),
    ],
)
def test_half_a_character_is_named(tmp_path: Path, place: str, value: object) -> None:
    changes = {place.replace("\\ud800", "\ud800"): value}
    faults = faults_of(file_with(tmp_path, spoilt(changes)))
    [fault] = [fault for fault in faults if fault.place == place]
    assert fault.code == "soundness.file.character"
    assert fault.facts["character"] in ("\\ud800", "\\udfff")


def test_a_character_written_in_two_halves_is_whole(tmp_path: Path) -> None:
    path = file_with(tmp_path, json.dumps(spoilt({"students[0].name": "Ann 🙂"})))
    assert "\\ud83d" in path.read_text("utf-8")
    assert read_instance(path).students[0].name == "Ann 🙂"


MEETING = "offerings[0].timetables[0].meetings[0]"


@pytest.mark.parametrize(
    ("place", "value", "name"),
    [
        ("title", None, "text"),
        ("title", {"ru": "Проба", "en": 5}, "text"),
        ("title", "x" * 301, "text_long"),
        ("about", 5, "text"),
        ("students", {}, "list"),
        ("students[0]", [], "object"),
        ("students[0].name", " ", "text_empty"),
        ("students[0].id", "s 1", "id"),
        ("students[0].grade", "ten", "whole_number"),
        ("students[0].grade", 10.5, "whole_number"),
        ("students[0].grade", 14, "at_most"),
        ("students[0].grade", -1, "at_least"),
        ("students[0].birth", "5 May", "date"),
        ("students[0].step_free", "perhaps", "yes_no"),
        ("students[0].wishes[0].ranked", [], "list_short"),
        ("students[0].wishes[0].ranked", [{"programme": "maths-plus"}] * 21, "list_long"),
        ("programmes[0].kind", "club", "choice"),
        ("organisations[0].school.days_a_week", 4, "choice"),
        (f"{MEETING}.starts", "25:00", "clock"),
        (f"{MEETING}.starts", 1500, "clock"),
        (f"{MEETING}.weeks", "often", "choice"),
        (f"{MEETING}.weeks", 3, "choice"),
        ("rule_sets[0]", 5, "object"),
        ("rule_sets[0]", "x" * 201, "text_long"),
        ("rule_sets[0].valid_from", "then", "date"),
    ],
)
def test_wrong_form_is_one_fault_at_its_place(
    tmp_path: Path, place: str, value: object, name: str
) -> None:
    faults = faults_of(file_with(tmp_path, spoilt({place: value})))
    there = place + (".en" if isinstance(value, dict) and value else "")
    told = [(fault.code, fault.place) for fault in faults if ".form." in fault.code]
    assert told == [(f"soundness.form.{name}", there)]


def test_wrong_entry_of_a_list_of_weeks_has_its_own_place(tmp_path: Path) -> None:
    changes = {f"{MEETING}.weeks": [1, "x"]}
    assert found(tmp_path, changes) == [("form.whole_number", f"{MEETING}.weeks[1]")]


def test_missing_field_is_named(tmp_path: Path) -> None:
    faults = faults_of(file_with(tmp_path, spoilt({"students[+]": {"id": "s9"}})))
    places = {fault.place for fault in faults}
    assert places == {"students[2].name", "students[2].grade", "students[2].school"}


@pytest.mark.parametrize(
    ("place", "nearest"),
    [
        ("studnets", "students"),
        ("students[0].Grade", "grade"),
        ("organisations[0].school.home_hour", "home_hours"),
        (f"{MEETING}.stars", "starts"),
        ("rule_sets[0].requirement", "requirements"),
    ],
)
def test_misspelt_field_is_recognised(tmp_path: Path, place: str, nearest: str) -> None:
    [fault] = faults_of(file_with(tmp_path, spoilt({place: []})))
    assert (fault.place, fault.facts["nearest"]) == (place, nearest)


def test_faults_of_form_and_content_come_together(tmp_path: Path) -> None:
    changes = {
        "students[0].grade": "ten",
        "sites[+]": {"id": "river", "title": "?"},
        "students[1].home": "river",
        "students[1].school": "hme",
        "agreements[0].ends": "2020-01-01",
    }
    assert set(found(tmp_path, changes)) == {
        ("form.whole_number", "students[0].grade"),
        ("form.missing", "sites[2].name"),
        ("form.unknown_field", "sites[2].title"),
        ("misspelt.school", "students[1].school"),
        ("period_ends", "agreements[0].ends"),
    }


@pytest.mark.parametrize(
    ("place", "value", "name"),
    [
        ("offerings[0].teachers", [], "unknown_field"),
        ("offerings[1].Provider", "x", "misspelt_field"),
        ("offerings[1].max_size", "many", "whole_number"),
        ("teachers[2].name", "ghost", None),
        ("teachers[2].name", 5, "text"),
        ("title", 5, "text"),
        ("calendar.terms[0].ends", "then", "date"),
        ("municipalities", [{"id": "town"}], "missing"),
        ("organisations", 5, "list"),
    ],
)
def test_a_fault_of_form_hides_no_unknown_id_elsewhere(
    tmp_path: Path, place: str, value: object, name: str | None
) -> None:
    ghosts = {"students[0].keeps[0]": "ghost", "offerings[0].programme": "ghost"}
    told = found(tmp_path, {**ghosts, place: value})
    there = f"{place}[0].name" if name == "missing" else place
    form = {(f"form.{name}", there)} if name else set()
    assert {*told} >= form | {
        ("unknown.offering", "students[0].keeps[0]"),
        ("unknown.programme", "offerings[0].programme"),
    }


def test_a_broken_record_excuses_only_what_names_a_record_of_its_kind(tmp_path: Path) -> None:
    changes = {
        "offerings[0].programme": "ghost",
        "offerings[0].max_size": "many",
        "students[0].school": "ghost",
        "locks[0].offering": "course",
    }
    assert ("unknown.school", "students[0].school") in found(tmp_path, changes)
    assert ("unknown.offering", "locks[0].offering") not in found(tmp_path, changes)


def test_nothing_is_called_missing_that_could_not_be_read(tmp_path: Path) -> None:
    assert found(tmp_path, {"organisations[0].name": 5}) == [("form.text", "organisations[0].name")]
    assert found(tmp_path, {"programmes": 5}) == [("form.list", "programmes")]
    assert found(tmp_path, {"calendar": 5}) == [("form.object", "calendar")]


def test_ten_thousand_faults_of_form_are_all_counted(tmp_path: Path) -> None:
    students = [{"id": f"p{number}", "nmae": number} for number in range(3_334)]
    assert len(found(tmp_path, {"students": students, "locks": [], "previous": []})) == 4 * 3_334


def test_hostile_names_are_kept_as_text(tmp_path: Path) -> None:
    name = "<script>\n#eval\u202e =HYPERLINK(1)\x1b[31m"
    path = file_with(tmp_path, spoilt({"students[0].name": name}))
    assert read_instance(path).students[0].name == "<script> #eval =HYPERLINK(1)[31m"


def test_hash_is_of_the_content_not_of_the_writing(tmp_path: Path) -> None:
    before = instance_hash(read_instance(file_with(tmp_path, SOUND)))
    path = file_with(tmp_path, json.dumps(dict(reversed(SOUND.items())), indent=4))
    assert instance_hash(read_instance(path)) == before
    assert instance_hash(instance(**SOUND | {"travel_limit": 5})) != before
    assert len(before) == 64


def test_plan_is_read_back(tmp_path: Path) -> None:
    made = plan(instance(students=[student()]), {})
    assert read_plan(file_with(tmp_path, made.model_dump_json())) == made


def test_plan_that_is_none_is_a_list_of_faults(tmp_path: Path) -> None:
    with pytest.raises(Unsound) as unsound:
        read_plan(file_with(tmp_path, {"status": "perfect"}))
    faults = {(fault.code, fault.place) for fault in unsound.value.faults}
    assert ("soundness.form.choice", "status") in faults
    assert ("soundness.form.missing", "students") in faults


def test_a_plan_for_data_and_data_for_a_plan_are_one_fault_each(tmp_path: Path) -> None:
    data = file_with(tmp_path, SOUND)
    with pytest.raises(Unsound) as raised:
        read_plan(data)
    assert [fault.code for fault in raised.value.faults] == ["soundness.file.is_instance"]
    made = file_with(tmp_path, plan(instance(**SOUND), {}).model_dump_json())
    assert [fault.code for fault in faults_of(made)] == ["soundness.file.is_plan"]
