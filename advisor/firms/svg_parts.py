"""The parts of an SVG that a logo may have, and what each of them may say."""

from collections.abc import Mapping

PAINTED = frozenset(
    {
        "id", "transform", "opacity", "color", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity", "stroke-width",
        "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "clip-path", "clip-rule", "display", "visibility",
    }
)  # fmt: skip
GRADIENT = frozenset({"id", "href", "gradientUnits", "gradientTransform"})
SHAPES: Mapping[str, frozenset[str]] = {
    "path": PAINTED | {"d"},
    "rect": PAINTED | {"x", "y", "width", "height", "rx", "ry"},
    "circle": PAINTED | {"cx", "cy", "r"},
    "ellipse": PAINTED | {"cx", "cy", "rx", "ry"},
    "line": PAINTED | {"x1", "y1", "x2", "y2"},
    "polyline": PAINTED | {"points"},
    "polygon": PAINTED | {"points"},
    "use": PAINTED | {"href", "x", "y"},
}
GROUPS: Mapping[str, frozenset[str]] = {
    "svg": PAINTED,
    "g": PAINTED,
    "defs": frozenset({"id"}),
    "clipPath": frozenset({"id", "clipPathUnits", "clip-rule", "transform"}),
    "linearGradient": GRADIENT | {"x1", "y1", "x2", "y2"},
    "radialGradient": GRADIENT | {"cx", "cy", "r", "fx", "fy"},
}
TAKEN = {**SHAPES, **GROUPS, "stop": frozenset({"id", "offset", "stop-color", "stop-opacity"})}
NEEDED = {"path": "d", "polyline": "points", "polygon": "points", "use": "href"}  # nothing is drawn without it
