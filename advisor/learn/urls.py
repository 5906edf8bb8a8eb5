from django.urls import path

from advisor.learn import views

app_name = "learn"

urlpatterns = [
    path("assumptions/", views.assumptions, name="assumptions"),
    path("method/", views.method, name="method"),
]
