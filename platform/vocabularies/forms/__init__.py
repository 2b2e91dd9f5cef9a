"""Choosing concepts in a form."""

from vocabularies.forms.fields import TermField, TermsField, TreeField

__all__ = ["TermField", "TermsField", "TreeField"]
