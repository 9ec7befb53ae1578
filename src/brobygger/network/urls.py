"""The table of contents of the network. Lists first; each noun adds its own pages below its list."""

from django.urls import URLPattern, URLResolver, path

from brobygger.network import board_urls, care_urls, exchange_urls, import_urls
from brobygger.network.views import (
    activities,
    bulk,
    capture,
    colleagues,
    contacts,
    duplicates,
    formality,
    lists,
    municipality,
    organisations,
    people,
    settings,
)

app_name = "network"
urlpatterns: list[URLPattern | URLResolver] = [
    # Organisations
    path("organisations/", lists.organisations, name="organisations"),
    path("organisations/bulk/", bulk.organisations, name="organisations_bulk"),
    path("organisations/new/", organisations.new, name="organisation_new"),
    path("organisations/municipality/", municipality.field, name="municipality"),
    path("organisations/<int:pk>/", organisations.page, name="organisation"),
    *(
        path(f"organisations/<int:pk>/{tab}/", organisations.page, {"tab": tab}, name=f"organisation_{tab}")
        for tab in ("contacts", "together", "ties", "journal", "history")
    ),
    path("organisations/<int:pk>/edit/", organisations.edit, name="organisation_edit"),
    path("organisations/<int:pk>/delete/", organisations.delete, name="organisation_delete"),
    path("organisations/<int:pk>/formality/", formality.decide, name="formality"),
    path("organisations/<int:pk>/known/", people.tie_at_organisation, name="organisation_known"),
    path("organisations/<int:pk>/ask/<int:colleague>/", colleagues.ask, name="ask"),
    path("organisations/<int:pk>/ties/new/", organisations.tie_new, name="organisation_tie_new"),
    path("organisations/<int:pk>/ties/<int:tie>/end/", organisations.tie_end, name="organisation_tie_end"),
    path("formality/<int:pk>/delete/", formality.delete, name="formality_delete"),
    # People
    path("people/", lists.people, name="people"),
    path("people/bulk/", bulk.people, name="people_bulk"),
    path("people/new/", people.new, name="person_new"),
    path("people/<int:pk>/", people.page, name="person"),
    path("people/<int:pk>/edit/", people.edit, name="person_edit"),
    path("people/<int:pk>/delete/", people.delete, name="person_delete"),
    path("people/<int:pk>/affiliations/new/", people.affiliation_new, name="affiliation_new"),
    path("people/<int:pk>/known/", people.tie_to_person, name="person_known"),
    path("affiliations/<int:pk>/", people.affiliation_edit, name="affiliation"),
    path("affiliations/<int:pk>/end/", people.affiliation_end, name="affiliation_end"),
    path("ties/<int:pk>/", people.tie_edit, name="tie"),
    path("ties/<int:pk>/end/", people.tie_end, name="tie_end"),
    # Colleagues
    path("colleagues/", lists.colleagues, name="colleagues"),
    path("colleagues/<int:pk>/", colleagues.page, name="colleague"),
    # Contacts and activities
    path("contacts/", lists.contacts, name="contacts"),
    path("contacts/capture/", capture.line, name="capture"),
    path("contacts/new/", contacts.new, name="contact_new"),
    path("contacts/<int:pk>/", contacts.page, name="contact"),
    path("contacts/<int:pk>/edit/", contacts.edit, name="contact_edit"),
    path("contacts/<int:pk>/delete/", contacts.delete, name="contact_delete"),
    path("activities/", lists.activities, name="activities"),
    path("activities/new/", activities.new, name="activity_new"),
    path("activities/<int:pk>/", activities.page, name="activity"),
    path("activities/<int:pk>/edit/", activities.edit, name="activity_edit"),
    path("activities/<int:pk>/delete/", activities.delete, name="activity_delete"),
    # Follow-ups
    path("follow-ups/", lists.follow_ups, name="follow_ups"),
    path("follow-ups/new/", contacts.follow_up_new, name="follow_up_new"),
    path("follow-ups/<int:pk>/", contacts.follow_up_edit, name="follow_up"),
    path("follow-ups/<int:pk>/done/", contacts.follow_up_done, name="follow_up_done"),
    # Duplicates
    path("duplicates/", duplicates.pairs, name="duplicates"),
    path("duplicates/look/", duplicates.look, name="duplicates_look"),
    path("duplicates/scans/<int:pk>/", duplicates.progress, name="duplicates_progress"),
    path("duplicates/not-the-same/", duplicates.apart, name="duplicates_apart"),
    path("duplicates/not-the-same/<int:pk>/take-back/", duplicates.take_back, name="duplicate_take_back"),
    path("duplicates/<slug:kind>/<int:pk>/", duplicates.choose, name="duplicate_choose"),
    path("duplicates/<slug:kind>/<int:one>/<int:other>/", duplicates.pair, name="duplicate"),
    path(
        "duplicates/<slug:kind>/<int:one>/<int:other>/apart/", duplicates.keep_apart, name="duplicate_apart"
    ),
    # Names that are typed, and the workspace's own words
    path("pick/<slug:kind>/", capture.pick, name="pick"),
    path("alike/<slug:kind>/", capture.alike, name="alike"),
    path("settings/lists/", settings.lists, name="lists"),
    path("settings/lists/<slug:which>/new/", settings.word_new, name="word_new"),
    path("settings/lists/<slug:which>/<int:pk>/", settings.word_edit, name="word"),
    path("settings/lists/<slug:which>/<int:pk>/delete/", settings.word_delete, name="word_delete"),
    # Board
    *board_urls.urlpatterns,
    # Import, and what other programs give and get
    *import_urls.urlpatterns,
    *exchange_urls.urlpatterns,
    # What looks after the network
    *care_urls.urlpatterns,
]
