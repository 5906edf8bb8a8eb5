from django.urls import path

from advisor.firms.views import firm, look, people

app_name = "firms"

urlpatterns = [
    path("firm/", firm.firm, name="firm"),
    path("firm/brand/", look.brand, name="brand"),
    path("firm/logo/", look.logo, name="logo"),
    path("firm/delete/", firm.delete, name="delete"),
    path("firm/people/", people.people, name="people"),
    path("firm/people/<str:member_id>/role/", people.change_role, name="role"),
    path("firm/people/<str:member_id>/remove/", people.remove, name="remove"),
    path("firm/invitations/<str:invitation_id>/withdraw/", people.withdraw, name="withdraw"),
    path("firm/invitations/<str:secret>/", people.invited, name="invited"),
]
