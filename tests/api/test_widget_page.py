"""Where a lead says which sites may show the frame."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import Act, User
from advisor.accounts.second_factor import RECENT
from advisor.api.models import Widget
from advisor.firms.actions import Action
from advisor.firms.models import Firm, FirmMember, FirmRole
from tests.api.widget import widget_of
from tests.passkeys import let_pass, signed_in, signed_in_with_passkey

pytestmark = pytest.mark.django_db

NAMES = ("widget", "delete_widget")


def member(role: FirmRole = FirmRole.LEAD, address: str = "ana@example.org", firm: Firm | None = None) -> Client:
    browser = signed_in_with_passkey(address)
    user = User.objects.get(email=address)
    FirmMember.objects.create(firm=firm or Firm.objects.create(name="Harbor Record Keeping"), user=user, role=role)
    return browser


@pytest.fixture
def lead() -> Client:
    return member()


def save(browser: Client, text: str) -> int:
    return browser.post(reverse("api:widget"), {"origins": text}).status_code


def test_the_first_time_a_frame_is_made_and_later_its_sites_change(lead: Client) -> None:
    assert "What to put into your page" not in lead.get(reverse("api:widget")).text
    assert save(lead, "https://www.example.com/\nhttp://localhost:8099") == 303
    made = Widget.objects.get()
    assert made.origins == ["https://www.example.com", "http://localhost:8099"]
    assert save(lead, "https://other.example") == 303
    changed = Widget.objects.get()
    assert (changed.id, changed.origins) == (made.id, ["https://other.example"])


def test_the_snippet_holds_the_address_of_the_frame_in_the_language_of_the_page(lead: Client) -> None:
    save(lead, "https://www.example.com")
    address = reverse("api:embed", args=[Widget.objects.get().id])
    snippet = re.compile(r"&lt;iframe id=&quot;ballast&quot; src=&quot;([^&]+)&quot; title=&quot;[^&]+&quot;")
    for prefix in ("", "/es", "/zh-hans"):
        found = snippet.search(lead.get(f"{prefix}/firm/widget/").text)
        assert found
        assert found[1] == f"http://testserver{prefix}{address}"


def test_what_is_wrong_is_shown_with_what_was_typed_and_nothing_is_saved(lead: Client) -> None:
    response = lead.post(reverse("api:widget"), {"origins": "http://a.example\nhttps://b.example\n*"})
    assert response.status_code == 422
    assert "http://a.example\nhttps://b.example\n*</textarea>" in response.text
    assert response.text.count('<a href="#origins">Line ') == 2
    assert "<title>Error: " in response.text
    assert not Widget.objects.exists()
    assert not Act.objects.filter(action=Action.SAVE_WIDGET).exists()


def test_a_text_of_any_length_is_refused_or_read_in_full(lead: Client) -> None:
    assert save(lead, "https://a.example\n" * 5000) == 422


def test_turned_off_the_frame_is_gone_and_a_new_one_has_another_address(lead: Client) -> None:
    save(lead, "https://www.example.com")
    before = Widget.objects.get().id
    assert "Turn off the frame?" in lead.get(reverse("api:delete_widget")).text
    assert Widget.objects.exists()
    assert lead.post(reverse("api:delete_widget")).status_code == 303
    assert Client().get(reverse("api:embed", args=[before])).status_code == 404
    assert lead.post(reverse("api:delete_widget")).status_code == 302
    save(lead, "https://www.example.com")
    assert Widget.objects.get().id != before


def test_what_is_done_is_recorded_without_the_sites(lead: Client) -> None:
    save(lead, "https://www.example.com")
    widget = Widget.objects.get()
    lead.post(reverse("api:delete_widget"))
    acts = list(Act.objects.filter(plan=widget.firm_id).values_list("action", "about"))
    assert acts == [(Action.SAVE_WIDGET, widget.id), (Action.TURN_OFF_WIDGET, widget.id)]


def test_in_another_language_the_page_keeps_what_was_typed_and_saves_nothing(lead: Client) -> None:
    response = lead.post("/es/firm/widget/", {"origins": "http://a.example", "switched": "1"})
    assert "http://a.example</textarea>" in response.text
    assert "error-summary" not in response.text
    assert not Widget.objects.exists()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_a_lead_with_a_passkey_comes_in(name: str, method: str) -> None:
    lead = member()
    save(lead, "https://www.example.com")
    firm = Firm.objects.get()
    address, sent, acts = reverse(f"api:{name}"), {"origins": "https://evil.example"}, Act.objects.count()
    anonymous = getattr(Client(), method)(address, sent)
    assert (anonymous.status_code, reverse("accounts:sign_in") in anonymous.headers["Location"]) == (302, True)
    by_code = getattr(signed_in("ana@example.org"), method)(address, sent)
    assert (by_code.status_code, by_code.headers["Location"]) == (302, reverse("accounts:second_factor"))
    nobody = signed_in_with_passkey("nobody@example.org")
    assert getattr(nobody, method)(address, sent).status_code == 404
    adviser = member(FirmRole.ADVISER, "luis@example.org", firm)
    assert getattr(adviser, method)(address, sent).status_code == 404
    assert Widget.objects.get().origins == ["https://www.example.com"]
    let_pass(lead, RECENT + 1)
    late = getattr(lead, method)(address, sent)
    assert (late.status_code, late.headers["Location"]) == (302, reverse("accounts:second_factor"))
    assert Widget.objects.get().origins == ["https://www.example.com"]
    assert Act.objects.filter(plan=firm.id).count() == 1 <= acts


def test_a_lead_sees_and_changes_only_the_frame_of_the_own_firm(lead: Client) -> None:
    other = widget_of("Another", ("https://other.example",))
    assert other.id not in lead.get(reverse("api:widget")).text
    save(lead, "https://www.example.com")
    lead.post(reverse("api:delete_widget"))
    assert Widget.objects.get() == other


def test_the_frame_goes_with_its_firm() -> None:
    widget = widget_of()
    widget.firm.delete()
    assert not Widget.objects.exists()
