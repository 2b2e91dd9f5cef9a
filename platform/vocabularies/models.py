"""What Django must find."""

from vocabularies.records import EducationLevel, Keyword, Term, Theme

__all__ = ["EducationLevel", "Keyword", "Term", "Theme"]
