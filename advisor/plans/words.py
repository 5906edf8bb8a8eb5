"""A plan's rules in words, row by row, and what differs between two versions of them.

The words rest on what the typed texts mean, so "10" and "10 %" are the same rule, and so are menus in another order. What was kept under
an edition may say what a later one does not know, a fund or an asset: such a rule is shown as it was typed, and that it is over.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext, pgettext

from advisor.plans.forms import RulesForm
from advisor.plans.rule_rows import Given, Rule, menu_by_asset, on_menu, rows
from advisor.plans.rules import FIELDS, Typed, usual, whole
from advisor.plans.told import TOLD, not_said
from advisor.present import names
from advisor.present.punctuation import labelled
from scenarios.assumptions import SLEEVE_CLASSES


@dataclass(frozen=True, kw_only=True)
class Change:
    what: str
    before: str
    after: str
    is_told: bool = False

    @property
    def sentence(self) -> str:
        """Words stand in quotes, lest they run into each other; figures do not."""
        if all(_is_figure(value) for value in (self.before, self.after)):
            words = gettext("from %(before)s to %(after)s")
        else:
            words = gettext("from “%(before)s” to “%(after)s”")
        return labelled(self.what, words % {"before": self.before, "after": self.after})


def rules(typed: Typed) -> tuple[Rule, ...]:
    given, over = _meant(typed)
    found = [replace(rule, value=_as_typed(typed, rule.fields)) if over & set(rule.fields) else rule for rule in rows(given)]
    return (*found, *_else(typed, over.difference(*(rule.fields for rule in found))))


def changes(before: Typed, after: Typed) -> tuple[Change, ...]:
    """In the order of the rules. A menu differs asset by asset."""
    return tuple(_changes(_by_key(before), _by_key(after)))


def can_be_used(typed: Typed) -> bool:
    """Whether the edition and the model of today know what these rules say."""
    return RulesForm.of(whole(typed)).is_valid()


def _is_figure(value: str) -> bool:
    return value.rstrip("%").replace(".", "").isdigit()


def _by_key(typed: Typed) -> Mapping[str, Rule]:
    given, _over = _meant(typed)
    of_menu = (*menu_by_asset(given), *(on_menu(key, is_on=True) for key in typed.get("menu", ()) if key not in SLEEVE_CLASSES))
    return {rule.key: rule for rule in (*rules(typed), *of_menu) if rule.key != "menu"}


def _changes(was: Mapping[str, Rule], now: Mapping[str, Rule]) -> Iterator[Change]:
    for key, rule in {**was, **now}.items():
        old, new = (found[key].value if key in found else _without(rule) for found in (was, now))
        if old != new:
            yield Change(what=rule.what, before=old, after=new, is_told=rule.is_told)


def _without(rule: Rule) -> str:
    """What a version says that has no such row."""
    if rule.is_told:
        return names.first_small(not_said())
    return on_menu("", is_on=False).value if rule.fields == ("menu",) else pgettext("cap", "none")


def _meant(typed: Typed) -> tuple[Given, frozenset[str]]:
    """What is meant, and the fields that say what is no longer known: in their place stands what is usual."""
    form = RulesForm.of(whole(typed))
    if form.is_valid():
        return form.cleaned_data, frozenset()
    stand_in = RulesForm.of(usual())
    assert stand_in.is_valid(), "an edition knows its own defaults"
    menu = [key for key in typed.get("menu", ()) if key in SLEEVE_CLASSES]
    return stand_in.cleaned_data | {"menu": menu} | form.cleaned_data, frozenset(form.errors)


def _else(typed: Typed, over: Collection[str]) -> Iterator[Rule]:
    """What has no row of its own: fields of today that cannot be read, and caps on assets that are gone."""
    labels = RulesForm.of(usual()).fields
    for name in (name for name in typed if name in over):
        yield Rule(key=name, what=str(labels[name].label), value=_as_typed(typed, [name]), is_told=name in TOLD)
    for name in (name for name in typed if name.startswith("cap_") and name not in FIELDS and typed[name]):
        what = gettext("The plan’s cap on %(asset)s") % {"asset": name.removeprefix("cap_")}
        yield Rule(key=name, what=what, value=_as_typed(typed, [name]))


def _as_typed(typed: Typed, fields: Iterable[str]) -> str:
    given = [typed.get(name, "") for name in fields]
    texts = [text for one in given for text in ([one] if isinstance(one, str) else one) if text]
    return gettext("%(typed)s (no longer known)") % {"typed": ", ".join(texts)}
