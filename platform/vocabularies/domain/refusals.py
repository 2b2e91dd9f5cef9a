"""What a verb of the vocabularies refuses, each with a sentence for who asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class VocabularyRefusalError(Exception):
    """The vocabularies stay as they are; ``sentence`` says why."""

    sentence: str | Promise = ""

    def __str__(self) -> str:
        return str(self.sentence)


class HasNarrowerError(VocabularyRefusalError):
    """Its narrower terms would hang in the air."""

    sentence = _(
        "Onder deze term staan nog andere termen. Geef die eerst een andere plaats, of voer ze af."
    )


class NotAReplacementError(VocabularyRefusalError):
    """The replacement is the term itself, a term of another list, or one that is retired."""

    sentence = _("Kies een andere term uit dezelfde lijst, die zelf niet afgevoerd is.")


class CircleError(VocabularyRefusalError):
    """A term would stand under itself."""

    sentence = _("Een term kan niet onder zichzelf staan. Kies een andere plaats.")


class RetiredBroaderError(VocabularyRefusalError):
    """A term can only be chosen below one that can be chosen."""

    sentence = _("De term waar deze bij hoort, is afgevoerd. Herstel die eerst.")


class NameTakenError(VocabularyRefusalError):
    """Another theme or level bears the name."""

    sentence = _("Er is al een term met deze naam. Kies een andere naam.")


class AddressTakenError(VocabularyRefusalError):
    """Another term of the list has the address."""

    sentence = _("Deze lijst heeft al een term met dit adres. Kies een ander adres.")


class AlreadyMergedError(VocabularyRefusalError):
    """The keyword went into another term before."""

    sentence = _("Dit trefwoord is al opgegaan in een andere term.")


class TooManyKeywordsError(VocabularyRefusalError):
    """A project has at most so many keywords."""

    sentence = _("Geef hoogstens tien trefwoorden.")


class KeywordTooLongError(VocabularyRefusalError):
    """A keyword is a word, or a few."""

    sentence = _("Een trefwoord telt hoogstens 80 tekens. Maak het korter.")
