"""The mail that invites somebody. It says who invites, and not the firm's name: anybody could write into that what they like."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from advisor.accounts.mail import deliver
from advisor.accounts.models import User
from advisor.firms.models import FirmInvitation


def send_invitation(request: HttpRequest, invitation: FirmInvitation, user: User) -> None:
    address = request.build_absolute_uri(reverse("firms:invited", args=[invitation.secret]))
    about = {"address": address, "by": user.email, "email": invitation.email, "site": request.get_host()}
    subject, text = (render_to_string(f"firms/email/{name}.txt", about) for name in ("invitation_subject", "invitation"))
    deliver(subject, text, email=invitation.email)
