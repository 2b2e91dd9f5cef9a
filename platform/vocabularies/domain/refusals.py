"""What a verb of the vocabularies refuses, each with a sentence for who asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class VocabularyRefusalError(Exception):
    """The vocabularies stay as they are; ``sentence`` says why."""

    sentence: str | Promise = ""
    field: str | None = None
    """The field it is about, if it is about one."""

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
    field = "broader"


class OtherListError(VocabularyRefusalError):
    """A term stands under a term of another list."""

    sentence = _("Een term hoort bij een term uit dezelfde lijst. Kies een andere.")
    field = "broader"


class RetiredBroaderError(VocabularyRefusalError):
    """A term can only be chosen below one that can be chosen."""

    sentence = _("De term waar deze bij hoort, is afgevoerd. Herstel die eerst.")
    field = "broader"


class NameTakenError(VocabularyRefusalError):
    """Another theme or level bears the name."""

    sentence = _("Er is al een term met deze naam. Kies een andere naam.")
    field = "label_nl"


class AddressTakenError(VocabularyRefusalError):
    """Another term of the list has the address."""

    sentence = _("Deze lijst heeft al een term met dit adres. Kies een ander adres.")
    field = "slug"


class AlreadyMergedError(VocabularyRefusalError):
    """The keyword went into another term before."""

    sentence = _("Dit trefwoord is al opgegaan in een andere term.")


class TooManyKeywordsError(VocabularyRefusalError):
    """A project has at most so many keywords."""

    sentence = _("Geef hoogstens tien trefwoorden.")


class KeywordTooLongError(VocabularyRefusalError):
    """A keyword is a word, or a few."""

    sentence = _("Een trefwoord telt hoogstens 80 tekens. Maak het korter.")
