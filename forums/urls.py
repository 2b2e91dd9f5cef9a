"""Public addresses of forums, their sessions and recommendations."""

from django.urls import path

from forums.views import answering, forums, recommendations, recommending, sessions

urlpatterns = [
    path("forums/", forums.forums, name="forums"),
    path("forums/<str:forum>/", forums.forum, name="forum"),
    path("forums/<str:forum>/sessies/<number:number>/", sessions.session, name="forum_session"),
    path(
        "forums/<str:forum>/aanbevelingen/<number:number>/",
        recommendations.recommendation,
        name="recommendation",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/",
        recommending.organise_recommendations,
        name="organise_recommendations",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/nieuw/",
        recommending.new_recommendation,
        name="new_recommendation",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/<number:number>/",
        recommending.organise_recommendation,
        name="organise_recommendation",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/<number:number>/publiceren/",
        recommending.publish,
        name="publish_recommendation",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/<number:number>/weggooien/",
        recommending.delete,
        name="delete_recommendation",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/<number:number>/antwoorden/<number:institution>/",
        answering.record,
        name="record_response",
    ),
]
