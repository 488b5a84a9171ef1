"""A record -> the same with some fields changed, nothing remembered from before.

`model_copy` would carry over what cached properties have worked out for the old fields.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from models.base import Record
from models.instance import Instance

Some = TypeVar("Some", bound=Record)


def changed(record: Some, **fields: Any) -> Some:
    """The record with these fields replaced."""
    kept = {name: getattr(record, name) for name in type(record).model_fields}
    return cast(Some, type(record).model_construct(**(kept | fields)))


def changed_one(
    instance: Instance, family: str, id_: str, change: Callable[[Any], Record]
) -> Instance:
    """The instance with one record of a family (`teachers`, `trips`) changed."""
    records = getattr(instance, family)
    return changed(instance, **{family: tuple(change(r) if r.id == id_ else r for r in records)})
