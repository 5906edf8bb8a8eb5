"""The one place that decides who may see a workforce: who may see its plan, and by which role. To anybody else it is not there."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from advisor.cohorts.models import Batch, Census, Upload
from advisor.plans.access import membership_for, plan_for
from advisor.plans.models import Plan, Role

WRITERS = (Role.LEAD, Role.EDITOR)

Visitor = AbstractBaseUser | AnonymousUser


def upload_for(user: Visitor, plan_id: str, upload_id: str) -> Upload:
    """One that waits to be confirmed, for who may write."""
    found = get_object_or_404(Upload.objects.select_related("plan"), id=upload_id, plan=plan_for(user, plan_id, *WRITERS))
    if found.is_over:
        raise Http404
    return found


def census_for(user: Visitor, plan_id: str, census_id: str, *roles: Role) -> Census:
    return get_object_or_404(Census.objects.select_related("plan"), id=census_id, plan=plan_for(user, plan_id, *roles))


def batch_for(user: Visitor, plan_id: str, batch_id: str, *roles: Role) -> Batch:
    found = Batch.objects.select_related("census__plan")
    return get_object_or_404(found, id=batch_id, census__plan=plan_for(user, plan_id, *roles))


def printing_plan_for(user: Visitor, plan_id: str) -> Plan:
    """For who has the right to print what is known of single people, which no role brings by itself."""
    own = membership_for(user, plan_id)
    if not own.may_print:
        raise Http404
    return own.plan
