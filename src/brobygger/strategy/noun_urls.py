"""Focus areas, goals, offers, wishes, and who serves what."""

from django.urls import URLPattern, path

from brobygger.strategy.views import focus_areas, goals, lists, offers, refusals, serving, wishes

urlpatterns: list[URLPattern] = [
    # Focus areas
    path("strategy/focus-areas/", lists.focus_areas, name="focus_areas"),
    path("strategy/focus-areas/bulk/", lists.focus_areas_bulk, name="focus_areas_bulk"),
    path("strategy/focus-areas/new/", focus_areas.new, name="focus_area_new"),
    path("strategy/focus-areas/<int:pk>/", focus_areas.page, name="focus_area"),
    path("strategy/focus-areas/<int:pk>/edit/", focus_areas.edit, name="focus_area_edit"),
    path("strategy/focus-areas/<int:pk>/end/", focus_areas.end, name="focus_area_end"),
    path("strategy/focus-areas/<int:pk>/reopen/", focus_areas.reopen, name="focus_area_reopen"),
    path("strategy/focus-areas/<int:pk>/delete/", focus_areas.delete, name="focus_area_delete"),
    path("strategy/focus-areas/<int:pk>/serve/", serving.focus_area_serve, name="focus_area_serve"),
    path("strategy/focus-areas/<int:pk>/move/", refusals.focus_area_move, name="focus_area_move"),
    # Goals and where they stand
    path("strategy/goals/", lists.goals, name="goals"),
    path("strategy/goals/bulk/", lists.goals_bulk, name="goals_bulk"),
    path("strategy/goals/new/", goals.new, name="goal_new"),
    path("strategy/goals/<int:pk>/", goals.page, name="goal"),
    path("strategy/goals/<int:pk>/edit/", goals.edit, name="goal_edit"),
    path("strategy/goals/<int:pk>/measure/", goals.measure, name="goal_measure"),
    path("strategy/goals/<int:pk>/end/", goals.end, name="goal_end"),
    path("strategy/goals/<int:pk>/reopen/", goals.reopen, name="goal_reopen"),
    path("strategy/goals/<int:pk>/delete/", goals.delete, name="goal_delete"),
    path("strategy/goals/<int:pk>/serve/", serving.goal_serve, name="goal_serve"),
    path("strategy/goals/<int:pk>/move/", refusals.goal_move, name="goal_move"),
    path("strategy/measurements/<int:pk>/delete/", goals.unmeasure, name="measurement_delete"),
    # Offers
    path("strategy/offers/", lists.offers, name="offers"),
    path("strategy/offers/bulk/", lists.offers_bulk, name="offers_bulk"),
    path("strategy/offers/new/", offers.new, name="offer_new"),
    path("strategy/offers/<int:pk>/", offers.page, name="offer"),
    path("strategy/offers/<int:pk>/edit/", offers.edit, name="offer_edit"),
    path("strategy/offers/<int:pk>/end/", offers.end, name="offer_end"),
    path("strategy/offers/<int:pk>/reopen/", offers.reopen, name="offer_reopen"),
    path("strategy/offers/<int:pk>/delete/", offers.delete, name="offer_delete"),
    path("strategy/offers/<int:pk>/serve/", serving.offer_serve, name="offer_serve"),
    # Who and what serves them
    path("strategy/serving/<int:pk>/end/", serving.end, name="serving_end"),
    path("strategy/organisations/<int:pk>/", serving.organisation, name="organisation"),
    path("strategy/organisations/<int:pk>/place/", serving.organisation_place, name="organisation_place"),
    path("strategy/organisations/<int:pk>/serve/", serving.organisation_serve, name="organisation_serve"),
    # Whom we miss
    path("strategy/wishes/", lists.wishes, name="wishes"),
    path("strategy/wishes/bulk/", lists.wishes_bulk, name="wishes_bulk"),
    path("strategy/wishes/new/", wishes.new, name="wish_new"),
    path("strategy/wishes/<int:pk>/", wishes.page, name="wish"),
    path("strategy/wishes/<int:pk>/edit/", wishes.edit, name="wish_edit"),
    path("strategy/wishes/<int:pk>/meet/", wishes.meet, name="wish_meet"),
    path("strategy/wishes/<int:pk>/give-up/", wishes.give_up, name="wish_give_up"),
    path("strategy/wishes/<int:pk>/take-up/", wishes.take_up, name="wish_take_up"),
]
