"""The vocabularies in Wagtail's admin."""
