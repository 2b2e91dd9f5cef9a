"""The production shape: what the compose file says."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SECRETS = {"SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"}


def variables():
    """Every variable of the file: its name and what follows it."""
    return set(re.findall(r"(?<!\$)\$\{(\w+)(:?[-?])?", TEXT))


def test_compose_file_fits_the_specification():
    schema = json.loads((Path(__file__).parent / "schemas" / "compose-spec.json").read_text())

    jsonschema.Draft201909Validator(schema).validate(COMPOSE)

    workers = {"worker", "worker-imports"}
    servers = {"postgres", "redis", "elasticsearch", "mail"}
    assert set(COMPOSE["services"]) == {"web", *workers, "migrate", *servers}


def test_every_service_that_stays_has_a_health_check():
    staying = {name for name, service in COMPOSE["services"].items() if service["restart"] != "no"}

    assert {name for name in staying if "healthcheck" in COMPOSE["services"][name]} == staying


def test_secrets_have_no_default():
    signs = {sign for name, sign in variables() if name in SECRETS}
    assert signs == {":?"}
    assert {name for name, _ in variables()} >= SECRETS


@pytest.mark.parametrize("name", ["postgres", "redis", "elasticsearch"])
def test_servers_with_data_are_not_on_the_network(name):
    assert "ports" not in COMPOSE["services"][name]


@pytest.mark.parametrize("name", ["web", "mail"])
def test_ports_are_this_machines_own(name):
    assert all(port.startswith("127.0.0.1:") for port in COMPOSE["services"][name]["ports"])


def test_operations_guide_names_every_variable():
    guide = (ROOT / "docs" / "operations.md").read_text()

    assert {name for name, _ in variables() if f"`{name}`" not in guide} == set()


def test_elasticsearch_has_no_password_and_is_reached_by_the_site_alone():
    services = COMPOSE["services"]
    on_it = {name for name, service in services.items() if "finding" in service.get("networks", ())}

    assert services["elasticsearch"]["networks"] == ["finding"]
    assert COMPOSE["networks"]["finding"] == {"internal": True}
    assert on_it == {"web", "worker", "worker-imports", "migrate", "elasticsearch"}


def test_the_site_starts_without_elasticsearch():
    services = COMPOSE["services"]

    assert {n for n, s in services.items() if "elasticsearch" in s.get("depends_on", ())} == set()
