"""Public addresses of forums, their sessions and recommendations."""

from django.urls import path

from forums.views import forums, recommendations, sessions

urlpatterns = [
    path("forums/", forums.forums, name="forums"),
    path("forums/<str:forum>/", forums.forum, name="forum"),
    path("forums/<str:forum>/sessies/<int:number>/", sessions.session, name="forum_session"),
    path(
        "forums/<str:forum>/aanbevelingen/<int:number>/",
        recommendations.recommendation,
        name="recommendation",
    ),
]
