"""Who belongs to a firm: members, their roles, and those invited. Only a lead comes here; whoever is invited, to one page."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.accounts.together import LastLead, invite_or_say
from advisor.asking import asked_once_more
from advisor.firms import belongings, services
from advisor.firms.access import member_for
from advisor.firms.forms import InviteForm, RoleForm
from advisor.firms.models import Firm, FirmMember, FirmRole
from advisor.languages import switched
from advisor.present.figures import number
from advisor.requests import HtmxRequest, see_other

TAKING = "taking"  # how many clients whoever removes somebody has agreed to take over


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def people(request: HtmxRequest) -> HttpResponse:
    """By POST somebody is invited."""
    firm = member_for(user_of(request), FirmRole.LEAD).firm
    if request.method != "POST" or switched(request):
        return people_page(request, firm, InviteForm(initial=request.POST.dict()))
    form = InviteForm(request.POST)
    if not form.is_valid():
        return people_page(request, firm, form, status=422)
    email, role = form.cleaned_data["email"], FirmRole(form.cleaned_data["role"])
    invite = partial(services.invite, request=request, firm=firm, user=user_of(request), email=email, role=role)
    if not invite_or_say(form, invite, already=gettext("This person belongs to the firm already. Change their role in the list above.")):
        return people_page(request, firm, form, status=422)
    return see_other("firms:people")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def change_role(request: HtmxRequest, member_id: str) -> HttpResponse:
    firm = member_for(user_of(request), FirmRole.LEAD).firm
    get_object_or_404(firm.members, id=member_id)
    form = RoleForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("firms:people")
    try:
        changed = services.PEOPLE.change_role(place=firm, user=user_of(request), member_id=member_id, role=form.cleaned_data["role"])
    except LastLead:
        return people_page(request, firm, InviteForm(), problem=last_lead(), about=member_id, status=422)
    return see_other("firms:firm" if changed.user_id == user_of(request).pk else "firms:people")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def remove(request: HtmxRequest, member_id: str) -> HttpResponse:
    """Who has clients is removed by somebody who takes them over, all of them; nobody takes over their own."""
    own = member_for(user_of(request), FirmRole.LEAD)
    member = get_object_or_404(own.firm.members.select_related("user"), id=member_id)
    if request.method != "POST":
        return remove_page(request, member, is_own=member == own)
    taking = request.POST.get(TAKING, "0")
    try:
        services.remove_member(firm=own.firm, user=user_of(request), member_id=member_id, taking=int(taking) if taking.isdecimal() else 0)
    except LastLead:
        return people_page(request, own.firm, InviteForm(), problem=last_lead(), about=member_id, status=422)
    except services.HasClients:  # the page says how many there are now, and what can be done
        return see_other("firms:remove", member_id)
    return see_other("firms:firm" if member == own else "firms:people")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def withdraw(request: HtmxRequest, invitation_id: str) -> HttpResponse:
    firm = member_for(user_of(request), FirmRole.LEAD).firm
    get_object_or_404(firm.invitations, id=invitation_id)
    if request.method == "POST":
        services.PEOPLE.withdraw(place=firm, user=user_of(request), invitation_id=invitation_id)
    return see_other("firms:people")


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HtmxRequest, secret: str) -> HttpResponse:
    """Says nothing about the firm until the address is the invited one; for any other, for all it says, there may be none."""
    if not request.user.is_authenticated:
        return render(request, "accounts/invited_sign_in.html")
    try:
        invitation = services.PEOPLE.invitation_for(secret=secret, user=user_of(request))
        if request.method == "POST" and not switched(request):
            services.accept(secret=secret, user=user_of(request))
            return see_other("firms:firm")
    except Http404:
        about = {"to": reverse("firms:firm"), "to_words": gettext("To your firm")}
        return render(request, "accounts/invited_not.html", about, status=404)
    except services.InAFirm:
        return render(request, "firms/invited_elsewhere.html", {"invitation": invitation}, status=409)
    return render(request, "firms/invited.html", {"invitation": invitation})


def people_page(
    request: HtmxRequest, firm: Firm, form: InviteForm, *, problem: str = "", about: str = "", status: int = 200
) -> HttpResponse:
    members = firm.members.select_related("user").order_by("user__email")
    context = {"firm": firm, "form": form, "members": members, "waiting": services.PEOPLE.waiting(firm), "roles": FirmRole.choices}
    return render(request, "firms/people.html", context | {"problem": problem, "about": about}, status=status)


def remove_page(request: HtmxRequest, member: FirmMember, *, is_own: bool) -> HttpResponse:
    clients = belongings.clients_of(member)
    if clients and is_own:
        return render(request, "firms/own_clients.html", {"firm": member.firm})
    return asked_once_more(
        request,
        heading=gettext("Remove %(email)s?") % {"email": member.user.email},
        lead=gettext("They no longer belong to the firm. Their account stays.") if not clients else whose_clients(clients),
        yes=gettext("Remove them and take over") if clients else gettext("Remove them"),
        no=gettext("Keep them"),
        back=reverse("firms:people"),
        crumb="firms/_crumb.html",
        hidden=[(TAKING, str(clients))],
        firm=member.firm,
    )


def whose_clients(clients: int) -> str:
    words = ngettext(
        "They have one client. That client becomes yours. To give it to somebody else, have them hand it over first.",
        "They have %(clients)s clients. These become yours. To give them to others, have them handed over first.",
        clients,
    )
    return words % {"clients": number(clients)}


def last_lead() -> str:
    return gettext("A firm always has a lead. First make somebody else lead.")
