"""The OpenAPI document tells the truth: whatever it allows is answered, and as it says."""

from __future__ import annotations

import pytest

from tests.forums.factories import make_forum, make_recommendation
from tests.institutions.factories import make_institution
from tests.showcase.factories import make_published, make_theme
from tests.showcase.public.making import conclusions_of

EXAMPLES = 25


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_whatever_the_document_allows_is_answered(client, settings, mode):
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, seed
    from hypothesis import settings as bounds
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    settings.OPEN_DATA_A_MINUTE = 1_000_000
    project = make_published(themes=[make_theme("klimaat")])
    forum = make_forum(organisers=[make_institution("Raad")])
    make_recommendation(forum, *conclusions_of(project))
    document = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    checks = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    ]
    asked = []
    for found in document.get_all_operations():
        operation = found.ok()
        if mode == "negative" and not list(operation.query):
            continue  # any word can be an id: nothing can be asked wrongly
        strategy = operation.as_strategy(generation_mode=GenerationMode(mode))

        @seed(20160525)
        @bounds(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def answers(case):
            kept = case.as_transport_kwargs(base_url="http://testserver")
            response = client.generic(
                case.method,
                kept["url"].removeprefix("http://testserver"),
                query_params=kept.get("params") or {},
            )
            case.validate_response(as_answered(response, kept), checks=checks)

        answers()
        asked.append(operation.label)

    assert len(asked) == {"positive": 15, "negative": 7}[mode]


def as_answered(response, kept):
    """Django's answer as the checks read one."""
    from requests import Request
    from schemathesis.core.transport import Response

    request = Request("GET", kept["url"], params=kept.get("params")).prepare()
    return Response(
        status_code=response.status_code,
        headers={name.lower(): [value] for name, value in response.headers.items()},
        content=response.content,
        request=request,
        elapsed=0.0,
        verify=False,
    )
