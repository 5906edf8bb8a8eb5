"""The mail that invites somebody. It says who invites, and not the firm's name: anybody could write into that what they like."""

from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from advisor.accounts.models import User
from advisor.firms.models import FirmInvitation


def send_invitation(request: HttpRequest, invitation: FirmInvitation, user: User) -> None:
    address = request.build_absolute_uri(reverse("firms:invited", args=[invitation.secret]))
    about = {"address": address, "by": user.email, "email": invitation.email, "site": request.get_host()}
    subject = render_to_string("firms/email/invitation_subject.txt", about).strip()
    send_mail(subject, render_to_string("firms/email/invitation.txt", about).strip() + "\n", None, [invitation.email])
