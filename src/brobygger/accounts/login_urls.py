"""The log-in library's pages, those we use: no sign-up, no change of address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from brobygger.accounts.federation import gate
from brobygger.accounts.shell import in_own_workspace as framed
from brobygger.accounts.views import municipal

urlpatterns = [
    path("login/", account.LoginView.as_view(extra_context={"logins": gate.logins}), name="account_login"),
    path("login/with/<slug:key>/", municipal.begin, name="municipal_login"),
    path("login/with/<slug:key>/callback/", municipal.callback, name="municipal_callback"),
    path("login/with/<slug:key>/left/", municipal.logged_out, name="municipal_logged_out"),
    # The log-in library calls these by name.
    path("saml/<slug:organization_slug>/acs/", municipal.receive, name="saml_acs"),
    path("saml/<slug:organization_slug>/acs/finish/", municipal.finish, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/sls/", municipal.leave, name="saml_sls"),
    path("saml/<slug:organization_slug>/metadata/", municipal.metadata, name="saml_metadata"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", framed(account.password_change), name="account_change_password"),
    path("password/set/", framed(account.password_set), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", framed(mfa.index), name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", framed(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", framed(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", framed(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        framed(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("2fa/webauthn/", framed(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", framed(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path(
        "2fa/webauthn/reauthenticate/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("2fa/webauthn/keys/<int:pk>/remove/", framed(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", framed(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
]
