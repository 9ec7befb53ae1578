"""Who answers for partnerships in the house."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
