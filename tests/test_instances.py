"""The instances in the repository are what their scripts build."""

from collections.abc import Callable

import pytest

from instances.scripts import kolpashevo, kuzbass_coal, tiny
from instances.scripts.writing import INSTANCES, Json, as_text
from models.instance import Instance

BUILDERS: dict[str, Callable[[], Json]] = {
    "tiny": tiny.build,
    "kolpashevo": kolpashevo.build,
    "kuzbass-coal": kuzbass_coal.build,
}


@pytest.mark.parametrize("name", BUILDERS)
def test_each_file_is_what_its_script_builds(name: str) -> None:
    built = as_text(BUILDERS[name]())
    assert (INSTANCES / f"{name}.json").read_text("utf-8") == built
    Instance.model_validate_json(built)
