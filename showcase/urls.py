"""Public addresses of projects, conclusions, schools, themes and levels."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from showcase.views import (
    concepts,
    conclusion,
    exporting,
    feeds,
    files,
    finders,
    machines,
    project,
    school,
    searching,
    suggesting,
)

urlpatterns = [
    path(
        "documents/<number:document_id>/<path:filename>",
        files.serve_document,
        name="wagtaildocs_serve",
    ),
    path(
        "bestanden/foto/<str:signature>/<number:image_id>/<str:spec>/<str:filename>",
        files.serve_image,
        name="image",
    ),
    path("robots.txt", machines.robots, name="robots"),
    path(
        "sitemap.xml",
        index,
        {"sitemaps": machines.SITEMAPS, "sitemap_url_name": "sitemap-part"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": machines.SITEMAPS}, name="sitemap-part"),
    path("zoeken/", searching.search, name="search"),
    path("zoeken/suggesties/", suggesting.suggestions, name="suggestions"),
    path("projecten/export.<str:form>", exporting.projects, name="export_projects"),
    path("conclusies/export.<str:form>", exporting.conclusions, name="export_conclusions"),
    path("projecten/", finders.projects, name="projects"),
    path("conclusies/", finders.conclusions, name="conclusions"),
    path("projecten/feed/", feeds.projects, name="projects-feed"),
    path("conclusies/feed/", feeds.conclusions, name="conclusions-feed"),
    path("conclusies/<str:reference>/", conclusion.conclusion, name="conclusion"),
    path("themas/<str:slug>/", concepts.theme, name="theme"),
    path("niveaus/<str:slug>/", concepts.level, name="level"),
    path("scholen/<str:school>/", school.school, name="school"),
    path("scholen/<str:school>/<str:project>/", project.project, name="project"),
]
