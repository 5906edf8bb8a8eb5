from django.urls import path

from advisor.plans import participants
from advisor.plans.views import people, plans, rules

app_name = "plans"

urlpatterns = [
    path("plans/", plans.plans, name="list"),
    path("plans/<str:plan_id>/", plans.plan, name="plan"),
    path("plans/<str:plan_id>/rules/", rules.rules, name="rules"),
    path("plans/<str:plan_id>/publish/", rules.publish, name="publish"),
    path("plans/<str:plan_id>/discard/", rules.discard, name="discard"),
    path("plans/<str:plan_id>/versions/<int:number>/", rules.version, name="version"),
    path("plans/<str:plan_id>/people/", people.people, name="people"),
    path("plans/<str:plan_id>/people/<str:membership_id>/role/", people.change_role, name="role"),
    path("plans/<str:plan_id>/people/<str:membership_id>/remove/", people.remove, name="remove"),
    path("plans/<str:plan_id>/people/<str:membership_id>/print-right/", people.print_right, name="print_right"),
    path("plans/<str:plan_id>/invitations/<str:invitation_id>/withdraw/", people.withdraw, name="withdraw"),
    path("plans/<str:plan_id>/link/new/", plans.new_link, name="new_link"),
    path("plans/<str:plan_id>/qr.svg", plans.qr_code, name="qr"),
    path("plans/<str:plan_id>/delete/", plans.delete, name="delete"),
    path("invitations/<str:secret>/", people.invited, name="invited"),
    path("p/leave/", participants.leave, name="leave"),  # before the next: a link has 22 letters, never these
    path("p/<str:link>/", participants.enter, name="enter"),
]
