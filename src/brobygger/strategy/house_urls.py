"""Who answers for partnerships in the house."""

from django.urls import URLPattern, path

from brobygger.strategy.views import house

urlpatterns: list[URLPattern] = [
    path("house/", house.page, name="house"),
    path("house/responsibility/", house.responsibility, name="responsibility"),
    path("house/keepers/", house.keepers, name="keepers"),
    path("house/keepers/give/", house.give_many, name="keepers_give"),
    path("house/keepers/network/", house.give_network, name="keeper_network"),
    path("house/keepers/<int:pk>/end/", house.end_keeper, name="keeper_end"),
    path("house/time/", house.time, name="house_time"),
    path("house/time/note/", house.note_hours, name="hours_note"),
    path("house/time/aside/", house.set_aside, name="time_aside"),
    path("house/time/aside/<int:pk>/end/", house.end_time, name="time_end"),
    path("house/time/hours/<int:pk>/delete/", house.delete_hours, name="hours_delete"),
    path("house/readiness/check/", house.check, name="readiness_check"),
    path("house/readiness/<int:pk>/", house.readiness, name="readiness"),
    path("organisations/<int:pk>/keeper/", house.keeper, name="keeper"),
    path("organisations/<int:pk>/keeper/give/", house.give, name="keeper_give"),
]
