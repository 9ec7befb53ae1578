"""Who ties to whom."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
