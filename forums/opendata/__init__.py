"""What forums and recommendations tell as open data: what everybody may read, and no people."""

from django.utils.translation import gettext_lazy as _

from forums.finding import forum_finder, recommendation_finder
from forums.finding.finders import FILTERS
from forums.opendata.forums import ForumOf, forum_records, one_forum
from forums.opendata.recommendations import (
    RecommendationOf,
    one_recommendation,
    recommendation_records,
)
from opendata.registry import Dataset, register


def register_datasets() -> None:
    """Open the data of forums."""
    register(
        Dataset(
            name="forums",
            label=_("Overlegfora"),
            about=_(
                "Vragen die scholen en beleid samen bespreken, voor zover iedereen ze mag lezen."
            ),
            finder=forum_finder,
            filters=FILTERS,
            schema=ForumOf,
            records=forum_records,
            one=one_forum,
            place=1,
        )
    )
    register(
        Dataset(
            name="recommendations",
            label=_("Aanbevelingen"),
            about=_(
                "Wat deelnemers van een forum aanbevelen en wat instellingen antwoordden. Het zijn"
                " aanbevelingen van de deelnemers, geen adviezen van de Vlor."
            ),
            finder=recommendation_finder,
            filters=FILTERS,
            schema=RecommendationOf,
            records=recommendation_records,
            one=one_recommendation,
            place=1,
        )
    )
