"""The table of contents of the questions."""

from django.urls import URLPattern, path

from brobygger.questions.views import answering, invitees, links, paper, results, rounds, sets

app_name = "questions"
# Without a log-in: the address is the key.
public: list[URLPattern] = [
    path("answer/own/<int:pk>/<str:key>/", links.own, name="own"),
    path("answer/<str:token>/", links.sheet, name="sheet"),
    path("answer/<str:token>/others/", links.others, name="results"),
]
urlpatterns: list[URLPattern] = [
    path("questions/", rounds.listed, name="rounds"),
    path("questions/rounds/new/", rounds.new, name="round_new"),
    path("questions/rounds/<int:pk>/", rounds.page, name="round"),
    path("questions/rounds/<int:pk>/edit/", rounds.edit, name="round_edit"),
    path("questions/rounds/<int:pk>/close/", rounds.close, name="round_close"),
    path("questions/rounds/<int:pk>/open/", rounds.open_answers, name="round_open"),
    path("questions/rounds/<int:pk>/delete/", rounds.delete, name="round_delete"),
    path("questions/rounds/<int:pk>/remind/", rounds.remind, name="remind"),
    path("questions/rounds/<int:pk>/ask/", invitees.ask, name="ask"),
    path("questions/rounds/<int:pk>/ask-outside/", invitees.ask_outside, name="ask_outside"),
    path("questions/rounds/<int:pk>/answer/", answering.answer, name="answer"),
    path("questions/rounds/<int:pk>/results/", results.page, name="results"),
    path("questions/rounds/<int:pk>/results/file/", results.file, name="results_file"),
    path("questions/rounds/<int:pk>/print/", paper.blank, name="print"),
    path("questions/rounds/<int:pk>/paper/", paper.typed, name="paper"),
    path("questions/asked/<int:pk>/remove/", invitees.remove, name="invitee_remove"),
    path("questions/asked/<int:pk>/link/", invitees.link, name="invitee_link"),
    path("questions/sets/", sets.listed, name="sets"),
    path("questions/sets/new/", sets.new, name="set_new"),
    path("questions/sets/<int:pk>/", sets.page, name="set"),
    path("questions/sets/<int:pk>/rename/", sets.rename, name="set_rename"),
    path("questions/sets/<int:pk>/end/", sets.end, name="set_end"),
    path("questions/sets/<int:pk>/delete/", sets.delete, name="set_delete"),
    path("questions/versions/<int:pk>/copy/", sets.copy, name="version_copy"),
    path("questions/versions/<int:pk>/items/new/", sets.item_new, name="item_new"),
    path("questions/items/<int:pk>/", results.item, name="item"),
    path("questions/items/<int:pk>/edit/", sets.item_edit, name="item_edit"),
    path("questions/items/<int:pk>/compare/", sets.item_compare, name="item_compare"),
    path("questions/items/<int:pk>/move/", sets.item_move, name="item_move"),
    path("questions/items/<int:pk>/remove/", sets.item_remove, name="item_remove"),
]
