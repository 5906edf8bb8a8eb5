"""A firm with its people, for tests."""

from dataclasses import dataclass

from django.test import RequestFactory

from advisor.accounts.models import User
from advisor.clients.models import Client
from advisor.firms import services
from advisor.firms.models import Capacity, Firm, FirmInvitation, FirmMember, FirmRole

LEAD, ADVISER, OTHER = "lead@example.org", "adviser@example.org", "other@example.org"


@dataclass(frozen=True)
class Office:
    firm: Firm
    lead: User
    adviser: User

    def own(self, user: User) -> FirmMember:
        return self.firm.members.get(user=user)

    def client(self, name: str = "Maya Client", adviser: User | None = None) -> Client:
        return Client.objects.create(firm=self.firm, adviser=adviser or self.adviser, name=name)


def started(email: str = LEAD, name: str = "Harbor Advice") -> Firm:
    return services.start_firm(user=User.objects.with_address(email), name=name, capacity=Capacity.FIDUCIARY)


def joined(firm: Firm, email: str, role: FirmRole = FirmRole.ADVISER) -> User:
    user = User.objects.with_address(email)
    FirmMember.objects.create(firm=firm, user=user, role=role)
    return user


def office() -> Office:
    """A lead and an adviser."""
    firm = started()
    return Office(firm=firm, lead=User.objects.get(email=LEAD), adviser=joined(firm, ADVISER))


def invited(firm: Firm, by: User, email: str = OTHER, role: FirmRole = FirmRole.ADVISER) -> FirmInvitation:
    return services.invite(request=RequestFactory().post("/"), firm=firm, user=by, email=email, role=role)
