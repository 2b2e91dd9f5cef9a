"""The addresses of the site, and one that does nothing: what every other is measured beside."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as site


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello: what a request costs when nothing is done for it."""
    return HttpResponse("hello")


urlpatterns = [path("hello/", hello), *site]
