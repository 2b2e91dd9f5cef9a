"""The forums package, as Django sees it."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    """Names the package for Django, and registers with the packages below."""

    name = "forums"
    verbose_name = _("Overlegfora")

    def ready(self) -> None:
        """Let a conclusion’s trail go on, and the home page show the question of the moment."""
        from desk.registry import register as register_section
        from forums.domain.building import build_forums_index
        from forums.keeping import forums_below
        from forums.merging import merge_in_forums
        from forums.retagger import ForumRetagger
        from forums.trail import STATES, continuations
        from forums.views.correctable import SECTION as CORRECTABLE
        from forums.views.desk import register_on_desk
        from forums.views.machines import register_sitemaps
        from forums.views.organising.desk import SECTION as ORGANISED
        from forums.views.presenting import SECTION as PRESENTED
        from forums.views.proposing import ASKED
        from forums.views.proposing import SECTION as PROPOSED
        from forums.views.recorded import SECTION as RECORDED
        from forums.views.sections import register_sections
        from forums.words import WORDS
        from institutions.spaces import register_merger
        from showcase.admin.keeping import register_obstacle
        from showcase.trail import register
        from sitepages.seed import register_builder
        from ui.codes import register as register_words
        from vocabularies.retagging import register as register_retagger

        register_words(WORDS)
        register(continuations, STATES)
        register_obstacle(forums_below)
        register_merger(merge_in_forums)
        register_retagger(ForumRetagger())
        register_builder(build_forums_index)
        register_sections()
        register_on_desk()
        register_section(ORGANISED)
        register_section(PRESENTED)
        register_section(ASKED)
        register_section(PROPOSED)
        register_section(RECORDED)
        register_section(CORRECTABLE)
        register_sitemaps()
        self._be_found()
        self.keep_members()
        self.close_sessions()
        self._keep_registrations()
        self.follow_demo()

    def _be_found(self) -> None:
        from forums.domain.indexing import index_named
        from forums.finding.documents import register_findables
        from forums.opendata import register_datasets
        from institutions.spaces import register_reader

        register_findables()
        register_reader(index_named)
        register_datasets()

    def close_sessions(self) -> None:
        """Let the clock make minutes final."""
        from forums.domain.minutes import close_expired
        from jobs.domain.tidying import register_tidy_step

        register_tidy_step("forums.close_expired", close_expired)

    def keep_members(self) -> None:
        """Say what to erase of a member, and what to tidy."""
        from accounts.domain.erasure import register_eraser
        from forums.domain.discussing import erase_contributor
        from forums.domain.members import erase_member, forget_member_invitations
        from forums.domain.moderating import erase_reporter
        from jobs.domain.tidying import register_tidy_step

        register_eraser(erase_contributor)
        register_eraser(erase_reporter)
        register_eraser(erase_member)
        register_tidy_step(
            "forums.forget_member_invitations",
            forget_member_invitations,
            _("oude uitnodigingen voor een forum gewist"),
        )

    def _keep_registrations(self) -> None:
        """Let places go round, reminders go out and needs be erased by the clock."""
        from accounts.domain.erasure import register_eraser
        from desk.registry import register as register_section
        from forums.domain import erasing, places, reminding, requesting
        from forums.views.registering.desk import SECTION
        from jobs.domain.tidying import register_tidy_step

        register_eraser(erasing.erase_registrations)
        register_eraser(erasing.erase_presenter)
        register_tidy_step(
            "forums.erase_presenters", erasing.erase_presenters, _("namen van sprekers gewist")
        )
        register_section(SECTION)
        register_tidy_step("forums.settle_late_offers", places.settle_late_offers)
        register_tidy_step("forums.send_reminders", reminding.send_reminders)
        register_tidy_step("forums.forget_requests", requesting.forget_requests)
        register_tidy_step(
            "forums.erase_needs", erasing.erase_needs, _("noden van deelnemers gewist")
        )
        register_tidy_step(
            "forums.erase_contact", erasing.erase_contact, _("gegevens van deelnemers gewist")
        )

    def follow_demo(self) -> None:
        """Add forums to the demo, where there can be one: production loads none of its code."""
        if not settings.DEMO_ACCOUNTS:
            return
        from forums.demo.loading import load_forums
        from showcase.demo.loading import register_follower

        register_follower(load_forums)
