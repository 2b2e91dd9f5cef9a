"""What projects, conclusions, results and schools tell as open data.

What a school tells about barriers, what did not work and its own anchoring is on its page and in
no record; neither are counts of people and sums of money, which would make schools comparable.
"""

from django.utils.translation import gettext_lazy as _

from opendata.registry import Dataset, register
from showcase.finding import conclusion_finder, project_finder, result_finder, school_finder
from showcase.finding.conclusions import FILTERS as CONCLUSION_FILTERS
from showcase.finding.projects import FILTERS as PROJECT_FILTERS
from showcase.finding.results import FILTERS as RESULT_FILTERS
from showcase.finding.schools import FILTERS as SCHOOL_FILTERS
from showcase.opendata.conclusions import Conclusion, conclusion_records, one_conclusion
from showcase.opendata.institutions import Institution, institution_records, one_institution
from showcase.opendata.projects import Project, one_project, project_records
from showcase.opendata.results import Result, one_result, result_records


def register_datasets() -> None:
    """Open the data of the showcase."""
    register(
        Dataset(
            name="projects",
            label=_("Projecten"),
            about=_("Afgeronde internationale projecten van scholen, zoals ze online staan."),
            finder=project_finder,
            filters=PROJECT_FILTERS,
            schema=Project,
            records=project_records,
            one=one_project,
        )
    )
    register(
        Dataset(
            name="conclusions",
            label=_("Beleidsconclusies"),
            about=_(
                "Wat scholen het beleid vragen en wat ermee gebeurde. Ingetrokken conclusies zitten"
                " er alleen bij als je ernaar vraagt (status=ingetrokken), zonder hun tekst."
            ),
            finder=conclusion_finder,
            filters=CONCLUSION_FILTERS,
            schema=Conclusion,
            records=conclusion_records,
            one=one_conclusion,
        )
    )
    register(
        Dataset(
            name="results",
            label=_("Resultaten"),
            about=_("Wat projecten maakten of vonden, met de onderbouwing in woorden."),
            finder=result_finder,
            filters=RESULT_FILTERS,
            schema=Result,
            records=result_records,
            one=one_result,
        )
    )
    register(
        Dataset(
            name="institutions",
            label=_("Instellingen"),
            about=_("De scholen met een pagina op de site, en wat ze er publiceerden."),
            finder=school_finder,
            filters=SCHOOL_FILTERS,
            schema=Institution,
            records=institution_records,
            one=one_institution,
        )
    )
