"""Addresses with which a school takes an imported project over."""

from django.urls import path

from showcase.views import claims

urlpatterns = [
    path("claim/<str:token>/", claims.by_link, name="claim_link"),
    path("claim/<str:token>/toegang/", claims.access_by_link, name="claim_link_access"),
    path("mijn/projecten/overnemen/", claims.by_number, name="claim_by_number"),
    path("mijn/projecten/overnemen/<int:imported_id>/", claims.claim_project, name="claim_project"),
]
