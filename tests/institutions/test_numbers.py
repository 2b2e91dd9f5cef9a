"""A number of the register is six plain digits, for the form and for the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from institutions.records import Institution
from tests.institutions.factories import make_institution

pytestmark = pytest.mark.django_db

#: Digits of another script, one too few, a sign, and a line that goes on.
ODD = ["٠٤٠٤٢٨", "𝟎𝟒𝟎𝟒𝟐𝟖", "04042", "+40428", "04042\n", "040428\n"]


@pytest.mark.parametrize("number", ODD)
def test_number_of_other_signs_than_six_digits_is_refused(number):
    institution = make_institution("De Brug", slug="de-brug", number="040428")
    institution.number = number

    with pytest.raises(ValidationError) as refused:
        institution.full_clean()
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Institution.objects.filter(pk=institution.pk).update(number=number)

    assert "number" in refused.value.message_dict
    assert Institution.objects.get().number == "040428"


@pytest.mark.parametrize("oid", ["E١٠٠٠٠٠٠٤", "E1000000", "E10000004\n", "F10000004"])
def test_oid_of_other_signs_is_refused(oid):
    institution = make_institution("De Brug", slug="de-brug")
    institution.oid = oid

    with pytest.raises(ValidationError) as refused:
        institution.full_clean()
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Institution.objects.filter(pk=institution.pk).update(oid=oid)

    assert "oid" in refused.value.message_dict
