"""The showcase package, as Django sees it."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def say_nothing(**_signal: Any) -> None:
    """Stand where Wagtail would mail: `showcase.domain.mails` does."""


class ShowcaseConfig(AppConfig):
    """Names the package for Django, and registers with the packages below."""

    name = "showcase"
    verbose_name = _("Projecten")

    def ready(self) -> None:
        """Let spaces follow mandates and mergers, and projects the vocabularies."""
        from institutions.spaces import register_merger, register_space_keeper
        from showcase.domain.schools import keep_space
        from showcase.merging import merge_in_showcase
        from showcase.retagging.retagger import ProjectRetagger
        from showcase.words import WORDS
        from ui.codes import register as register_words
        from vocabularies.retagging import register as register_retagger

        register_words(WORDS)
        register_space_keeper(keep_space)
        register_merger(merge_in_showcase)
        register_retagger(ProjectRetagger())
        self._keep_files()
        self._silence_wagtail()
        self._keep_imports()
        self._keep_guests()
        self._show_pages()
        self._let_be_found()
        self._open_data()
        self._answer_newcomers()
        self._fill_home()
        self._fill_desk()

    def _silence_wagtail(self) -> None:
        """Let the review's own mails be the only ones.

        A receiver under the name that Wagtail uses keeps Wagtail's own from being connected.
        """
        from wagtail.models import WorkflowState
        from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

        for signal, act in (
            (workflow_submitted, "submitted"),
            (workflow_rejected, "rejected"),
            (workflow_approved, "approved"),
        ):
            signal.connect(
                say_nothing,
                sender=WorkflowState,
                dispatch_uid=f"workflow_state_{act}_email_notification",
            )

    def _keep_files(self) -> None:
        from django.db.models.signals import pre_save
        from wagtail.models import UploadedFile

        from jobs.domain.tidying import register_tidy_step
        from showcase.domain.files import clean_waiting_upload, erase_lapsed_photos

        register_tidy_step(
            "showcase.erase_lapsed_photos",
            erase_lapsed_photos,
            _("foto’s zonder geldige toestemming gewist"),
        )
        pre_save.connect(
            clean_waiting_upload, sender=UploadedFile, dispatch_uid="showcase.clean_waiting_upload"
        )

    def _let_be_found(self) -> None:
        from institutions.spaces import register_reader
        from showcase.domain.indexing import index_concepts, index_institution
        from showcase.finding.documents import register_findables
        from vocabularies.following import register as register_follower

        register_findables()
        register_follower(index_concepts)
        register_reader(index_institution)

    def _open_data(self) -> None:
        from showcase.opendata import register_datasets

        register_datasets()

    def _answer_newcomers(self) -> None:
        from accounts.domain.erasure import register_eraser
        from desk.registry import register as register_section
        from jobs.domain.tidying import register_tidy_step
        from showcase.domain.access import erase_access_requests, forget_access_requests
        from showcase.views.access import SECTION

        register_eraser(erase_access_requests)
        register_section(SECTION)
        register_tidy_step(
            "showcase.forget_access_requests",
            forget_access_requests,
            _("oude vragen om toegang gewist"),
        )

    def _keep_guests(self) -> None:
        from accounts.domain.erasure import register_eraser
        from institutions.spaces import register_way_closer
        from jobs.domain.tidying import register_tidy_step
        from showcase.domain.guests import end_guests_of, erase_guest, forget_guests

        register_eraser(erase_guest)
        register_way_closer(end_guests_of)
        register_tidy_step(
            "showcase.forget_guests", forget_guests, _("oude uitnodigingen van begeleiders gewist")
        )

    def _keep_imports(self) -> None:
        from accounts.domain.erasure import register_eraser
        from desk.registry import register as register_section
        from institutions.spaces import register_way_closer
        from jobs.domain.tidying import register_tidy_step
        from showcase.domain.claim_links import (
            erase_links_of,
            forget_old_links,
            withdraw_links_of,
        )
        from showcase.domain.import_uploads import tidy_import_runs
        from showcase.views.claim_section import BY_NUMBER, WAITING

        register_eraser(erase_links_of)
        register_way_closer(withdraw_links_of)
        register_section(WAITING)
        register_section(BY_NUMBER)
        register_tidy_step(
            "showcase.forget_old_links", forget_old_links, _("oude persoonlijke links gewist")
        )
        register_tidy_step("showcase.tidy_import_runs", tidy_import_runs)

    def _show_pages(self) -> None:
        from showcase.pages import ProjectPage, SchoolPage
        from showcase.pages.showing import show
        from showcase.views.project import project_context
        from showcase.views.school import school_context

        show(ProjectPage, project_context)
        show(SchoolPage, school_context)

    def _fill_desk(self) -> None:
        from showcase.views.review.desk import register_on_desk as register_reviews
        from showcase.views.writing.desk import register_on_desk as register_projects

        register_projects()
        register_reviews()

    def _fill_home(self) -> None:
        from showcase.domain.schools import build_schools_index
        from showcase.views.sections import register_sections
        from sitepages.seed import register_builder

        register_builder(build_schools_index)
        register_sections()
