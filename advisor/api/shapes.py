"""The few words in which the shapes of documents are written down, as JSON Schema 2020-12 has them."""

from collections.abc import Collection
from typing import Any

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "number"}
WHOLE: Shape = {"type": "integer"}
TRUTH: Shape = {"type": "boolean"}
NULL: Shape = {"type": "null"}


def table(required: Collection[str] | None = None, /, **keys: Shape) -> Shape:
    """An object with these keys and no others; all of them are there unless it is said which."""
    needed = sorted(keys if required is None else required)
    return {"type": "object", "properties": keys, **({"required": needed} if needed else {}), "additionalProperties": False}


def by_key(value: Shape, keys: Collection[str] | None = None) -> Shape:
    """An object whose keys are names, any or of these."""
    return {"type": "object", "additionalProperties": value, **({"propertyNames": {"enum": [*keys]}} if keys else {})}


def listed(item: Shape, **bounds: int) -> Shape:
    return {"type": "array", "items": item, **bounds}


def one_of(*values: Any) -> Shape:
    return {"enum": [*values]}


def number(low: float, high: float) -> Shape:
    return NUMBER | {"minimum": low, "maximum": high}


def whole(low: int, high: int) -> Shape:
    return WHOLE | {"minimum": low, "maximum": high}


def maybe(shape: Shape) -> Shape:
    """Or null, which in a question is the same as left out."""
    if "enum" in shape:
        return shape | {"enum": [*shape["enum"], None]}
    return shape | {"type": [shape["type"], "null"]} if isinstance(shape.get("type"), str) else {"anyOf": [shape, NULL]}


def either(*shapes: Shape) -> Shape:
    return {"anyOf": [*shapes]}


def ref(name: str) -> Shape:
    return {"$ref": f"#/components/schemas/{name}"}


def content(shape: Shape, kind: str = "application/json") -> dict[str, Any]:
    return {kind: {"schema": shape}}
