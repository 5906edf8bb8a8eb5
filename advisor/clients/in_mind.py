"""For which client an adviser works out an answer: an id in the session, until the answer is kept or they leave it."""

from django.http import HttpRequest

from advisor.clients.models import Client
from advisor.firms.access import place_of
from advisor.firms.models import FirmMember

KEY = "client"
_MEMBER = "_firm_member"  # on the request


def have_in_mind(request: HttpRequest, client: Client) -> None:
    request.session[KEY] = client.id


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def client_in_mind(request: HttpRequest) -> Client | None:
    """Nothing is looked up for who has none in mind."""
    if not request.user.is_authenticated or not request.session.get(KEY):
        return None
    member = member_of(request)
    return Client.objects.filter(id=request.session[KEY], adviser=request.user.pk, firm=member.firm_id).first() if member else None


def member_of(request: HttpRequest) -> FirmMember | None:
    """Their place in a firm; looked up once for each request, and not for who is not signed in."""
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, _MEMBER):
        setattr(request, _MEMBER, place_of(request.user))
    found: FirmMember | None = getattr(request, _MEMBER)
    return found
