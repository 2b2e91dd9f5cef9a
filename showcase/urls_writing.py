"""Addresses of those who write a project, and of those who review it."""

from django.urls import path

from showcase.views.review import desk as review_desk
from showcase.views.review import review
from showcase.views.writing import (
    endings,
    guests,
    handing_in,
    history,
    overview,
    school_page,
    self_evaluation,
    similar,
)

urlpatterns = [
    path("mijn/school/<slug:slug>/pagina/", school_page.school_page, name="school_page"),
    path("mijn/projecten/", overview.my_projects, name="my_projects"),
    path("mijn/projecten/nieuw/", overview.new_project, name="new_project"),
    path("mijn/projecten/gelijkaardig/", similar.similar, name="similar_projects"),
    path("mijn/projecten/<number:project_id>/", handing_in.my_project, name="my_project"),
    path(
        "mijn/projecten/<number:project_id>/geschiedenis/", history.history, name="project_history"
    ),
    path(
        "mijn/projecten/<number:project_id>/geschiedenis/<number:revision_id>/",
        history.version,
        name="project_version",
    ),
    path("mijn/projecten/<number:project_id>/wissen/", endings.delete, name="delete_project"),
    path("mijn/projecten/<number:project_id>/archiveren/", endings.archive, name="archive_project"),
    path(
        "mijn/projecten/<number:project_id>/resultaten/<number:result_id>/intrekken/",
        endings.withdraw_one_result,
        name="withdraw_result",
    ),
    path(
        "mijn/projecten/<number:project_id>/conclusies/<str:reference>/intrekken/",
        endings.withdraw_one_conclusion,
        name="withdraw_conclusion",
    ),
    path("mijn/projecten/<number:project_id>/begeleiders/", guests.guests, name="project_guests"),
    path("begeleiding/<str:token>/", guests.accept, name="accept_guesthood"),
    path(
        "mijn/projecten/<number:project_id>/kijkwijzer/",
        self_evaluation.self_evaluation,
        name="self_evaluation",
    ),
    path("mijn/nakijken/", review_desk.reviews, name="reviews"),
    path("mijn/nakijken/<number:project_id>/", review.review, name="review"),
]
