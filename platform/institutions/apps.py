"""The institutions package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    """Names the package for Django."""

    name = "institutions"
    verbose_name = _("Instellingen")

    def ready(self) -> None:
        """Say what to erase of a person, and end mandates by the clock."""
        from accounts.domain.closing import register_closer
        from accounts.domain.erasure import register_eraser
        from institutions.domain.erasing import close_ways_of, erase_person
        from institutions.domain.invitations import forget_invitations, withdraw_invitations_of
        from institutions.domain.mandates import end_lapsed_mandates
        from institutions.spaces import register_way_closer
        from institutions.words import WORDS
        from jobs.domain.tidying import register_tidy_step
        from ui.codes import register

        register(WORDS)
        register_eraser(erase_person)
        register_closer(close_ways_of)
        register_way_closer(withdraw_invitations_of)
        register_tidy_step("institutions.end_lapsed_mandates", end_lapsed_mandates)
        register_tidy_step(
            "institutions.forget_invitations", forget_invitations, _("oude uitnodigingen gewist")
        )
