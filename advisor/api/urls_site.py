"""Pages beside the API: the frame on foreign pages, where a firm looks after its frame and its keys, and how to use them."""

from django.urls import path

from advisor.api.views import about, embed, keys, widget

app_name = "api"

urlpatterns = [
    path("api/", about.about, name="about"),
    path("embed/<str:widget_id>/", embed.embed, name="embed"),
    path("firm/keys/", keys.keys, name="keys"),
    path("firm/keys/<str:key_id>/end/", keys.revoke, name="revoke"),
    path("firm/widget/", widget.widget, name="widget"),
    path("firm/widget/delete/", widget.delete, name="delete_widget"),
]
