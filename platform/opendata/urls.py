"""Addresses of the open data."""

from django.urls import path, re_path

from opendata.api import API
from opendata.views import docs, entrance, page, skos

urlpatterns = [
    path("open-data/", page.open_data, name="open-data"),
    path("api/v1/docs", docs.docs, name="opendata-docs"),
    path("api/v1/openapi.json", docs.openapi_json, name="opendata-openapi"),
    path("api/v1/", entrance.entrance, name="opendata-entrance"),
    re_path(
        r"^api/v1/vocabularies/(?P<scheme>[a-z_]+)\.(?P<form>ttl|jsonld)$",
        skos.vocabulary,
        name="opendata-skos",
    ),
    path("api/v1/", API.urls),
    path("api/<path:path>", entrance.elsewhere),
]
