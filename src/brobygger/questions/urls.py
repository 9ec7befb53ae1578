"""The table of contents of the questions."""

from django.urls import URLPattern

app_name = "questions"
urlpatterns: list[URLPattern] = []
