"""The front door."""

from django.urls import path

from sitepages import views

urlpatterns = [path("", views.home, name="home")]
