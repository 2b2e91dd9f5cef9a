"""Spaces of schools: a page, a group and a collection each, made by one verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.domain.roles import role_group
from accounts.enums import Role
from accounts.records import User
from audit.domain.record import record
from institutions.enums import InstitutionKind
from institutions.records import Institution, Mandate

if TYPE_CHECKING:
    from showcase.pages import SchoolPage, SchoolsIndexPage

#: What a school may do with its pages and its files (codenames of Wagtail).
PAGE_PERMISSIONS = ("add_page", "change_page")
FILE_PERMISSIONS = {
    "wagtailimages": ("add_image", "change_image", "choose_image"),
    "wagtaildocs": ("add_document", "change_document", "choose_document"),
}


class NoSchoolsIndex(Exception):
    """The tree has no page for schools yet; `build_schools_index` makes it."""


def _page_model(name: str) -> Any:
    return apps.get_model("showcase", name)


@transaction.atomic
def build_schools_index(home: Any) -> SchoolsIndexPage:
    """Make the folder of schools below ``home``, with its review workflow. Safe to repeat."""
    model = _page_model("SchoolsIndexPage")
    index = model.objects.first()
    if index is None:
        index = model(title=_("Scholen"), slug="scholen", show_in_menus=False)
        home.add_child(instance=index)
        index.save_revision().publish()
    _attach_review(index)
    _let_administrators_in(index)
    return index  # type: ignore[no-any-return]


def _let_administrators_in(index: SchoolsIndexPage) -> None:
    """Administrators see and repair every project and file; they publish nothing."""
    group = role_group(Role.ADMINISTRATOR)
    [change] = _permissions("wagtailcore", "change_page")
    GroupPagePermission.objects.get_or_create(group=group, page=index.page_ptr, permission=change)
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )
            for permission in _file_permissions()
        ],
        ignore_conflicts=True,
    )


def _attach_review(index: SchoolsIndexPage) -> None:
    if WorkflowPage.objects.filter(page=index.pk).exists():
        return
    task = _page_model("ReviewTask").objects.create(name=_("Nakijken"))
    workflow = Workflow.objects.create(name=_("Nakijken en publiceren"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=index.page_ptr)


@transaction.atomic
def open_school_space(institution: Institution, *, by: User | None) -> SchoolPage:
    """Give ``institution`` its page, group and collection, and its people access. Repeatable.

    Raises:
        NoSchoolsIndex: the site was not built yet.
    """
    model = _page_model("SchoolPage")
    existing = model.objects.filter(institution=institution).first()
    if existing is not None:
        return existing  # type: ignore[no-any-return]
    index = _page_model("SchoolsIndexPage").objects.select_for_update().first()
    if index is None:
        raise NoSchoolsIndex
    meanwhile = model.objects.filter(institution=institution).first()
    if meanwhile is not None:
        return meanwhile  # type: ignore[no-any-return]
    root = Collection.get_first_root_node()
    page = model(
        title=institution.name,
        slug=institution.slug,
        institution=institution,
        group=Group.objects.create(name=f"school:{institution.slug}"[:150]),
        collection=root.add_child(name=institution.name[:255]),
    )
    index.add_child(instance=page)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    _grant(page)
    for mandate in Mandate.objects.active().filter(institution=institution):
        keep_space(mandate)
    record("open_school_space", institution, by=by)
    return page  # type: ignore[no-any-return]


def _grant(page: SchoolPage) -> None:
    group = page.group
    group.permissions.add(*_permissions("wagtailadmin", "access_admin"))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page.page_ptr, permission=permission)
        for permission in _permissions("wagtailcore", *PAGE_PERMISSIONS)
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=page.collection, permission=permission)
        for permission in _file_permissions()
    )


def _permissions(app: str, *codenames: str) -> list[Permission]:
    """The permissions of an application with these names, which must all be there."""
    found = list(Permission.objects.filter(content_type__app_label=app, codename__in=codenames))
    if len(found) != len(codenames):
        raise Permission.DoesNotExist(f"{app}: {', '.join(codenames)}")
    return found


def _file_permissions() -> list[Permission]:
    return [
        permission
        for app, codenames in FILE_PERMISSIONS.items()
        for permission in _permissions(app, *codenames)
    ]


def keep_space(mandate: Mandate) -> None:
    """Let the group of a school follow its mandates. Registered with `institutions.spaces`.

    Who is the first to be let in opens the space of the school.
    """
    page = _page_model("SchoolPage").objects.filter(institution=mandate.institution_id).first()
    holds = (
        Mandate.objects.active()
        .editing()
        .filter(user=mandate.user_id, institution=mandate.institution_id)
        .exists()
    )
    if page is None:
        if holds and mandate.institution.kind == InstitutionKind.SCHOOL and _has_index():
            open_school_space(mandate.institution, by=None)
    elif holds:
        page.group.user_set.add(mandate.user_id)
    else:
        page.group.user_set.remove(mandate.user_id)


def _has_index() -> bool:
    """Whether the site was built; on a bare database there is no place for spaces yet."""
    return bool(_page_model("SchoolsIndexPage").objects.exists())
