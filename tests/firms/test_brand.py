"""The look of a firm's reports: who changes it, what it may be, and what a report keeps of it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.safestring import SafeString

from advisor.accounts.models import Act, User
from advisor.accounts.second_factor import RECENT
from advisor.firms.accents import accent_of, on_white
from advisor.firms.actions import Action
from advisor.firms.brand import Brand, brand_of
from advisor.firms.logo_png import MOST_BYTES
from advisor.firms.logos import clean
from advisor.firms.models import Firm, FirmMember, FirmRole
from tests.adviser_states.brand import DRAWING, GOOD, file, started, with_logo
from tests.firms.drawings import png
from tests.passkeys import let_pass, signed_in_with_passkey
from tests.plan_states import COLLEAGUE, LEAD, lead

pytestmark = pytest.mark.django_db

ADDRESSES = ("firms:brand", "firms:logo")


def adviser() -> Client:
    """Of the one firm there is."""
    browser = signed_in_with_passkey(COLLEAGUE)
    FirmMember.objects.create(firm=Firm.objects.get(), user=User.objects.get(email=COLLEAGUE), role=FirmRole.ADVISER)
    return browser


def look() -> tuple[str, ...]:
    firm = Firm.objects.get()
    return firm.name, firm.capacity, firm.accent, firm.logo_type


def test_what_a_lead_saves_is_kept_and_recorded_without_a_value() -> None:
    browser = started()
    sent = {"name": " Acme\u202e & \u200bSons ", "capacity": "broker", "accent": " 0D5A7D", "logo": file(DRAWING, "photo.jpg")}
    assert browser.post(reverse("firms:brand"), sent).status_code == 303
    assert look() == ("Acme & Sons", "broker", "#0d5a7d", "image/svg+xml")
    assert bytes(Firm.objects.get().logo or b"") == clean(DRAWING.encode()).content
    act = Act.objects.order_by("-id")[0]
    assert (act.action, act.plan, act.about) == (Action.LOOK, Firm.objects.get().id, "")


def test_without_a_file_the_logo_stays_until_it_is_removed() -> None:
    browser = with_logo()
    browser.post(reverse("firms:brand"), GOOD)
    assert look()[-1] == "image/svg+xml"
    browser.post(reverse("firms:brand"), {"remove_logo": "yes"})
    assert look() == (*GOOD.values(), "")
    assert Firm.objects.get().logo is None
    acts = Act.objects.count()
    browser.post(reverse("firms:brand"), {"remove_logo": "yes"})
    assert Act.objects.count() == acts


def test_the_page_shows_the_head_of_a_report_as_it_is_kept() -> None:
    text = with_logo().get(reverse("firms:brand")).text
    assert f'src="{reverse("firms:logo")}"' in text
    assert 'alt="Harbor &amp; Mills Advisers"' in text
    assert 'fill="#0d5a7d"' in text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"accent": "#ffcc00"}, "#ffcc00 is too light. Its contrast with white is 1.5, and it needs 4.5."),
        ({"accent": "red; background: url(//evil.example)"}, "Type a color as # and six"), ({"accent": ""}, "Type a color as #"),
        ({"accent": "#１２３４５６"}, "Type a color as #"), ({"name": "\u202e\u200b \n"}, "Type the name of the firm."),
        ({"name": "a" * 81}, "Type a shorter name"), ({"capacity": "king"}, "Select a valid choice"),
        ({"logo": file("GIF89a")}, "This is not a PNG or SVG picture."), ({"logo": file(DRAWING[:40])}, "This is not a PNG or SVG"),
        ({"logo": file("<svg" + "x" * MOST_BYTES)}, "The file is too large."),
        ({"logo": file(DRAWING.replace("<circle", '<image href="http://evil.example"/><circle'))}, "another picture in it"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_saved(sent: dict[str, object], said: str) -> None:
    browser, before = with_logo(), look()
    response = browser.post(reverse("firms:brand"), GOOD | sent)
    assert (response.status_code, look()) == (422, before)
    assert said in response.text
    assert "<title>Error:" in response.text
    assert browser.get(reverse("firms:logo")).content == clean(DRAWING.encode()).content


def test_a_file_larger_than_the_site_takes_is_left_unread() -> None:
    browser, before = with_logo(), look()
    response = browser.post(reverse("firms:brand"), GOOD | {"logo": file("x" * 6_000_000)})
    assert (response.status_code, look()) == (413, before)
    assert "The file is too large." in response.text


def test_the_language_switch_shows_what_was_typed_and_saves_nothing() -> None:
    browser, before = with_logo(), look()
    response = browser.post(reverse("firms:brand"), GOOD | {"name": "Typed just now", "switched": "es"})
    assert (response.status_code, look()) == (200, before)
    assert 'value="Typed just now"' in response.text


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_look_is_not_there_for_other_people(name: str) -> None:
    with_logo()
    assert Client().get(reverse(name)).status_code == 302
    assert signed_in_with_passkey("stranger@example.org").get(reverse(name)).status_code == 404


def test_the_lead_of_another_firm_meets_their_own() -> None:
    with_logo()
    browser = signed_in_with_passkey("other@example.org")
    browser.post(reverse("firms:firm"), GOOD | {"name": "Other"})
    assert GOOD["name"] not in browser.get(reverse("firms:brand")).text.replace("&amp;", "&")
    browser.post(reverse("firms:brand"), GOOD | {"name": "New"})
    assert browser.get(reverse("firms:logo")).status_code == 404
    assert sorted(Firm.objects.values_list("name", flat=True)) == [GOOD["name"], "New"]


def test_an_adviser_sees_the_logo_and_does_not_change_the_look() -> None:
    with_logo()
    browser, before = adviser(), look()
    assert browser.get(reverse("firms:logo")).status_code == 200
    assert browser.get(reverse("firms:brand")).status_code == 404
    assert browser.post(reverse("firms:brand"), GOOD | {"name": "X"}).status_code == 404
    assert look() == before


def test_the_look_is_changed_soon_after_a_passkey_only() -> None:
    browser, before = with_logo(), look()
    let_pass(browser, RECENT + 1)
    response = browser.post(reverse("firms:brand"), GOOD | {"name": "X"})
    assert (response.status_code, response.headers["Location"], look()) == (302, reverse("accounts:second_factor"), before)


def test_the_logo_opened_by_itself_may_do_nothing() -> None:
    response = with_logo().get(reverse("firms:logo"))
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Cache-Control"] == "no-store"


def test_a_firm_without_a_logo_has_none_to_show() -> None:
    assert started().get(reverse("firms:logo")).status_code == 404


@pytest.mark.parametrize("logo", [None, png(), DRAWING.encode()])
def test_a_report_keeps_the_look_of_its_day(logo: bytes | None) -> None:
    lead()
    firm = Firm.objects.create(name="Acme", capacity="broker", accent="#0d5a7d")
    if logo:
        cleaned = clean(logo)
        firm.logo, firm.logo_type = cleaned.content, cleaned.media_type
        firm.save()
    kept = brand_of(FirmMember.objects.create(firm=firm, user=User.objects.get(email=LEAD), role=FirmRole.LEAD)).kept()
    firm.name = "Another"
    again = Brand.read(kept)
    assert (again.name, again.adviser, again.capacity_words) == ("Acme", LEAD, "Broker-dealer representative")
    assert (again.logo, again.logo_type) == (bytes(firm.logo or b""), firm.logo_type)
    assert again.kept() == kept


@pytest.mark.parametrize("accent", ["red", "#FFF", "#12345", "#123456;}", "#123456\n", ""])
def test_a_brand_has_a_colour_or_there_is_none(accent: str) -> None:
    with pytest.raises(ValueError, match="an accent is #rrggbb"):
        Brand(name="a", capacity="broker", accent=accent, logo=b"", logo_type="", adviser="")


def test_contrast_is_as_the_standard_has_it() -> None:
    assert (on_white("#ffffff"), round(on_white("#000000"), 9)) == (1, 21)
    assert round(on_white("#767676"), 2) == 4.54
    assert accent_of(" #ABC ".replace("ABC", "135")) == "#113355"


@pytest.mark.parametrize(
    "adviser", ['"http://evil.example"@example.org', "http://evil.example", "a@b.c?cc=x@y.z", "javascript:x@y.z", "", "<b>@y.z"]
)
def test_only_a_plain_address_of_an_adviser_is_a_link(adviser: str) -> None:
    def link(address: str) -> str:
        return Brand(name="a", capacity="broker", accent="#0d5a7d", logo=b"", logo_type="", adviser=address).adviser_link

    assert link(adviser) == adviser
    assert not isinstance(link(adviser), SafeString)
    assert link("ana.lee+x@example.org") == '<a href="mailto:ana.lee%2Bx@example.org">ana.lee+x@example.org</a>'
