"""What other programs give and get: business cards, the calendar, the programme of events."""

from django.urls import URLPattern, path

from brobygger.network.views import exchange

urlpatterns: list[URLPattern] = [
    path("organisations/<int:pk>/card.vcf", exchange.organisation_card, name="organisation_card"),
    path("people/<int:pk>/card.vcf", exchange.person_card, name="person_card"),
]
