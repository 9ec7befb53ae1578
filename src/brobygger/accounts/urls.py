from django.urls import include, path

from brobygger.accounts.views import links, login_settings, members, personal, teams, tokens, workspaces

app_name = "accounts"
in_workspace = [
    path("members/", members.members, name="members"),
    path("members/invite/", members.invite, name="invite"),
    path("members/new/", members.member_new, name="member_new"),
    path("members/<int:pk>/", members.member_page, name="member"),
    path("members/<int:pk>/edit/", members.member_edit, name="member_edit"),
    path("members/<int:pk>/role/", members.member_role, name="member_role"),
    path("members/<int:pk>/invite/", members.member_invite, name="member_invite"),
    path("members/<int:pk>/invite-again/", members.member_reinvite, name="member_reinvite"),
    path("members/<int:pk>/withdraw/", members.member_withdraw, name="member_withdraw"),
    path("members/<int:pk>/left/", members.member_leave, name="member_leave"),
    path("teams/", teams.teams, name="teams"),
    path("teams/new/", teams.team_new, name="team_new"),
    path("teams/<int:pk>/", teams.team_page, name="team"),
    path("teams/<int:pk>/edit/", teams.team_edit, name="team_edit"),
    path("teams/<int:pk>/delete/", teams.team_delete, name="team_delete"),
    path("settings/", workspaces.settings, name="settings"),
    path("settings/tokens/", tokens.tokens, name="tokens"),
    path("settings/tokens/new/", tokens.token_new, name="token_new"),
    path("settings/tokens/<int:pk>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("settings/login/", login_settings.log_in, name="login_settings"),
    path("settings/login/demand/", login_settings.demand, name="login_demand"),
    path("settings/login/identities/<int:pk>/forget/", login_settings.forget, name="identity_forget"),
    path("settings/login/<int:pk>/close/", login_settings.end_break_glass, name="break_glass_end"),
]
urlpatterns = [
    path("", personal.start, name="start"),
    path("language/", personal.language, name="language"),
    path("profile/", personal.profile, name="profile"),
    path("link/<str:token>/", links.link, name="link"),
    path("<slug:workspace>/", include(in_workspace)),
]
