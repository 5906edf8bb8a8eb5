"""The pages of a plan: who sees them, what they ask, what they say, and that a rule which cannot hold is not kept."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from advisor.accounts.models import User
from advisor.plans import overview, services
from advisor.plans.models import Invitation, Membership, Plan, Role, Version
from advisor.plans.rules import FIELDS, usual
from tests.passkeys import Passkey, let_pass, signed_in, signed_in_with_passkey
from tests.passkeys import add as add_passkey
from tests.plan_states import publish

pytestmark = pytest.mark.django_db

MAYA, THEO = "maya@example.org", "theo@example.org"
RECENTLY = 20 * 60  # seconds, more than a passkey counts for what is sensitive
Sent = dict[str, Any]
Add = Callable[[str, Role], Client]


@pytest.fixture
def lead() -> Client:
    return signed_in_with_passkey(MAYA)


@pytest.fixture
def plan(lead: Client) -> Plan:
    lead.post(reverse("plans:list"), {"name": "  Harbor   Mills "})
    return Plan.objects.get()


@pytest.fixture
def add(plan: Plan) -> Add:
    """Somebody else who looks after the plan."""

    def added(address: str, role: Role) -> Client:
        Membership.objects.create(plan=plan, user=User.objects.with_address(address), role=role)
        return signed_in_with_passkey(address)

    return added


def page(name: str, plan: Plan, *parts: object) -> str:
    return reverse(f"plans:{name}", args=[plan.id, *parts])


def in_spanish(name: str, plan: Plan) -> str:
    with translation.override("es"):
        return page(name, plan)


def sent(**changed: Any) -> Sent:
    """The form as it is sent from the page, with the usual rules but for these."""
    typed = {**usual(), **changed}
    return {name: ["", *text] if isinstance(text, list) else text for name, text in typed.items()}


def published(lead: Client, plan: Plan, **changed: Any) -> Version:
    assert lead.post(page("rules", plan), sent(**changed)).status_code == 303
    assert publish(lead, plan).status_code == 303
    newest = plan.published
    assert newest
    return newest


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).replace("&#x27;", "'").split())


def every_page(plan: Plan) -> list[str]:
    membership = plan.memberships.first()
    assert membership
    return [
        *(page(name, plan) for name in ("plan", "rules", "publish", "discard", "people", "new_link", "qr", "delete")),
        page("version", plan, 1),
        page("role", plan, membership.id),
        page("remove", plan, membership.id),
        page("withdraw", plan, "x" * 22),
    ]


@pytest.mark.parametrize("method", ["get", "post"])
def test_for_everybody_else_there_is_no_plan(lead: Client, plan: Plan, method: str) -> None:
    published(lead, plan)
    other = signed_in_with_passkey("other@example.org")
    other.post(reverse("plans:list"), {"name": "Another"})
    for address in every_page(plan):
        assert getattr(other, method)(address).status_code in ({404} if method == "get" else {404, 405}), address
    assert "Harbor" not in other.get(reverse("plans:list")).text
    assert plan.memberships.count() == 1


def test_without_a_passkey_no_page_of_a_plan_opens(lead: Client, plan: Plan, client: Client) -> None:
    published(lead, plan)
    by_code = signed_in(MAYA)
    for address in (reverse("plans:list"), *every_page(plan)):
        assert client.get(address).headers["Location"].startswith(reverse("accounts:sign_in")), address
        assert by_code.get(address).headers.get("Location") == reverse("accounts:second_factor"), address


def test_what_is_sensitive_asks_for_a_passkey_used_just_now(lead: Client, plan: Plan) -> None:
    published(lead, plan)
    let_pass(lead, RECENTLY)
    second = reverse("accounts:second_factor")
    for name in ("publish", "people", "new_link", "delete"):
        assert lead.get(page(name, plan)).headers.get("Location") == second, name
        assert lead.post(page(name, plan)).headers.get("Location") == second, name
    for name in ("plan", "rules", "discard", "qr"):
        assert lead.get(page(name, plan)).status_code == 200, name
    assert Plan.objects.filter(link=plan.link).exists()


def test_a_viewer_reads_and_changes_nothing(lead: Client, plan: Plan, add: Add) -> None:
    published(lead, plan)
    viewer = add(THEO, Role.VIEWER)
    shown = viewer.get(page("plan", plan))
    assert "The rules now" in shown.text
    assert not re.findall(r"/(?:rules|publish|people|link/new|delete)/", shown.text)
    assert viewer.get(page("version", plan, 1)).status_code == 200
    for name in ("rules", "publish", "discard", "people", "new_link", "delete"):
        assert viewer.get(page(name, plan)).status_code == viewer.post(page(name, plan), sent()).status_code == 404, name


def test_an_editor_writes_and_publishes_and_has_no_say_about_people(plan: Plan, add: Add) -> None:
    editor = add(THEO, Role.EDITOR)
    assert published(editor, plan, cap="7").typed["cap"] == "7"
    shown = editor.get(page("plan", plan)).text
    assert "/rules/" in shown
    assert not re.findall(r"/(?:people|link/new|delete)/", shown)
    for name in ("people", "new_link", "delete"):
        assert editor.get(page(name, plan)).status_code == editor.post(page(name, plan)).status_code == 404, name


def test_a_plan_has_a_name(lead: Client) -> None:
    for name, message in (("  ", "Type the name of the plan."), ("x" * 81, "Type a shorter name, 80 letters at most.")):
        refused = lead.post(reverse("plans:list"), {"name": name})
        assert refused.status_code == 422
        assert "<title>Error: " in refused.text
        assert f'<a href="#name">{message}</a>' in refused.text
    assert not Plan.objects.exists()


def test_a_name_is_shown_as_it_was_typed_and_never_as_markup(lead: Client) -> None:
    lead.post(reverse("plans:list"), {"name": "<b>Mills</b> & {{ x }}"})
    shown = lead.get(page("plan", Plan.objects.get())).text
    assert "&lt;b&gt;Mills&lt;/b&gt; &amp; {{ x }}" in shown
    assert "<b>Mills" not in shown


def test_one_person_has_no_more_plans_than_there_is_room_for(lead: Client, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_PLANS", 1)
    refused = lead.post(reverse("plans:list"), {"name": "One more"})
    assert refused.status_code == 409
    assert "You look after as many plans as there is room for." in refused.text
    assert Plan.objects.count() == 1


def test_the_form_shows_the_rules_that_hold_and_saving_them_changes_nothing(lead: Client, plan: Plan) -> None:
    first = published(lead, plan, cap="7", cap_ether="2", menu=["ether", "bitcoin"], match_own="50% of 6%", rebalance="band", band="3")
    form = lead.get(page("rules", plan)).context["form"]
    assert form.typed() == first.typed
    assert not form.errors
    lead.post(page("rules", plan), sent(**first.typed))
    for _ in range(2):
        assert "There is nothing to publish" in lead.get(page("publish", plan)).text
    assert lead.post(page("publish", plan)).status_code == 409
    assert plan.versions.exclude(number=None).count() == 1


def test_what_the_form_does_not_send_has_the_usual_rule(lead: Client, plan: Plan) -> None:
    assert lead.post(page("rules", plan), {}).status_code == 303
    assert plan.draft and plan.draft.typed == usual()


def test_nothing_but_rules_is_kept(lead: Client, plan: Plan) -> None:
    lead.post(page("rules", plan), sent() | {"age": "35", "balance": "45000", "asset": "ether", "more": "x"})
    assert plan.draft and set(plan.draft.typed) == set(FIELDS)


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"cap": "150"}, "cap", "Type a number from 0% to 100%. You gave 150%."),
        ({"cap": "much"}, "cap", "Type a number in percent, like 5 or 5%. You typed “much”."),
        ({"cap": "5", "taper_years": "3", "taper_floor": "7"}, "taper_floor", "Type a number from 0% to 5%"),
        ({"cap_ether": "101"}, "cap_ether", "Type a number from 0% to 100%. You gave 101%."),
        ({"menu": ["gold"]}, "menu", "gold"),
        ({"match_own": "half"}, "match_own", "Type the match like 100% of 3%, 50% of 2%. You typed “half”."),
        ({"match_own": "2000% of 3%"}, "match_own", "Type a number from 0 to 10"),
        ({"match": "generous"}, "match", "generous"),
        ({"ramp_years": "81"}, "ramp_years", "Type a number from 0 to 80. You gave 81."),
        ({"rebalance": "band"}, "band", "Type how far from its share the sleeve may move"),
        ({"pause_fall": "100"}, "pause_fall", "Type a number from 1% to 99%. You gave 100%."),
        ({"pause_fall": "20", "pause_years": "0"}, "pause_years", "Type a number from 1 to 80. You gave 0."),
        ({"escalation_step": "1"}, "escalation_ceiling", "Type the share of pay at which this growth stops."),
        ({"escalation_step": "11", "escalation_ceiling": "20"}, "escalation_step", "Type a number from 0% to 10%. You gave 11%."),
        ({"escalation_step": "1", "escalation_ceiling": "101"}, "escalation_ceiling", "Type a number from 0% to 100%. You gave 101%."),
        ({"check_required": "perhaps"}, "check_required", "perhaps"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_hold_is_refused_at_its_field_and_what_was_typed_stays(
    lead: Client, plan: Plan, changed: Sent, field: str, message: str
) -> None:
    before = plan.draft
    refused = lead.post(page("rules", plan), sent(**changed))
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]
    assert message in refused.context["form"].errors[field][0]
    assert f'<a href="#{field}">' in refused.text
    assert f'id="{field}"' in refused.text
    assert "<title>Error: " in refused.text
    assert before and plan.draft and plan.draft.typed == before.typed


def test_the_page_of_publication_says_what_changes_and_asks(lead: Client, plan: Plan) -> None:
    assert "These are the first rules of the plan." in lead.get(page("publish", plan)).text
    published(lead, plan)
    lead.post(page("rules", plan), sent(cap="5", menu=["ether"]))
    shown = words(lead.get(page("publish", plan)))
    assert "7 things change for all who use the plan’s link" in shown
    assert "The plan’s cap on a sleeve 10% 5%" in shown
    assert "Bitcoin on the plan’s menu Yes No" in shown
    assert plan.draft
    publish(lead, plan)
    assert "Version 2 of the rules holds since" in lead.get(page("plan", plan)).text


def test_there_is_nothing_to_publish_without_a_draft(lead: Client, plan: Plan) -> None:
    published(lead, plan)
    assert "There is no draft." in lead.get(page("publish", plan)).text
    assert lead.post(page("publish", plan)).status_code == 409


def test_the_page_of_a_plan_shows_the_draft_beside_the_rules_that_hold(lead: Client, plan: Plan) -> None:
    assert "No rules are published yet" in lead.get(page("plan", plan)).text
    published(lead, plan)
    lead.post(page("rules", plan), sent(cap="5"))
    shown = words(lead.get(page("plan", plan)))
    assert "It changes one thing." in shown
    assert "The plan’s cap on a sleeve: from 10% to 5%" in shown
    assert "The plan’s cap on a sleeve 10%" in shown


def test_a_draft_is_discarded_only_when_asked_twice(lead: Client, plan: Plan) -> None:
    published(lead, plan)
    lead.post(page("rules", plan), sent(cap="5"))
    assert "Discard the draft?" in lead.get(page("discard", plan)).text
    assert plan.draft
    assert lead.post(page("discard", plan)).status_code == 303
    assert plan.draft is None
    assert plan.published and plan.published.typed["cap"] == "10"


def test_each_version_says_who_published_it_and_what_it_changed(lead: Client, plan: Plan, add: Add) -> None:
    published(lead, plan)
    published(add(THEO, Role.EDITOR), plan, cap="5")
    assert "It was the first version." in lead.get(page("version", plan, 1)).text
    second = words(lead.get(page("version", plan, 2)))
    assert f"by {THEO}." in second
    assert "The plan’s cap on a sleeve 10% 5%" in second
    assert lead.get(page("version", plan, 3)).status_code == lead.get(page("version", plan, 0)).status_code == 404


def test_the_page_says_who_did_what_and_keeps_silent_about_who_has_left(lead: Client, plan: Plan, add: Add) -> None:
    published(add(THEO, Role.EDITOR), plan)
    shown = words(lead.get(page("plan", plan)))
    assert f"Published version 1 {THEO}" in shown
    User.objects.get(email=THEO).delete()
    shown = words(lead.get(page("plan", plan)))
    assert "Published version 1 somebody who has left" in shown
    assert THEO not in shown
    assert "by somebody who has left." in words(lead.get(page("version", plan, 1)))


def test_the_link_and_its_code_lead_to_the_same_page_in_every_language(lead: Client, plan: Plan) -> None:
    published(lead, plan)
    link = f"http://testserver{reverse('plans:enter', args=[plan.link])}"
    assert link in lead.get(page("plan", plan)).text
    assert link in lead.get(in_spanish("plan", plan)).text
    code = lead.get(page("qr", plan))
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert lead.get(in_spanish("qr", plan)).content == code.content
    lead.post(page("new_link", plan))
    assert lead.get(page("qr", plan)).content != code.content


def test_a_new_link_is_made_only_when_asked_twice(lead: Client, plan: Plan) -> None:
    assert "stop working at once" in lead.get(page("new_link", plan)).text
    assert Plan.objects.get().link == plan.link
    assert lead.post(page("new_link", plan)).status_code == 303
    assert Plan.objects.get().link != plan.link


def test_a_plan_is_deleted_only_when_asked_twice(lead: Client, plan: Plan) -> None:
    assert "Delete “Harbor Mills”?" in lead.get(page("delete", plan)).text
    assert Plan.objects.exists()
    assert lead.post(page("delete", plan)).headers["Location"] == reverse("plans:list")
    assert not Plan.objects.exists()


def invite(lead: Client, plan: Plan, address: str = THEO, role: str = "editor") -> Any:
    return lead.post(page("people", plan), {"email": address, "role": role})


@pytest.mark.django_db(transaction=True)
def test_somebody_invited_signs_in_accepts_and_has_the_role(lead: Client, plan: Plan, client: Client) -> None:
    assert invite(lead, plan, "Theo@Example.org").status_code == 303
    invitation = Invitation.objects.get()
    address = reverse("plans:invited", args=[invitation.secret])
    assert f"http://testserver{address}" in str(mail.outbox[-1].body)
    assert THEO in lead.get(page("people", plan)).text
    before = client.get(address)
    assert "Sign in first" in before.text
    assert "Harbor" not in before.text
    theo = signed_in_with_passkey(THEO)
    asked = words(theo.get(address))
    assert "Look after “Harbor Mills”?" in asked
    assert "Your role: Editor." in asked
    assert not plan.memberships.filter(user__email=THEO)
    assert theo.post(address).headers["Location"] == page("plan", plan)
    assert plan.memberships.get(user__email=THEO).role == Role.EDITOR
    assert theo.get(page("plan", plan)).status_code == 200
    assert theo.get(address).status_code == theo.post(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_for_its_address_alone_and_not_there_for_any_other(lead: Client, plan: Plan) -> None:
    invite(lead, plan)
    for secret in (Invitation.objects.get().secret, "x" * 22):
        address = reverse("plans:invited", args=[secret])
        stranger = signed_in("other@example.org")
        for response in (stranger.get(address), stranger.post(address)):
            assert response.status_code == 404
            assert "This invitation is no longer there" in response.text
            assert "Harbor" not in response.text
    assert plan.memberships.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invitation_can_be_withdrawn(lead: Client, plan: Plan) -> None:
    invite(lead, plan)
    withdraw = page("withdraw", plan, Invitation.objects.get().id)
    assert lead.get(withdraw).status_code == 303
    assert Invitation.objects.exists()
    assert lead.post(withdraw).status_code == 303
    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_invitation_that_cannot_be_sent_says_why(lead: Client, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    for fields, message in (
        ({"email": "theo", "role": "viewer"}, "Type an e-mail address in full"),
        ({"email": THEO, "role": ""}, "Pick a role."),
        ({"email": THEO, "role": "owner"}, "owner"),
        ({"email": MAYA, "role": "viewer"}, "This person looks after the plan already."),
    ):
        refused = lead.post(page("people", plan), fields)
        assert refused.status_code == 422
        assert "<title>Error: " in refused.text
        assert message in refused.text
        assert f'value="{fields["email"]}"' in refused.text

    def down(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("advisor.accounts.mail.send_mail", down)
    refused = invite(lead, plan)
    assert refused.status_code == 422
    assert "We could not send the mail." in refused.text


def test_roles_change_and_people_leave(lead: Client, plan: Plan, add: Add) -> None:
    theo = add(THEO, Role.VIEWER)
    membership = plan.memberships.get(user__email=THEO)
    assert lead.get(page("role", plan, membership.id)).headers["Location"] == page("people", plan)
    assert lead.post(page("role", plan, membership.id), {"role": "editor"}).headers["Location"] == page("people", plan)
    assert theo.get(page("rules", plan)).status_code == 200
    assert f"Remove {THEO}?" in lead.get(page("remove", plan, membership.id)).text
    assert lead.post(page("remove", plan, membership.id)).headers["Location"] == page("people", plan)
    assert theo.get(page("plan", plan)).status_code == 404


def test_a_lead_gives_and_ends_the_right_to_print_letters_of_others_and_of_themselves(lead: Client, plan: Plan, add: Add) -> None:
    add(THEO, Role.VIEWER)
    for member in plan.memberships.all():
        address = page("print_right", plan, member.id)
        assert lead.get(address).status_code == 303  # a link alone gives nothing
        assert "May print letters" not in lead.get(page("people", plan)).text
        assert lead.post(address, {"may_print": "on"}).headers["Location"] == page("people", plan)
        shown = lead.get(page("people", plan)).text
        assert shown.count("May print letters") == shown.count("End the right to print letters") == 1
        lead.post(address)
        assert not plan.memberships.filter(may_print=True).exists()


def test_a_plan_keeps_a_lead(lead: Client, plan: Plan) -> None:
    own = plan.memberships.get()
    for response in (lead.post(page("role", plan, own.id), {"role": "viewer"}), lead.post(page("remove", plan, own.id))):
        assert response.status_code == 422
        assert "A plan always has a lead." in response.text
        assert f'id="role-{own.id}"' in response.text
    assert plan.memberships.get().role == Role.LEAD


def test_a_lead_who_steps_down_or_leaves_lands_on_their_list(lead: Client, plan: Plan, add: Add) -> None:
    add(THEO, Role.LEAD)
    own = plan.memberships.get(user__email=MAYA)
    assert lead.post(page("role", plan, own.id), {"role": "viewer"}).headers["Location"] == reverse("plans:list")
    Membership.objects.filter(pk=own.pk).update(role=Role.LEAD)
    assert lead.post(page("remove", plan, own.id)).headers["Location"] == reverse("plans:list")
    assert "Harbor" not in lead.get(reverse("plans:list")).text


def test_another_language_keeps_what_was_typed_and_does_nothing_with_it(lead: Client, plan: Plan) -> None:
    before = plan.draft
    shown = lead.post(in_spanish("rules", plan), sent(cap="150") | {"switched": "1"})
    assert shown.status_code == 200
    assert 'lang="es"' in shown.text
    assert re.search(r'name="cap" value="150"', shown.text)
    assert not shown.context["form"].errors
    assert before and plan.draft and plan.draft.typed == before.typed
    assert 'value="Mill"' in lead.post("/es/plans/", {"name": "Mill", "switched": "1"}).text
    assert Plan.objects.count() == 1
    assert f'value="{THEO}"' in lead.post(in_spanish("people", plan), {"email": THEO, "role": "lead", "switched": "1"}).text
    assert not Invitation.objects.exists()


def test_plans_stand_in_the_navigation_of_who_is_signed_in(client: Client, lead: Client) -> None:
    address = f'<a href="{reverse("plans:list")}"'
    assert address in lead.get(reverse("planner:start")).text
    assert address not in client.get(reverse("planner:start")).text


def looked_at(browser: Client, plan: Plan) -> Sent:
    """What the form of the page of publication holds."""
    return dict(re.findall(r'name="(as_of)" value="([^"]+)"', browser.get(page("publish", plan)).text))


def test_a_draft_that_somebody_saved_meanwhile_is_not_published_unseen(lead: Client, plan: Plan, add: Add) -> None:
    published(lead, plan)
    lead.post(page("rules", plan), sent(cap="5"))
    seen = looked_at(lead, plan)
    add(THEO, Role.EDITOR).post(page("rules", plan), sent(cap="50"))
    refused = lead.post(page("publish", plan), seen)
    assert refused.status_code == 409
    assert "<title>Error: " in refused.text
    assert "The draft has changed" in refused.text
    assert "The plan’s cap on a sleeve 10% 50%" in words(refused)
    assert plan.published and plan.published.number == 1
    assert looked_at(lead, plan) != seen
    assert lead.post(page("publish", plan), looked_at(lead, plan)).status_code == 303
    assert plan.published and plan.published.typed["cap"] == "50"


def test_what_does_not_say_which_draft_publishes_none(lead: Client, plan: Plan) -> None:
    for fields in ({}, {"as_of": ""}, {"as_of": "now"}):
        assert lead.post(page("publish", plan), fields).status_code == 409
    assert plan.published is None


def test_the_form_asks_for_rules_that_are_only_told_and_every_page_says_so(lead: Client, plan: Plan) -> None:
    told = {"vesting": "in_steps", "true_up": "no", "access": "brokerage", "auto_enrolment": "4%"}
    form = lead.get(page("rules", plan)).text
    assert "Rules that we only tell people" in form
    assert all(f'name="{name}"' in form for name in told)
    published(lead, plan)
    lead.post(page("rules", plan), sent(**told))
    for name in ("publish", "plan"):
        assert lead.get(page(name, plan)).text.count("Not part of the figures") == len(told), name
    publish(lead, plan)
    shown = lead.get(page("version", plan, 2))
    assert shown.text.count("Not part of the figures") == 2 * len(told)
    assert "In steps, from 2 to 6 years of service" in shown.text
    entered = Client().get(reverse("plans:enter", args=[plan.link]))
    assert entered.text.count("Not part of the figures") == len(told)


def test_the_page_of_a_plan_reads_no_more_acts_than_it_shows(lead: Client, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "MOST_ACTS", 2)
    published(lead, plan)
    with CaptureQueriesContext(connection) as queries:
        shown = lead.get(page("plan", plan))
    (read,) = [query["sql"] for query in queries if 'FROM "accounts_act"' in query["sql"]]
    assert read.endswith("LIMIT 3")
    assert "The newest" in shown.text
    assert words(shown).count(f" {MAYA} Nov") <= 2


def test_a_mailbox_adds_no_passkey_to_the_account_of_a_plan(lead: Client, plan: Plan) -> None:
    assert add_passkey(signed_in(MAYA), Passkey()) == 403
    assert add_passkey(lead, Passkey()) == 303  # has used one just now
    assert add_passkey(signed_in(THEO), Passkey()) == 303  # looks after none


def test_a_draft_that_an_edition_no_longer_knows_is_not_published_but_corrected(lead: Client, plan: Plan) -> None:
    lead.post(page("rules", plan), sent())
    draft = plan.draft
    assert draft
    draft.typed = {**draft.typed, "core": "gold_fund"}
    draft.save()
    for response in (lead.get(page("publish", plan)), publish(lead, plan)):
        assert response.headers["Location"] == page("rules", plan)
    assert 'href="#core"' in lead.get(page("rules", plan)).text
    assert plan.published is None


def test_rules_that_an_edition_no_longer_knows_are_shown_and_nobody_enters_by_them(lead: Client, plan: Plan) -> None:
    kept = published(lead, plan)
    kept.typed = {**kept.typed, "core": "gold_fund", "menu": ["bitcoin", "tulips"], "cap_tulips": "3"}
    kept.save()
    for name in ("plan", "rules", "publish", "people"):
        assert lead.get(page(name, plan)).status_code == 200, name
    shown = words(lead.get(page("version", plan, 1)))
    assert "gold_fund (no longer known)" in shown.lower()
    assert Client().get(reverse("plans:enter", args=[plan.link])).status_code == 404
