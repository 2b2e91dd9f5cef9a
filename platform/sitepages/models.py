"""What Django must find."""

from sitepages.pages import HomePage

__all__ = ["HomePage"]
