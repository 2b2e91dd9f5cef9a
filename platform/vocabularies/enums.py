"""The closed lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scheme(models.TextChoices):
    """A closed list kept as `Term`; the value is the name of its file, permanent."""

    ANCHORING_INSTRUMENTS = "anchoring_instruments", _("instrumenten voor verankering")
    BARRIERS = "barriers", _("hindernissen")
    COMPETENCE_DIMENSIONS = "competence_dimensions", _("competentiedimensies")
    COUNTRIES = "countries", _("landen")
    EVIDENCE_KINDS = "evidence_kinds", _("soorten onderbouwing")
    FORMS = "internationalisation_forms", _("vormen van internationalisering")
    KEY_COMPETENCES = "key_competences", _("sleutelcompetenties")
    OUTPUT_TYPES = "output_types", _("soorten resultaat")
    POLICY_DOMAINS = "policy_domains", _("beleidsdomeinen")
    POLICY_LEVELS = "policy_levels", _("beleidsniveaus")
    PROGRAMMES = "programmes", _("programma’s en financieringskanalen")
    RESPONSE_POSITIONS = "response_positions", _("standpunten van het beleid")
    STAKEHOLDER_GROUPS = "stakeholder_groups", _("groepen belanghebbenden")
    SUPPORT_ORGANISATIONS = "support_organisations", _("ondersteunende organisaties")
    TARGET_GROUPS = "target_groups", _("doelgroepen")
