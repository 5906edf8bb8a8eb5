from django.urls import path

from advisor.reports import verify_views, views

app_name = "reports"

urlpatterns = [
    path("report/", views.ask, name="request"),
    path("report/<str:report_id>/", views.status, name="status"),
    path("report/<str:report_id>/again/", views.again, name="again"),
    path("report/<str:report_id>/file/", views.file, name="file"),
    path("verify/", verify_views.verify, name="verify"),
    path("v/<str:mark>/", verify_views.marked, name="marked"),
]
