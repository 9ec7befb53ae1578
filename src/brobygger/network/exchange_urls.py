"""What other programs give and get: business cards, the calendar, the programme of events."""

from django.urls import URLPattern, path

from brobygger.network.views import calendar, exchange, programme, programme_settings

# Without a log-in: the address is the key.
public: list[URLPattern] = [path("calendar/<str:token>.ics", calendar.feed, name="feed")]
urlpatterns: list[URLPattern] = [
    path("organisations/<int:pk>/card.vcf", exchange.organisation_card, name="organisation_card"),
    path("people/<int:pk>/card.vcf", exchange.person_card, name="person_card"),
    path("follow-ups/calendar/", calendar.page, name="calendar"),
    path("follow-ups/<int:pk>/follow-up.ics", calendar.follow_up, name="follow_up_file"),
    path("programme/", programme.tray, name="programme"),
    path("programme/<int:pk>/", programme.partner, name="programme_partner"),
    path("programme/news/<int:pk>/", programme.news, name="programme_news"),
    path("settings/programme/", programme_settings.page, name="programme_settings"),
]
