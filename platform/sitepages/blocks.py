"""What the body of a page is made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

INLINE = ["bold", "italic", "link"]


class NoteBlock(blocks.StructBlock):
    """A remark that stands apart."""

    title = blocks.CharBlock(label=_("Titel"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Tekst"), features=INLINE)

    class Meta:
        icon = "info-circle"
        label = _("Kanttekening")
        template = "sitepages/blocks/note.html"


class LinkBlock(blocks.StructBlock):
    """A place to go on reading."""

    label = blocks.CharBlock(label=_("Tekst van de link"), max_length=160)
    url = blocks.CharBlock(
        label=_("Adres"),
        max_length=500,
        help_text=_("Begint met https:// of, voor een pagina van deze site, met /."),
    )
    explanation = blocks.CharBlock(label=_("Wat er staat"), required=False, max_length=250)

    def clean(self, value: Any) -> Any:
        """Refuse an address that a browser would not just open."""
        cleaned = super().clean(value)
        if not cleaned["url"].startswith(("https://", "http://", "/")):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "url": ValidationError(
                        _("Begin het adres met https://, of met / voor deze site.")
                    )
                }
            )
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")
        template = "sitepages/blocks/link.html"


class BodyBlock(blocks.StreamBlock):
    """The parts of a page, from top to bottom."""

    heading = blocks.CharBlock(
        label=_("Tussentitel"),
        icon="title",
        max_length=120,
        template="sitepages/blocks/heading.html",
    )
    text = blocks.RichTextBlock(
        label=_("Tekst"), features=INLINE, template="sitepages/blocks/text.html"
    )
    list = blocks.ListBlock(
        blocks.RichTextBlock(label=_("Punt"), features=INLINE),
        label=_("Opsomming"),
        icon="list-ul",
        template="sitepages/blocks/list.html",
    )
    note = NoteBlock()
    link = LinkBlock()


class BodyField(StreamField):
    """A body whose blocks stay out of the migrations: changing a block changes no table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(args[0] if args and args[0] else BodyBlock(), **kwargs)

    def deconstruct(self) -> tuple[Any, ...]:
        """Everything about the field but its blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
