"""Mapping campaigns: what everybody here knows, wishes for and misses."""

from django.urls import URLPattern, path

from brobygger.map.views import campaign_answers, campaign_tray, campaigns

# Without a log-in: the link in the mail is the key.
public: list[URLPattern] = [
    path("campaign/<str:token>/", campaign_answers.answer_by_link, name="answer"),
    path("campaign/<str:token>/pick/", campaign_answers.pick_by_link, name="pick"),
]
urlpatterns: list[URLPattern] = [
    path("map/campaigns/", campaigns.overview, name="campaigns"),
    path("map/campaigns/new/", campaigns.new, name="campaign_new"),
    path("map/campaigns/pick/", campaign_answers.pick, name="campaign_pick"),
    path("map/campaigns/<int:pk>/", campaigns.page, name="campaign"),
    path("map/campaigns/<int:pk>/edit/", campaigns.edit, name="campaign_edit"),
    path("map/campaigns/<int:pk>/close/", campaigns.close, name="campaign_close"),
    path("map/campaigns/<int:pk>/delete/", campaigns.delete, name="campaign_delete"),
    path("map/campaigns/<int:pk>/remind/", campaigns.remind, name="campaign_remind"),
    path("map/campaigns/<int:pk>/answer/", campaign_answers.answer, name="campaign_answer"),
    path("map/campaigns/<int:pk>/tray/", campaign_tray.page, name="campaign_tray"),
    path("map/campaigns/<int:pk>/late/", campaign_tray.take_late, name="campaign_late"),
    path("map/campaigns/<int:pk>/result/", campaigns.result, name="campaign_result"),
    path("map/campaigns/<int:pk>/tell/", campaigns.tell, name="campaign_tell"),
    path("map/campaigns/tray/<int:pk>/", campaign_tray.row, name="campaign_row"),
    path("map/campaigns/tray/<int:pk>/join/", campaign_tray.join, name="campaign_join"),
    path("map/campaigns/said/<int:pk>/separate/", campaign_tray.separate, name="campaign_separate"),
]
