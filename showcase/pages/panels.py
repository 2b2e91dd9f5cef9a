"""The steps of a project in Wagtail's admin, as tabs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from showcase import hints
from showcase.domain.limits import MOST_ROWS

#: An export has places for a hundred partners.
MOST_PARTNERS = 200
#: Of all panels together: each row is a form that is made, checked and saved.
MOST_ROWS_AT_ONCE = 400


def _panels_with(words: dict[str, Any]) -> Callable[..., FieldPanel]:
    """What makes a panel of a field, with what helps to fill it in below its label."""

    def panel(name: str, **options: Any) -> FieldPanel:
        return FieldPanel(name, help_text=words[name], **options)

    return panel


project = _panels_with(hints.PROJECT)
result = _panels_with(hints.RESULT)
conclusion = _panels_with(hints.CONCLUSION)
partner = _panels_with(hints.PARTNER)
anchoring = _panels_with(hints.ANCHORING)
barrier = _panels_with(hints.BARRIER)
lesson = _panels_with(hints.LESSON)
example = _panels_with(hints.EXAMPLE)
photo = _panels_with(hints.PHOTO)

result_panels = [
    FieldPanel("uuid", widget=forms.HiddenInput, classname="w-hidden"),
    result("title"),
    result("description"),
    result("type"),
    FieldRowPanel([result("language"), result("licence")]),
    result("link"),
    result("document"),
    result("nothing_to_share"),
    MultiFieldPanel(
        [
            result("evidence_kind"),
            result("evidence_description"),
            result("evidence_scale"),
            result("evidence_measured_by"),
            result("evidence_limits"),
        ],
        heading=_("Onderbouwing"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            result("target_groups"),
            result("transfer_conditions"),
            result("effort"),
        ],
        heading=_("Voor wie het wil overnemen"),
        classname="collapsed",
    ),
]

conclusion_panels = [
    FieldPanel("uuid", widget=forms.HiddenInput, classname="w-hidden"),
    conclusion("statement", widget=AdminAutoHeightTextInput(attrs={"maxlength": 300})),
    conclusion("argument"),
    conclusion("kind"),
    conclusion("policy_levels"),
    conclusion("policy_domains"),
    conclusion("addressee_institutions"),
    conclusion("addressee_words"),
    conclusion("supported_by"),
]

project_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                project("title", required_on_save=False),
                project("acronym"),
                project("programme"),
                InlinePanel(
                    "project_numbers",
                    max_num=MOST_ROWS,
                    panels=[project("number")],
                    label=_("projectnummer"),
                ),
                project("number_note"),
                FieldRowPanel([project("start_date"), project("end_date")]),
                project("levels"),
                project("themes"),
                project("summary"),
                project("summary_en"),
                project("language"),
                project("website"),
            ],
            heading=_("Project"),
        ),
        ObjectList(
            [
                HelpPanel(
                    _(
                        "Wat een andere school kan gebruiken: een stageboek in drie talen, een"
                        " lessenreeks, een checklist. Zeg in twee zinnen wat het is en wat het"
                        " deed; geef een link of een bestand."
                    )
                ),
                InlinePanel(
                    "result_drafts", max_num=MOST_ROWS, panels=result_panels, label=_("resultaat")
                ),
            ],
            heading=_("Resultaten"),
        ),
        ObjectList(
            [
                HelpPanel(
                    _(
                        "Wat het beleid moet weten, in één zin: “Laat een buitenlandse stage van"
                        " drie weken meetellen als volwaardige stage.” Zeg daarna waarom, met wat"
                        " je in je project zag. Wat je niet weet, vult een moderator met jou aan."
                    )
                ),
                InlinePanel(
                    "conclusion_drafts",
                    max_num=MOST_ROWS,
                    panels=conclusion_panels,
                    label=_("conclusie"),
                ),
            ],
            heading=_("Voor het beleid"),
        ),
        ObjectList(
            [
                project("forms"),
                project("competence_dimensions"),
                project("target_groups"),
                project("keywords"),
                InlinePanel(
                    "partners",
                    max_num=MOST_PARTNERS,
                    panels=[
                        partner("name"),
                        FieldRowPanel([partner("country"), partner("community")]),
                        FieldRowPanel([partner("kind"), partner("role")]),
                    ],
                    label=_("partner"),
                ),
                MultiFieldPanel(
                    [
                        FieldRowPanel([project("learners_out"), project("staff_out")]),
                        FieldRowPanel([project("learners_in"), project("staff_in")]),
                        FieldRowPanel(
                            [
                                project("learners_fewer_opportunities"),
                                project("average_days"),
                            ]
                        ),
                        project("virtual_participants"),
                    ],
                    heading=_("Mobiliteit"),
                ),
                FieldRowPanel([project("grant_eur"), project("own_means_eur")]),
                project("support_received"),
            ],
            heading=_("Met wie en hoe"),
        ),
        ObjectList(
            [
                HelpPanel(
                    _(
                        "Wat bleef er op school, wat hield je tegen, en wat zou je een collega"
                        " aanraden? Eén zin per les: “Spreek met de partner af wie wat betaalt voor"
                        " je vertrekt.”"
                    )
                ),
                InlinePanel(
                    "anchoring_actions",
                    max_num=MOST_ROWS,
                    panels=[
                        anchoring("instrument"),
                        anchoring("status"),
                        anchoring("description"),
                    ],
                    label=_("verankering"),
                ),
                InlinePanel(
                    "barriers",
                    max_num=MOST_ROWS,
                    panels=[barrier("barrier"), barrier("handling")],
                    label=_("hindernis"),
                ),
                InlinePanel("lessons", max_num=MOST_ROWS, panels=[lesson("text")], label=_("les")),
                project("what_did_not_work"),
                project("multiplier_description"),
                FieldRowPanel([project("adopting_schools"), project("trained_colleagues")]),
                InlinePanel(
                    "multiplier_examples",
                    max_num=MOST_ROWS,
                    panels=[example("text")],
                    label=_("voorbeeld"),
                ),
            ],
            heading=_("Wat we leerden"),
        ),
        ObjectList(
            [
                HelpPanel(
                    _(
                        "Eén tot drie foto’s waarop je ziet wat er gebeurde. Wie herkenbaar is, gaf"
                        " toestemming. Zet eronder wat te zien is: “Leerlingen oefenen in de keuken"
                        " van de partnerschool in Porto.”"
                    )
                ),
                InlinePanel(
                    "photos",
                    max_num=MOST_ROWS,
                    panels=[photo("image"), photo("caption")],
                    label=_("foto"),
                ),
            ],
            heading=_("Foto’s"),
        ),
    ]
)
