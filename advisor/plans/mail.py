"""The mail that invites somebody. It says who invites, and not the plan's name: anybody could write into that what they like."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from advisor.accounts.mail import deliver
from advisor.plans.models import Invitation


def send_invitation(request: HttpRequest, invitation: Invitation, *, by: str) -> None:
    address = request.build_absolute_uri(reverse("plans:invited", args=[invitation.secret]))
    about = {"address": address, "by": by, "email": invitation.email, "site": request.get_host()}
    subject, text = (render_to_string(f"plans/email/{name}.txt", about) for name in ("invitation_subject", "invitation"))
    deliver(subject, text, email=invitation.email)
