"""Spreadsheets of the admin, filled with what somebody typed."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from accounts.admin.exporting import as_words
from audit.domain.record import record

pytestmark = pytest.mark.django_db

TYPED = [
    "=1+1",
    "+32 2 219 42 99",
    "-1+webservice(A1)",
    "@SUM(A1)",
    "\t=1",
    " =1",
]


@pytest.fixture
def in_admin(administrator):
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def listed(school):
    """A school that somebody named as a formula, and what the log says about it."""
    school.name = "=HYPERLINK(A1)"
    school.save()
    record("=cmd", school, by=None)
    return school


def cells_of(response):
    content = b"".join(response.streaming_content)
    if response["Content-Type"] == "text/csv":
        rows = list(csv.reader(StringIO(content.decode())))
    else:
        sheet = openpyxl.load_workbook(BytesIO(content)).active
        assert {cell.data_type for row in sheet.rows for cell in row} & {"f"} == set()
        rows = [[str(value) for value in row] for row in sheet.values]
    return {cell for row in rows for cell in row}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_of_a_list_holds_no_formula(in_admin, listed, kind):
    cells = cells_of(in_admin.get(reverse("events:index"), {"export": kind}))

    assert "'=cmd" in cells
    assert "=cmd" not in cells


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_report_of_wagtail_holds_no_formula(in_admin, administrator, kind):
    from tests.showcase.factories import make_index

    page = make_index()
    page.title = "@SUM(A1)"
    page.save_revision(user=administrator, log_action=True).publish()

    cells = cells_of(in_admin.get(reverse("wagtailadmin_reports:site_history"), {"export": kind}))

    assert "'@SUM(A1)" in cells
    assert "@SUM(A1)" not in cells


@pytest.mark.parametrize("typed", TYPED)
def test_text_that_begins_as_a_formula_becomes_words(typed):
    assert as_words(typed) == f"'{typed}"


@pytest.mark.parametrize("value", [-5, "De Brug", "", None, "2026-0042", "a=b"])
def test_what_is_no_formula_stays_as_it_is(value):
    assert as_words(value) == value
