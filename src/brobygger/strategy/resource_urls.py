"""What partners bring and want."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
