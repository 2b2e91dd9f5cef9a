"""The steps of a project in Wagtail's admin, as tabs."""

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

from showcase.domain.limits import MOST_ROWS

#: An export has places for a hundred partners.
MOST_PARTNERS = 200
#: Of all panels together: each row is a form that is made, checked and saved.
MOST_ROWS_AT_ONCE = 400

result_panels = [
    FieldPanel("uuid", widget=forms.HiddenInput, classname="w-hidden"),
    FieldPanel("title"),
    FieldPanel("description"),
    FieldPanel("type"),
    FieldRowPanel([FieldPanel("language"), FieldPanel("licence")]),
    FieldPanel("link"),
    FieldPanel("document"),
    FieldPanel("nothing_to_share"),
    MultiFieldPanel(
        [
            FieldPanel("evidence_kind"),
            FieldPanel("evidence_description"),
            FieldPanel("evidence_scale"),
            FieldPanel("evidence_measured_by"),
            FieldPanel("evidence_limits"),
        ],
        heading=_("Onderbouwing"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldPanel("target_groups"),
            FieldPanel("transfer_conditions"),
            FieldPanel("effort"),
        ],
        heading=_("Voor wie het wil overnemen"),
        classname="collapsed",
    ),
]

conclusion_panels = [
    FieldPanel("uuid", widget=forms.HiddenInput, classname="w-hidden"),
    FieldPanel("statement", widget=AdminAutoHeightTextInput(attrs={"maxlength": 300})),
    FieldPanel("argument"),
    FieldPanel("kind"),
    FieldPanel("policy_levels"),
    FieldPanel("policy_domains"),
    FieldPanel("addressee_institutions"),
    FieldPanel("addressee_words"),
    FieldPanel("supported_by"),
]

project_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel(
                    "title",
                    required_on_save=False,
                    help_text=_("Kort en concreet, zoals je het aan een collega zou vertellen."),
                ),
                FieldPanel("acronym"),
                FieldPanel("programme"),
                InlinePanel(
                    "project_numbers",
                    max_num=MOST_ROWS,
                    panels=[FieldPanel("number")],
                    label=_("projectnummer"),
                ),
                FieldPanel("number_note"),
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
                FieldPanel("levels"),
                FieldPanel("themes"),
                FieldPanel("summary"),
                FieldPanel("summary_en"),
                FieldPanel("language"),
                FieldPanel("website"),
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
                FieldPanel("forms"),
                FieldPanel("competence_dimensions"),
                FieldPanel("target_groups"),
                FieldPanel("keywords"),
                InlinePanel(
                    "partners",
                    max_num=MOST_PARTNERS,
                    panels=[
                        FieldPanel("name"),
                        FieldRowPanel([FieldPanel("country"), FieldPanel("community")]),
                        FieldRowPanel([FieldPanel("kind"), FieldPanel("role")]),
                    ],
                    label=_("partner"),
                ),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("learners_out"), FieldPanel("staff_out")]),
                        FieldRowPanel([FieldPanel("learners_in"), FieldPanel("staff_in")]),
                        FieldRowPanel(
                            [
                                FieldPanel("learners_fewer_opportunities"),
                                FieldPanel("average_days"),
                            ]
                        ),
                        FieldPanel("virtual_participants"),
                    ],
                    heading=_("Mobiliteit"),
                ),
                FieldRowPanel([FieldPanel("grant_eur"), FieldPanel("own_means_eur")]),
                FieldPanel("support_received"),
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
                        FieldPanel("instrument"),
                        FieldPanel("status"),
                        FieldPanel("description"),
                    ],
                    label=_("verankering"),
                ),
                InlinePanel(
                    "barriers",
                    max_num=MOST_ROWS,
                    panels=[FieldPanel("barrier"), FieldPanel("handling")],
                    label=_("hindernis"),
                ),
                InlinePanel(
                    "lessons", max_num=MOST_ROWS, panels=[FieldPanel("text")], label=_("les")
                ),
                FieldPanel("what_did_not_work"),
                FieldPanel("multiplier_description"),
                FieldRowPanel([FieldPanel("adopting_schools"), FieldPanel("trained_colleagues")]),
                InlinePanel(
                    "multiplier_examples",
                    max_num=MOST_ROWS,
                    panels=[FieldPanel("text")],
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
                    panels=[FieldPanel("image"), FieldPanel("caption")],
                    label=_("foto"),
                ),
            ],
            heading=_("Foto’s"),
        ),
    ]
)
