"""Addresses of the components themselves."""

from django.urls import path

from ui import views

urlpatterns = [
    path("stijlgids/", views.style_guide, name="style_guide"),
    path("stijlgids/bevestigen/", views.style_guide_confirm, name="style_guide_confirm"),
]
