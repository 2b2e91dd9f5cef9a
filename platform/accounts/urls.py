"""Addresses under `/account/`: ours, then allauth's."""

from django.urls import include, path

from accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("naam/", views.name, name="account_name"),
    path("wissen/", views.erase, name="account_erase"),
    path("", include("allauth.urls")),
]
