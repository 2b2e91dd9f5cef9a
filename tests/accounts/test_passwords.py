"""A password that won't do: one sentence about it."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.records import User


@pytest.mark.parametrize(
    ("password", "about"),
    [
        ("12345", "te kort"),
        ("leerkracht@school.example", "lijkt te veel"),
        ("90817263544536", "cijfers"),
        ("password123", "algemeen"),
    ],
)
def test_password_is_refused_in_one_sentence(password, about):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, User(email="leerkracht@school.example"))

    assert len(refused.value.messages) == 1
    assert about in refused.value.messages[0]
