"""One random change of a sound file: an instance or faults, never anything else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.instance import Instance
from planner.read import Unsound, read_instance
from planner.wording import LANGUAGES, Wording
from tests.sound import SOUND

Keys = tuple[str | int, ...]


def _places(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    yield keys
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*keys, key))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, (*keys, index))


PLACES = [keys for keys in _places(SOUND) if keys]

words = st.text(max_size=8) | st.sampled_from(
    ["maths", "t1", "home", "2027-09-06", "9999-12-31", "0001-01-01", "00:00", "sat", "\ud800", "*"]
)
numbers = st.integers(-5, 20) | st.integers() | st.floats()
scalars = st.none() | st.booleans() | numbers | words
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


def _changed(keys: Keys, value: object) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(SOUND))
    at: Any = data
    for key in keys[:-1]:
        at = at[key]
    at[keys[-1]] = value
    return data


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("read") / "instance.json"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(keys=st.sampled_from(PLACES), value=values)
def test_one_random_change_gives_an_instance_or_faults_with_places(
    path: Path, keys: Keys, value: object
) -> None:
    path.write_text(json.dumps(_changed(keys, value)), "utf-8")
    try:
        assert isinstance(read_instance(path), Instance)
    except Unsound as unsound:
        assert unsound.faults
        for fault in unsound.faults:
            assert fault.place
            for language in LANGUAGES:
                Wording(language).fault(fault).encode()
