"""The places in which a mistake is made, and the ones that are left alone."""

import pytest

from tests.mutation.mutants import mutants, mutated


def became(line: str, file: str = "scenarios/x.py") -> list[str]:
    """The line after each mistake that can be made in it."""
    return [mutated(file, line, mutant.number) for mutant in mutants(file, line)]


@pytest.mark.parametrize(
    ("line", "mistakes"),
    [
        ("a + b", ["a - b"]),
        ("a < b <= c", ["a <= b <= c", "a < b < c"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("x[-n]", ["x[n]"]),
        ("f(3)", ["pass", "f(4)"]),
        ("x = True", ["x = False"]),
        ("x = 'word'", ["x = 'wordX'"]),
        ("x += 2", ["x -= 2", "x += 3"]),
        ("x = a if b else c", ["x = c if b else a"]),
        ("x = np.minimum(a, b)", ["x = np.maximum(a, b)"]),
        ("x = min(a, b)", ["x = max(a, b)"]),
        ("x = ~flags & others", ["x = ~flags | others", "x = flags & others"]),
        ("if a:\n    b = c", ["if False:\n    b = c"]),
        ("while a:\n    b = c", ["while False:\n    b = c"]),
    ],
)
def test_a_place_becomes_what_it_may_be_mistaken_for(line: str, mistakes: list[str]) -> None:
    assert became(line) == mistakes


@pytest.mark.parametrize(
    "line",
    [
        "'''A docstring.'''",
        "import a.b",
        "from a import b",
        "x: tuple[int, 'Later']",
        "def f(x: 'int | None') -> 'str':\n    return x",
        "@dataclass(frozen=True)\nclass A:\n    x: int",
        "assert x is not None",
        "Array = NDArray[Any]",
        "Kind = Literal['a', 'b']",
        "Either = dict[str, int] | tuple[int, 1]",
        "class A(Protocol):\n    size: int = 3",
        "x = a.b",
    ],
)
def test_what_does_not_run_or_speaks_to_the_type_checker_is_left_alone(line: str) -> None:
    assert became(line) == []


def test_the_words_of_the_terminal_are_left_alone_and_nothing_else_of_it() -> None:
    line = "print('x', 1)\nexit(2, 'y', f'{z} w')"
    assert became(line, "scenarios/__main__.py") == ["print('x', 1)\npass", "print('x', 1)\nexit(3, 'y', f'{z} w')"]
    assert len(became(line)) == 7


def test_a_mutant_knows_its_line_and_its_function() -> None:
    source = "N = 1\nclass A:\n    m = 2\n    def f(self):\n        return (lambda x: x + 3)\n\ndef g(x):\n    return x > 4"
    known = [(mutant.line, mutant.within, mutant.was) for mutant in mutants("scenarios/x.py", source)]
    assert known == [(1, "", "1"), (3, "", "2"), (5, "A.f", "x + 3"), (5, "A.f", "3"), (8, "g", "x > 4"), (8, "g", "4")]
