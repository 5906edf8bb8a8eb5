"""Every address of the site. Each app's urls.py is its table of contents."""

from django.conf.urls.i18n import i18n_patterns
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path

from advisor import health, metrics_page, status, well_known

handler500 = "advisor.unavailable.failed"

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics_page.metrics, name="metrics"),
    path("robots.txt", well_known.robots_txt, name="robots"),
    path(".well-known/security.txt", well_known.security_txt, name="security"),
    path("favicon.ico", lambda request: redirect(static("img/favicon.svg"))),  # browsers ask for it beside a PDF
    path("", include("advisor.api.urls")),
    *i18n_patterns(
        path("", include("advisor.planner.urls")),
        path("", include("advisor.accounts.urls")),
        path("", include("advisor.api.urls_site")),
        path("", include("advisor.compare.urls")),
        path("", include("advisor.clients.urls")),
        path("", include("advisor.cohorts.urls")),
        path("", include("advisor.firms.urls")),
        path("", include("advisor.plans.urls")),
        path("", include("advisor.learn.urls")),
        path("", include("advisor.reports.urls")),
        path("status/", status.status, name="status"),
        prefix_default_language=False,
    ),
]
