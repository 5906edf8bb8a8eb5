from django.urls import path

from advisor.accounts.views import confirming, keeping, passkeys, second_factor, signing_in

app_name = "accounts"

urlpatterns = [
    path("keep/", keeping.keep, name="keep"),
    path("kept/", keeping.kept, name="kept"),
    path("kept/<str:scenario_id>/rename/", keeping.rename, name="rename"),
    path("kept/<str:scenario_id>/delete/", keeping.delete, name="delete"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-in/passkey/", signing_in.passkey, name="passkey"),
    path("sign-in/passkey/options/", signing_in.passkey_options, name="passkey_options"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("sign-out/elsewhere/", signing_in.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("account/data/", keeping.download, name="download"),
    path("account/passkeys/", passkeys.add, name="add_passkey"),
    path("account/passkeys/options/", passkeys.add_options, name="add_passkey_options"),
    path("account/passkeys/<int:passkey_id>/remove/", passkeys.remove, name="remove_passkey"),
    path("account/confirm/<str:purpose>/", confirming.confirm, name="confirm"),
    path("account/confirm/<str:purpose>/code/", confirming.code, name="confirm_code"),
    path("account/confirm/<str:purpose>/passkey/", confirming.passkey, name="confirm_passkey"),
    path("account/confirm/<str:purpose>/passkey/options/", confirming.passkey_options, name="confirm_passkey_options"),
    path("account/second-factor/", second_factor.second_factor, name="second_factor"),
    path("account/deleted/", confirming.deleted, name="deleted"),
]
