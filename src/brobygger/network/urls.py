"""The table of contents of the network. Lists first; each noun adds its own pages below its list."""

from django.urls import URLPattern, URLResolver, path

from brobygger.network.views import bulk, lists

app_name = "network"
urlpatterns: list[URLPattern | URLResolver] = [
    # Organisations
    path("organisations/", lists.organisations, name="organisations"),
    path("organisations/bulk/", bulk.organisations, name="organisations_bulk"),
    # People
    path("people/", lists.people, name="people"),
    path("people/bulk/", bulk.people, name="people_bulk"),
    # Colleagues
    path("colleagues/", lists.colleagues, name="colleagues"),
    # Contacts and activities
    path("contacts/", lists.contacts, name="contacts"),
    path("activities/", lists.activities, name="activities"),
    # Follow-ups
    path("follow-ups/", lists.follow_ups, name="follow_ups"),
]
