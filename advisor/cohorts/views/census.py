"""A census: its file, what its columns mean, what is wrong in it, and its end."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts import audit
from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.cohorts import batches, census_saving, columns
from advisor.cohorts.access import WRITERS, census_for, upload_for
from advisor.cohorts.checking import Checked
from advisor.cohorts.checking import check as checked_by
from advisor.cohorts.columns import Columns
from advisor.cohorts.exported import csv_file
from advisor.cohorts.models import Batch, Census, Upload
from advisor.cohorts.preview import preview, seen
from advisor.cohorts.reading import read
from advisor.cohorts.refused import Refused
from advisor.cohorts.template import template_rows
from advisor.languages import switched
from advisor.plans.access import membership_for, plan_for
from advisor.plans.asked import asked
from advisor.plans.models import Plan, Role
from advisor.present.figures import number
from advisor.receiving import is_too_large
from advisor.requests import HtmxRequest, see_other

MORE_SHEETS = "more-sheets"  # in the address of the next page: it says nothing of anybody


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def upload(request: HtmxRequest, plan_id: str) -> HttpResponse:
    plan = plan_for(user_of(request), plan_id, *WRITERS)
    if request.method != "POST":
        return upload_page(request, plan)
    file = request.FILES.get("census")
    if is_too_large(request):
        return upload_page(
            request, plan, problem=gettext("The file is larger than 5 MB. Leave out columns that are not needed."), status=413
        )
    if file is None:
        return upload_page(request, plan, problem=gettext("Pick a file."), status=422)
    try:
        table = read(file.read())
    except Refused as refused:
        return upload_page(request, plan, problem=refused.words, status=422)
    kept = census_saving.keep_upload(plan=plan, user=user_of(request), name=file.name or "", table=table)
    response = see_other("cohorts:check", plan.id, kept.id)
    if table.more_sheets:
        response["Location"] += f"?{MORE_SHEETS}"
    return response


@require_safe
@needs_passkey
def template(request: HtmxRequest, plan_id: str) -> HttpResponse:
    plan_for(user_of(request), plan_id, *WRITERS)
    return csv_file("census.csv", template_rows())


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def check(request: HtmxRequest, plan_id: str, upload_id: str) -> HttpResponse:
    """By POST: other columns, the faults as a file, or that all is right."""
    plan = plan_for(user_of(request), plan_id, *WRITERS)
    if plan.censuses.filter(id=upload_id).exists():  # confirmed, with the first of two clicks
        return see_other("cohorts:workforce", plan.id)
    found = upload_for(user_of(request), plan_id, upload_id)
    picked = columns.sent(found.table[0], request.POST) if request.method == "POST" else columns.guessed(found.table[0])
    if "confirm" in request.POST and request.POST.get("seen") == seen(picked) and not switched(request):
        return confirm(request, found, picked)
    checked = checked_by(found.table, picked)
    if "faults" in request.POST and not switched(request):
        return csv_file("faults.csv", faults_rows(checked))
    return check_page(request, found, picked, checked)


@require_safe
@needs_passkey
def census(request: HtmxRequest, plan_id: str, census_id: str) -> HttpResponse:
    found, own = census_for(user_of(request), plan_id, census_id), membership_for(user_of(request), plan_id)
    people = found.people.count()
    said = ngettext("%(people)s person", "%(people)s people", people) % {"people": number(people)}
    about = {"plan": own.plan, "census": found, "people": said, "by": audit.names([found.by])[found.by]}
    rights = {"may_write": own.role in WRITERS, "may_lead": own.role == Role.LEAD, "may_print": own.may_print}
    return render(request, "cohorts/census.html", about | rights)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def delete(request: HtmxRequest, plan_id: str, census_id: str) -> HttpResponse:
    found = census_for(user_of(request), plan_id, census_id, Role.LEAD)
    if request.method != "POST":
        return delete_page(request, found)
    census_saving.delete_census(census=found, user=user_of(request))
    return see_other("cohorts:upload", plan_id)


def confirm(request: HtmxRequest, found: Upload, picked: Columns) -> HttpResponse:
    """The census, and at once the answers for its people if the plan has rules."""
    try:
        saved = census_saving.save_census(upload=found, user=user_of(request), columns=picked)
        batches.start(census=saved, user=user_of(request), kind=Batch.Kind.ANSWERS)
    except census_saving.Faulty as faulty:
        return check_page(request, found, picked, faulty.checked, status=422)
    except batches.NotPublished:
        pass  # the next page says so
    return see_other("cohorts:workforce", found.plan_id)


def upload_page(request: HtmxRequest, plan: Plan, *, problem: str = "", status: int = 200) -> HttpResponse:
    censuses = plan.censuses.order_by("-made_at")
    return render(request, "cohorts/upload.html", {"plan": plan, "censuses": censuses, "problem": problem}, status=status)


def check_page(request: HtmxRequest, found: Upload, picked: Columns, checked: Checked, *, status: int = 200) -> HttpResponse:
    about = {"plan": found.plan, "upload": found, "shown": preview(found, picked, checked), "more_sheets": MORE_SHEETS in request.GET}
    return render(request, "cohorts/check.html", about, status=status)


def delete_page(request: HtmxRequest, found: Census) -> HttpResponse:
    return asked(
        request,
        found.plan,
        heading=gettext("Delete “%(census)s”?") % {"census": found.name},
        lead=gettext("Its people, answers and letters are gone at once, for everybody. This cannot be undone."),
        yes=gettext("Delete the census"),
        no=gettext("Keep the census"),
        back=reverse("cohorts:census", args=[found.plan_id, found.id]),
    )


def faults_rows(checked: Checked) -> list[tuple[str | int, ...]]:
    head = (gettext("Row"), gettext("Column"), gettext("In the file"), gettext("What is wrong"))
    return [head, *((fault.row, fault.column, fault.given, fault.words) for fault in checked.faults)]
