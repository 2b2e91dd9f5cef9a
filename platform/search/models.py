"""What Django must find."""

from search.records import *  # noqa: F403
