"""What people type finds what they mean, measured over the sample content."""

from __future__ import annotations

import pytest

from tests.search.judging import judge, table

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_what_was_wanted_comes_first(capsys):
    from search.domain.rebuilding import rebuild
    from showcase.demo.loading import load_demo
    from vocabularies.domain.loading import load_vocabularies

    load_vocabularies()
    load_demo()
    rebuild()

    judged = judge()

    with capsys.disabled():
        print("\n" + "\n".join(table(judged)))
    assert len(judged) >= 80
    assert sum(one.first for one in judged) / len(judged) >= 0.85
    assert sum(one.first_three for one in judged) / len(judged) >= 0.95
    assert sum(one.ndcg for one in judged) / len(judged) >= 0.85
