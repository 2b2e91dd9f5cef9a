"""Forms of the second step; apart, because allauth reads them only when it is set up."""

from typing import Any

from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _


class ActivateForm(ActivateTOTPForm):
    """The code that proves that the app knows the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code uit je app")
