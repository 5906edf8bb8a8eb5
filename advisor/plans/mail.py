"""The mail that invites somebody. It says who invites, and not the plan's name: anybody could write into that what they like."""

from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from advisor.plans.models import Invitation


def send_invitation(request: HttpRequest, invitation: Invitation, *, by: str) -> None:
    address = request.build_absolute_uri(reverse("plans:invited", args=[invitation.secret]))
    about = {"address": address, "by": by, "email": invitation.email, "site": request.get_host()}
    subject = render_to_string("plans/email/invitation_subject.txt", about).strip()
    send_mail(subject, render_to_string("plans/email/invitation.txt", about).strip() + "\n", None, [invitation.email])
