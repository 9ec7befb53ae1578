"""How the strategy comes about: processes, the week, condensing, versions, partners' comments."""

from django.urls import URLPattern, path

from brobygger.strategy.views import (
    process,
    process_condense,
    process_day,
    process_hearing,
    process_public,
    process_versions,
    process_week,
)

# Without a log-in and without cookies.
public: list[URLPattern] = [
    path("strategy/", process_public.strategy, name="strategy"),
    path("strategy/strategy.pdf", process_public.strategy_pdf, name="strategy_pdf"),
]
urlpatterns: list[URLPattern] = [
    path("strategy/processes/today/", process_day.today, name="question_of_today"),
    path("strategy/processes/", process.processes, name="processes"),
    path("strategy/processes/new/", process.process_new, name="process_new"),
    path("strategy/processes/<int:pk>/", process.process, name="process"),
    path("strategy/processes/<int:pk>/edit/", process.process_edit, name="process_edit"),
    path("strategy/processes/<int:pk>/move/", process.process_move, name="process_move"),
    path("strategy/processes/<int:pk>/delete/", process.process_delete, name="process_delete"),
    path("strategy/processes/<int:pk>/points/", process.main_points, name="points"),
    path("strategy/processes/points/<int:pk>/", process.point, name="point"),
    path("strategy/processes/points/<int:pk>/shift/", process.point_shift, name="point_shift"),
    path("strategy/processes/points/<int:pk>/delete/", process.point_delete, name="point_delete"),
    path("strategy/processes/<int:pk>/week/", process_week.week, name="week"),
    path("strategy/processes/<int:pk>/week/new/", process_week.day_new, name="day_new"),
    path("strategy/processes/days/<int:pk>/", process_day.day, name="day"),
    path("strategy/processes/days/<int:pk>/edit/", process_week.day_edit, name="day_edit"),
    path("strategy/processes/days/<int:pk>/copy/", process_week.day_copy, name="day_copy"),
    path("strategy/processes/days/<int:pk>/close/", process_week.day_close, name="day_close"),
    path("strategy/processes/days/<int:pk>/delete/", process_week.day_delete, name="day_delete"),
    path("strategy/processes/answers/<int:pk>/respond/", process_day.respond, name="respond"),
    path("strategy/processes/responses/<int:pk>/take-back/", process_day.take_back, name="take_back"),
    path("strategy/processes/<int:pk>/said/", process_condense.said, name="said"),
    path("strategy/processes/<int:pk>/condense/", process_condense.condense, name="condense"),
    path("strategy/processes/<int:pk>/themes/new/", process_condense.theme_add, name="theme_add"),
    path("strategy/processes/themes/<int:pk>/", process_condense.theme, name="theme"),
    path("strategy/processes/themes/<int:pk>/shift/", process_condense.theme_shift, name="theme_shift"),
    path("strategy/processes/themes/<int:pk>/delete/", process_condense.theme_delete, name="theme_delete"),
    path(
        "strategy/processes/themes/<int:pk>/conclude/", process_condense.theme_conclude, name="theme_conclude"
    ),
    path(
        "strategy/processes/sentences/<int:pk>/shift/", process_condense.sentence_shift, name="sentence_shift"
    ),
    path(
        "strategy/processes/sentences/<int:pk>/delete/",
        process_condense.sentence_delete,
        name="sentence_delete",
    ),
    path("strategy/processes/<int:pk>/publish/", process_versions.publish, name="publish"),
    path("strategy/processes/<int:pk>/versions/", process_versions.versions, name="versions"),
    path("strategy/processes/published/<int:pk>/", process_versions.version, name="version"),
    path(
        "strategy/processes/published/<int:pk>/differences/", process_versions.differences, name="differences"
    ),
    path(
        "strategy/processes/published/<int:pk>/strategy.pdf", process_versions.version_pdf, name="version_pdf"
    ),
    path("strategy/processes/published/<int:pk>/show/", process_versions.version_show, name="version_show"),
    path("strategy/processes/published/<int:pk>/partners/", process_hearing.hearing, name="hearing"),
    path(
        "strategy/processes/published/<int:pk>/partners/new/", process_hearing.hearing_new, name="hearing_new"
    ),
    path("strategy/processes/published/<int:pk>/partners/do/", process_hearing.hearing_do, name="hearing_do"),
]
