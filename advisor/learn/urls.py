from django.urls import path

from advisor.learn import views

app_name = "learn"

urlpatterns = [
    path("assumptions/", views.assumptions, name="assumptions"),
]
