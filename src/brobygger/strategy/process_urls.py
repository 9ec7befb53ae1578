"""How the strategy comes about."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
