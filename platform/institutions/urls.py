"""Addresses of who works for an institution."""

from django.urls import path

from institutions.views import invitation, people

urlpatterns = [
    path("mijn/school/<slug:slug>/mensen/", people.people, name="school_people"),
    path(
        "mijn/school/<slug:slug>/mensen/<number:mandate_id>/beeindigen/",
        people.end_access,
        name="school_end_access",
    ),
    path(
        "mijn/school/<slug:slug>/uitnodigingen/<number:invitation_id>/opnieuw/",
        people.resend,
        name="school_resend_invitation",
    ),
    path(
        "mijn/school/<slug:slug>/uitnodigingen/<number:invitation_id>/intrekken/",
        people.withdraw,
        name="school_withdraw_invitation",
    ),
    path("uitnodiging/<str:token>/", invitation.accept, name="accept_invitation"),
]
