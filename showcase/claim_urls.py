"""Addresses with which a school takes an imported project over."""

from django.urls import path

from showcase.views import access, claims

urlpatterns = [
    path("toegang/", access.ask, name="ask_access"),
    path("toegang/gevraagd/", access.asked, name="access_asked"),
    path("mijn/toegang/", access.waiting, name="access_requests"),
    path("mijn/toegang/<number:request_id>/", access.answer, name="access_request"),
    path("claim/<str:token>/", claims.by_link, name="claim_link"),
    path("claim/<str:token>/toegang/", claims.access_by_link, name="claim_link_access"),
    path("mijn/projecten/overnemen/", claims.by_number, name="claim_by_number"),
    path(
        "mijn/projecten/overnemen/<number:imported_id>/", claims.claim_project, name="claim_project"
    ),
]
