"""Addresses of the desk."""

from django.urls import path

from desk.views import desk

urlpatterns = [path("mijn/", desk, name="desk")]
