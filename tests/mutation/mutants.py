"""The mistakes: every place in a source where one small change of meaning can be made, and the source with that change."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.RShift: ast.LShift, ast.LShift: ast.RShift, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.MatMult: ast.Mult,
}  # fmt: skip
NAMES = {
    "min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor",
    "sum": "max", "exp": "expm1", "expm1": "exp", "log": "log1p", "log1p": "log", "mean": "max", "median": "max", "zeros": "ones",
    "ones": "zeros", "zeros_like": "ones_like", "ones_like": "zeros_like", "argsort": "argmax", "less": "greater", "sorted": "list",
}  # fmt: skip
TYPES = {"NDArray", "ndarray", "Callable", "Literal", "Mapping", "Sequence", "dict", "tuple"}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One mistake. `number` counts the places of its file in reading order; `within` is the function or method, "" outside of all."""

    file: str
    number: int
    line: int
    within: str
    was: str
    became: str

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line} {self.was} -> {self.became}"


@dataclass(frozen=True, kw_only=True)
class Place:
    node: ast.AST
    changed: ast.AST
    within: str


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """All mistakes that can be made in a file, in reading order."""
    for number, place in enumerate(places(file, source)[1]):
        line = getattr(place.node, "lineno", 0)
        yield Mutant(file=file, number=number, line=line, within=place.within, was=shown(place.node), became=shown(place.changed))


def mutated(file: str, source: str, number: int) -> str:
    """The source with the mistake of that number in it."""
    tree, found = places(file, source)
    replace_in(tree, found[number].node, found[number].changed)
    return ast.unparse(ast.fix_missing_locations(tree))


def places(file: str, source: str) -> tuple[ast.Module, list[Place]]:
    tree = ast.parse(source)
    return tree, list(below(tree, prints=file.endswith("__main__.py")))


def below(node: ast.AST, *, scope: str = "", within: str = "", prints: bool) -> Iterator[Place]:
    """The places in a node. In a file that prints, its words are left as they are."""
    if without_meaning(node) or (prints and wording(node)):
        return
    yield from (Place(node=node, changed=changed, within=within) for changed in changes(node))
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        scope = f"{scope}.{node.name}".lstrip(".")
        within = within or (scope if isinstance(node, ast.FunctionDef) else "")
    for child in meaningful(node):
        yield from below(child, scope=scope, within=within, prints=prints)


def meaningful(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that run: no annotations, and no decorators (what they forbid, the type checker holds)."""
    for name, part in ast.iter_fields(node):
        if name not in {"annotation", "returns", "decorator_list", "format_spec"}:
            yield from (item for item in (part if isinstance(part, list) else [part]) if isinstance(item, ast.AST))


def without_meaning(node: ast.AST) -> bool:
    """Imports, docstrings, asserts (they speak to the type checker), aliases of types and protocols: a change there changes no answer."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return is_type(node.value)
    if isinstance(node, ast.ClassDef):
        return any(ast.unparse(base).startswith("Protocol") for base in node.bases)
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.Assert))


def is_type(value: ast.expr) -> bool:
    """An alias such as Array = NDArray[Any]."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
        return is_type(value.left) or is_type(value.right)
    return isinstance(value, ast.Subscript) and ast.unparse(value.value).split(".")[-1] in TYPES


def wording(node: ast.AST) -> bool:
    """Words for the terminal."""
    if isinstance(node, ast.Expr):
        return wording(node.value)
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) == "print"
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def changes(node: ast.AST) -> list[ast.AST]:
    """What a node may be mistaken for."""
    if isinstance(node, ast.Compare):
        return [changed(node, ops=[*node.ops[:at], COMPARISONS[type(op)](), *node.ops[at + 1 :]]) for at, op in enumerate(node.ops)]
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in OPERATORS:
        return [changed(node, op=OPERATORS[type(node.op)]())]
    if isinstance(node, ast.BoolOp):
        return [changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub, ast.Invert)):
        return [node.operand]
    if isinstance(node, ast.IfExp):
        return [changed(node, body=node.orelse, orelse=node.body)]
    if isinstance(node, (ast.If, ast.While)):
        return [changed(node, test=ast.Constant(value=False))]
    if isinstance(node, ast.Constant):
        return constant(node.value)
    if isinstance(node, ast.Call):
        return call(node)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return [ast.Pass()]
    return []


def constant(value: object) -> list[ast.AST]:
    if isinstance(value, bool):
        return [ast.Constant(value=not value)]
    if isinstance(value, (int, float)):
        return [ast.Constant(value=value + 1)]
    return [ast.Constant(value=value + "X")] if isinstance(value, str) else []


def call(node: ast.Call) -> list[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in NAMES:
        return [changed(node, func=ast.Name(id=NAMES[node.func.id], ctx=ast.Load()))]
    if isinstance(node.func, ast.Attribute) and node.func.attr in NAMES:
        return [changed(node, func=changed(node.func, attr=NAMES[node.func.attr]))]
    return []


def changed(node: ast.AST, **parts: object) -> ast.AST:
    other = copy.copy(node)
    for name, part in parts.items():
        setattr(other, name, part)
    return other


def replace_in(tree: ast.AST, original: ast.AST, changed_to: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, part in ast.iter_fields(parent):
            if part is original:
                setattr(parent, name, changed_to)
                return
            if isinstance(part, list) and any(item is original for item in part):
                setattr(parent, name, [changed_to if item is original else item for item in part])
                return


def shown(node: ast.AST) -> str:
    """The first line of a node's text, for people."""
    text = ast.unparse(ast.Expr(value=node)) if isinstance(node, ast.Constant) else ast.unparse(node)
    return text.splitlines()[0]
