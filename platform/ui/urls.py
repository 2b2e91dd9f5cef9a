"""Addresses of the components themselves."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
