"""People who look after one place together: invited by mail, each with a role, one of them always a lead. An employer's plan is such a
place, and so is a firm. Each change takes the place's row first, so that two people at once come one after the other."""

from collections.abc import Callable
from dataclasses import dataclass
from smtplib import SMTPException
from typing import Any, Generic, TypeVar

from django import forms
from django.db import transaction
from django.db.models import Model, TextChoices
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from advisor.accounts import audit, limits
from advisor.accounts.models import INVITED_FOR, Invitation, User

Place = TypeVar("Place", bound=Model)
Member = TypeVar("Member", bound=Model)
Invited = TypeVar("Invited", bound=Invitation)


class LastLead(Exception):
    """A place always has a lead."""


class AlreadyMember(Exception):
    """Who is invited is there."""


class TooManyInvitations(Exception):
    """By this person in a day, or to this address."""


class NotSent(Exception):
    """The invitation stands, but the mail server did not take its mail. To invite the address again sends a new one."""


@dataclass(frozen=True, kw_only=True)
class Together(Generic[Place, Member, Invited]):
    """One kind of place. `named` is the field by which members and invitations say which it is; `acts` has a word for each change."""

    places: type[Place]
    members: type[Member]
    invitations: type[Invited]
    named: str
    lead: str
    acts: type[TextChoices]
    send: Callable[[HttpRequest, Invited, User], None]

    def taken(self, place: Place) -> Place:
        """The place as it is now, for this transaction alone."""
        found: Place = get_object_or_404(self._rows(self.places).select_for_update(), pk=place.pk)
        return found

    @transaction.atomic
    def invite(self, *, request: HttpRequest, place: Place, user: User, email: str, role: str) -> Invited:
        """By mail, once the row is there. A new invitation of an address takes the place of an older one."""
        place, email = self.taken(place), email.lower()
        if self._of(self.members, place).filter(user__email=email).exists():
            raise AlreadyMember
        if not limits.may_invite(request, by=user.email, to=email):
            raise TooManyInvitations
        self._of(self.invitations, place).filter(email=email).delete()
        made = self._rows(self.invitations).create(**{self.named: place}, email=email, role=role, by=audit.actor(user))
        self._record(user, "INVITE", place, made)
        transaction.on_commit(lambda: self._send(request, made, user))
        invitation: Invited = made
        return invitation

    @transaction.atomic
    def withdraw(self, *, place: Place, user: User, invitation_id: str) -> None:
        invitation = get_object_or_404(self._of(self.invitations, self.taken(place)), id=invitation_id)
        self._record(user, "WITHDRAW", place, invitation)
        invitation.delete()

    def invitation_for(self, *, secret: str, user: User) -> Invited:
        """Only for the address that was invited, and only until it is over; Http404 else."""
        found: Invited = get_object_or_404(self._rows(self.invitations).select_related(self.named), secret=secret, email=user.email)
        if found.is_over:
            raise Http404
        return found

    @transaction.atomic
    def accept(self, *, secret: str, user: User) -> Place:
        """Works once. Whoever is a member already keeps the role they have."""
        place = self.taken(getattr(self.invitation_for(secret=secret, user=user), self.named))
        invitation = self.invitation_for(secret=secret, user=user)  # as it is now: a second click waited, and finds none
        self._rows(self.members).get_or_create(**{self.named: place}, user=user, defaults={"role": invitation.role})
        self._record(user, "ACCEPT", place, invitation)
        invitation.delete()
        return place

    @transaction.atomic
    def change_role(self, *, place: Place, user: User, member_id: str, role: str) -> Member:
        member = self.member(place, member_id)
        if member.role != role:
            self.keep_a_lead(place, member)
            member.role = role
            member.save(update_fields=["role"])
            self._record(user, "CHANGE_ROLE", place, member)
        changed: Member = member
        return changed

    @transaction.atomic
    def remove(self, *, place: Place, user: User, member_id: str) -> None:
        member = self.member(place, member_id)
        self.keep_a_lead(place, member)
        self._record(user, "REMOVE", place, member)
        member.delete()

    def erase_expired(self) -> None:
        """Invitations that are over, and with them the addresses that nobody has proven."""
        self._rows(self.invitations).filter(made_at__lte=timezone.now() - INVITED_FOR).delete()

    def waiting(self, place: Place) -> list[Invited]:
        """Oldest first."""
        return [invitation for invitation in self._of(self.invitations, place).order_by("made_at") if not invitation.is_over]

    def member(self, place: Place, member_id: str) -> Any:
        """As it is now, for this transaction alone."""
        return get_object_or_404(self._of(self.members, self.taken(place)), id=member_id)

    def keep_a_lead(self, place: Place, member: Any) -> None:
        leads = self._of(self.members, place).filter(role=self.lead)
        if member.role == self.lead and not leads.exclude(pk=member.pk).exists():
            raise LastLead

    def _send(self, request: HttpRequest, invitation: Invited, user: User) -> None:
        try:
            self.send(request, invitation, user)
        except (SMTPException, OSError) as error:
            raise NotSent from error

    def _record(self, user: User, act: str, place: Place, about: Model) -> None:
        audit.record(user, self.acts[act], plan=place.pk, about=about.pk)

    def _of(self, rows: Any, place: Place) -> Any:
        return self._rows(rows).filter(**{self.named: place})

    def _rows(self, rows: Any) -> Any:
        return rows.objects


def invite_or_say(form: forms.Form, invite: Callable[[], object], *, already: str) -> bool:
    """Whether it was done. If not, the field for the address says why; `already` is said of somebody who is there."""
    try:
        invite()
    except AlreadyMember:
        form.add_error("email", already)
    except TooManyInvitations:
        form.add_error("email", gettext("Too many invitations were sent today. Try again tomorrow."))
    except NotSent:
        form.add_error("email", gettext("We could not send the mail. Please try again in a few minutes."))
    return not form.errors
