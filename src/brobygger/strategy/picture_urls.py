"""The four rooms, the gaps and the one page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
