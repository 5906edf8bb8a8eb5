"""How much an SVG is to draw once every part stands where it is used: a few lines can ask for millions, or go round in a circle."""

import re
from xml.etree.ElementTree import Element

from advisor.firms.refused import LogoRefused, Refusal

MOST_DRAWN, DEEPEST = 5_000, 60
USED = re.compile(r"url\(#([^)]+)\)")


class Weights:
    """By element, what it draws with all that it uses, each counted once however often it is asked for."""

    def __init__(self, root: Element) -> None:
        self.named: dict[str, Element] = {}
        for element in root.iter():
            self.named.setdefault(element.get("id", ""), element)
        self.known: dict[Element, int] = {}
        self.under_way: set[Element] = set()

    def of(self, element: Element) -> int:
        if element in self.known:
            return self.known[element]
        if element in self.under_way or len(self.under_way) > DEEPEST:
            raise LogoRefused(Refusal.COMPLEX)
        self.under_way.add(element)
        weight = 1 + sum(map(self.of, [*element, *self._used_by(element)]))
        self.under_way.remove(element)
        if weight > MOST_DRAWN:
            raise LogoRefused(Refusal.COMPLEX)
        self.known[element] = weight
        return weight

    def _used_by(self, element: Element) -> list[Element]:
        texts = " ".join(element.attrib.values())
        names = [*USED.findall(texts), *([element.get("href", "")[1:]] if element.get("href") else [])]
        return [self.named[name] for name in names if name in self.named]


def judge_uses(root: Element) -> None:
    Weights(root).of(root)
