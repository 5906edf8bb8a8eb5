from django.urls import path

from advisor.planner import views

app_name = "planner"

urlpatterns = [
    path("", views.start, name="start"),
    path("answer/", views.answer, name="answer"),
    path("answer/moves/", views.moves, name="moves"),
]
