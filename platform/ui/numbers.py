"""Numbers in addresses."""

from django.urls.converters import IntConverter


class Number(IntConverter):
    """``<number:…>``: the key of a row; one that no database holds leads nowhere (404)."""

    regex = "[0-9]{1,18}"
