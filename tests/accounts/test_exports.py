"""Spreadsheets of the admin, filled with what somebody typed."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from audit.domain.record import record

pytestmark = pytest.mark.django_db


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


def rows_of(response):
    """Every row as it stands in the file; a workbook marks none of its cells as a formula."""
    content = b"".join(response.streaming_content)
    if response["Content-Type"] == "text/csv":
        return list(csv.reader(StringIO(content.decode())))
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert {cell.data_type for row in sheet.rows for cell in row} & {"f"} == set()
    return [[str(value or "") for value in row] for row in sheet.values]


#: A CSV says only by the words themselves that they are no formula.
MARKED = [("csv", "'"), ("xlsx", "")]


@pytest.mark.parametrize(("kind", "mark"), MARKED)
def test_export_of_a_list_holds_no_formula(in_admin, administrator, listed, kind, mark):
    rows = rows_of(in_admin.get(reverse("events:index"), {"export": kind}))

    assert [row[1:] for row in rows] == [
        ["Wie", "Wat", "Soort", "Van wat", "Bijzonderheden"],
        ["", f"{mark}=cmd", "institutions.institution", str(listed.pk), "{}"],
        ["", "grant_role", "accounts.user", str(administrator.pk), "{'role': 'administrator'}"],
    ]


@pytest.mark.parametrize(("kind", "mark"), MARKED)
def test_report_of_wagtail_holds_no_formula(in_admin, administrator, kind, mark):
    from tests.showcase.factories import make_index

    page = make_index()
    page.title = "@SUM(A1)"
    page.save_revision(user=administrator, log_action=True).publish()

    rows = rows_of(in_admin.get(reverse("wagtailadmin_reports:site_history"), {"export": kind}))

    assert [row[1:5] for row in rows[:4]] == [
        ["Naam", "Type", "Actietype", "Gebruiker"],
        [f"{mark}@SUM(A1)", "Scholen", "Publiceren", "systeem"],
        [f"{mark}@SUM(A1)", "Scholen", "Hernoem", "systeem"],
        [f"{mark}@SUM(A1)", "Scholen", "Wijzig", str(administrator)],
    ]
