from django.urls import path

from advisor.learn import reference_views, views

app_name = "learn"

urlpatterns = [
    path("learn/", views.index, name="index"),
    path("check/", views.check, name="check"),
    path("assumptions/", views.assumptions, name="assumptions"),
    path("method/", views.method, name="method"),
    path("learn/glossary/", reference_views.glossary, name="glossary"),
    path("learn/pool/", reference_views.pool, name="pool"),
    path("learn/state-of-play/", reference_views.state_of_play, name="state_of_play"),
    path("learn/<slug:slug>/", views.topic, name="topic"),  # last: an address with a page of its own comes before it
]
