"""The record of acts is only added to, says who did what and when, and holds nothing else."""

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.models import Act, Actor, User

pytestmark = pytest.mark.django_db

PLAN = "p" * 22


@pytest.fixture
def maya() -> User:
    return User.objects.with_address("maya@example.org")


@pytest.fixture
def act(maya: User) -> Act:
    audit.record(maya, "publish", plan=PLAN, about="v" * 22)
    return Act.objects.get()


REFUSED = {
    "a change of one": lambda act: act.save(),
    "a change of all": lambda act: Act.objects.update(action="nothing"),
    "an erasure of one": lambda act: act.delete(),
    "an erasure of all": lambda act: Act.objects.all().delete(),
    "SQL that changes": lambda act: sql("UPDATE accounts_act SET actor = ''"),
    "SQL that changes nothing": lambda act: sql("UPDATE accounts_act SET actor = actor"),
    "SQL that erases": lambda act: sql("DELETE FROM accounts_act"),
    "SQL that replaces": lambda act: sql(
        "INSERT INTO accounts_act (id, at, actor, action, plan, about) "
        f"VALUES ({act.id}, '2026-01-01', '', '', '', '') ON CONFLICT (id) DO UPDATE SET action = ''"
    ),
}


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses(act: Act, change: object) -> None:
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        change(act)  # type: ignore[operator]
    (kept,) = Act.objects.all()
    assert (kept.actor, kept.action, kept.plan, kept.at) == (act.actor, "publish", PLAN, act.at)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone has this way around a trigger")
def test_the_database_refuses_to_replace(act: Act) -> None:
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        sql(f"INSERT OR REPLACE INTO accounts_act (id, at, actor, action, plan, about) VALUES ({act.id}, '2026-01-01', '', '', '', '')")
    assert Act.objects.get().actor == act.actor


def test_acts_can_be_added(act: Act, maya: User) -> None:
    audit.record(maya, "invite", plan=PLAN)
    assert Act.objects.count() == 2


def test_one_person_is_one_actor(act: Act, maya: User) -> None:
    audit.record(maya, "invite")
    assert Actor.objects.get().user == maya
    assert set(Act.objects.values_list("actor", flat=True)) == {Actor.objects.get().id} != {maya.id}


def test_an_act_has_no_room_for_a_value() -> None:
    """Ids of 22 letters, one of our words, and the time."""
    texts = {field.name: field.max_length for field in Act._meta.fields if isinstance(field, models.CharField)}
    assert texts == {"actor": 22, "action": 40, "plan": 22, "about": 22}
    assert {field.name for field in Act._meta.fields} == {*texts, "id", "at"}


def test_acts_of_a_plan_come_newest_first_with_who_did_them(act: Act, maya: User) -> None:
    theo = User.objects.with_address("theo@example.org")
    audit.record(theo, "discard_draft", plan=PLAN)
    audit.record(theo, "publish", plan="q" * 22)
    shown = audit.acts_of(PLAN)
    assert [(done.who, done.action) for done in shown] == [("theo@example.org", "discard_draft"), ("maya@example.org", "publish")]
    assert act.at == shown[1].at <= shown[0].at <= timezone.now()


def test_when_the_account_goes_its_acts_stay_and_say_no_longer_whose_they_are(act: Act, maya: User) -> None:
    maya.delete()
    assert not Actor.objects.exists()
    assert Act.objects.get().actor == act.actor
    assert [done.who for done in audit.acts_of(PLAN)] == ["somebody who has left"]


def test_a_new_account_at_the_same_address_is_another_actor(act: Act, maya: User) -> None:
    maya.delete()
    audit.record(User.objects.with_address("maya@example.org"), "publish", plan=PLAN)
    assert [done.who for done in audit.acts_of(PLAN)] == ["maya@example.org", "somebody who has left"]
