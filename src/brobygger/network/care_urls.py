"""Addresses of what looks after the network, and of handovers."""

from django.urls import path

from brobygger.network.views import approaches, care, cold, digest, handovers

urlpatterns = [
    path("care/", care.hub, name="care"),
    path("care/known-by-one/", care.known_by_one, name="care_one"),
    path("care/known-by-one/bulk/", care.known_by_one_bulk, name="care_one_bulk"),
    path("care/cold/", cold.cold, name="care_cold"),
    path("care/cold/bulk/", cold.cold_bulk, name="care_cold_bulk"),
    path("care/cold/aside/", cold.snoozed, name="care_snoozed"),
    path("care/cold/aside/bulk/", cold.snoozed_bulk, name="care_snoozed_bulk"),
    path("care/cold/<int:pk>/", cold.one, name="cold"),
    path("care/approached/", approaches.approached, name="care_approached"),
    path("care/approached/bulk/", approaches.approached_bulk, name="care_approached_bulk"),
    path("care/approached/<int:pk>/", approaches.agree, name="approach"),
    path("care/held/", care.held, name="care_held"),
    path("care/blank/", care.blank_areas, name="care_blank"),
    path("care/mail/", digest.page, name="digest"),
    path("settings/intervals/", care.intervals, name="intervals"),
    path("handovers/", handovers.listed, name="handovers"),
    path("handovers/new/", handovers.new, name="handover_new"),
    path("handovers/waiting/", handovers.waiting, name="handovers_waiting"),
    path("handovers/waiting/bulk/", handovers.waiting_bulk, name="handovers_waiting_bulk"),
    path("handovers/<int:pk>/", handovers.page, name="handover"),
    path("handovers/<int:pk>/bulk/", handovers.page_bulk, name="handover_bulk"),
    path("handovers/<int:pk>/fill/", handovers.fill, name="handover_fill"),
    path("handovers/lines/<int:pk>/", handovers.line, name="handover_line"),
]
