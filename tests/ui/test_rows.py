"""Fields that choose rows: whatever is sent, the answer is words beside the field."""

from __future__ import annotations

import pytest
from django import forms
from django.conf import settings

from institutions.records import Institution
from tests.institutions.factories import make_institution
from ui.forms import RowField, RowsField

pytestmark = pytest.mark.django_db

NO_KEY = ["9" * 30, "-" + "9" * 30, "9" * 5000, "1\0", "²", "x", "999999"]


class Choosing(forms.Form):
    one = RowField(queryset=Institution.objects.all())
    several = RowsField(queryset=Institution.objects.all())
    numbered = RowField(queryset=Institution.objects.all(), to_field_name="number", required=False)


@pytest.mark.parametrize("sent", NO_KEY)
def test_what_names_no_row_is_refused_in_words(sent):
    known = make_institution()

    form = Choosing({"one": sent, "several": [str(known.pk), sent]})

    assert form.errors == {
        "one": ["Kies uit de lijst."],
        "several": ["Kies uit de lijst."],
    }


def test_a_row_is_chosen_by_its_key_and_half_a_text_is_none():
    known = make_institution()

    form = Choosing({"one": str(known.pk), "several": [known.pk], "numbered": "1\0"})

    assert form.errors == {"numbered": ["Kies uit de lijst."]}
    assert form.cleaned_data["one"] == known
    assert list(form.cleaned_data["several"]) == [known]


def test_every_field_that_chooses_rows_refuses_so():
    packages = [settings.ROOT / name for name in ("platform", "showcase", "forums")]
    bare = {
        str(path.relative_to(settings.ROOT))
        for package in packages
        for path in package.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.rstrip().endswith(("= forms.ModelChoiceField(", "forms.ModelMultipleChoiceField("))
        or (line.startswith("class ") and "(forms.Model" in line and "ChoiceField)" in line)
    }

    assert bare == set()
