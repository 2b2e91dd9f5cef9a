"""What a probe hears."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def test_living_process_says_so_without_the_database(client, django_assert_num_queries):
    response = client.get("/healthz", headers={"host": "10.0.0.7:8000"})

    assert (response.status_code, response.text) == (200, "proces: in orde\n")
    assert response["Cache-Control"] == "no-store"
    assert response.cookies == {}


@pytest.mark.django_db
def test_ready_process_names_what_it_needs(client):
    response = client.get("/readyz", headers={"host": "10.0.0.7:8000"})

    assert response.status_code == 200
    assert response.text == "databank: in orde\nmigraties: in orde\ncache: in orde\n"


@pytest.mark.django_db
def test_missing_migrations_are_counted(client):
    MigrationRecorder.Migration.objects.filter(app="jobs").latest("name").delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert "migraties: nog 1 uit te voeren\n" in response.text


@pytest.mark.django_db
def test_dead_cache_is_named_without_its_address(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://:een-geheim@127.0.0.1:1/0",
        }
    }

    response = client.get("/readyz")
    caches.close_all()

    assert response.status_code == 503
    assert response.text == "databank: in orde\nmigraties: in orde\ncache: niet te bereiken\n"


def test_dead_database_is_named_without_its_address(client, monkeypatch, django_db_blocker):
    with django_db_blocker.unblock():
        monkeypatch.setitem(connection.settings_dict, "NAME", "/nergens/geheim.sqlite3")
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connection.settings_dict, "PORT", "1")
        connection.close()
        response = client.get("/readyz")
        monkeypatch.undo()
        connection.close()

    assert response.status_code == 503
    assert response.text == "databank: niet te bereiken\ncache: in orde\n"


def test_probe_is_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 301
