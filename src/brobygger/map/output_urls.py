"""Pictures, files and embedded maps."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
