from django.urls import path

from advisor.cohorts.views import batches, census, letters, participants, workforce

app_name = "cohorts"

urlpatterns = [
    path("plans/<str:plan_id>/workforce/", workforce.workforce, name="workforce"),
    path("plans/<str:plan_id>/census/<str:census_id>/draft/", workforce.draft, name="draft"),
    path("plans/<str:plan_id>/census/<str:census_id>/figures.csv", workforce.figures, name="figures"),
    path("plans/<str:plan_id>/census/", census.upload, name="upload"),
    path("plans/<str:plan_id>/census/template.csv", census.template, name="template"),
    path("plans/<str:plan_id>/census/uploads/<str:upload_id>/", census.check, name="check"),
    path("plans/<str:plan_id>/census/<str:census_id>/", census.census, name="census"),
    path("plans/<str:plan_id>/census/<str:census_id>/delete/", census.delete, name="delete"),
    path("plans/<str:plan_id>/census/<str:census_id>/answers/", batches.answer, name="answer"),
    path("plans/<str:plan_id>/batches/<str:batch_id>/", batches.batch, name="batch"),
    path("plans/<str:plan_id>/batches/<str:batch_id>/stop/", batches.stop, name="stop"),
    path("plans/<str:plan_id>/batches/<str:batch_id>/go-on/", batches.go_on, name="go_on"),
    path("plans/<str:plan_id>/census/<str:census_id>/letters/", letters.letters, name="letters"),
    path("plans/<str:plan_id>/batches/<str:batch_id>/letters-<int:number>.zip", letters.part, name="part"),
    path("p/<str:link>/<str:secret>/", participants.letter, name="letter"),
]
