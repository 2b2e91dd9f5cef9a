"""What is taken and what is refused, told by content."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from showcase.domain.pictures import clean_image
from showcase.domain.uploads import check_document, tidy_name
from tests.showcase.files.samples import PDF, docx, huge_png, odt, packed, photo, upload


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("verslag.pdf", PDF, "pdf"),
        ("verslag.DOCX", docx(), "docx"),
        ("verslag.odt", odt(), "odt"),
        ("tabel.csv", "naam;aantal\nélan;3\n".encode("cp1252"), "csv"),
        ("tekst.txt", b"Gewone tekst.\n", "txt"),
    ],
)
def test_document_is_known_by_its_content(name, content, kind):
    assert check_document(upload(name, content)) == kind


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leeg.pdf", b"", "leeg"),
        ("pagina.pdf", b"<html><script>alert(1)</script></html>", "iets anders"),
        ("voor.pdf", b"<html>" + PDF, "iets anders"),
        ("twee.pdf", PDF + docx(), "niet heel"),
        ("half.pdf", b"%PDF-1.7\n1 0 obj", "niet heel"),
        (
            "script.pdf",
            PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript>>"),
            "programma",
        ),
        ("tekening.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "iets anders"),
        ("tekst.txt", b"<?xml version='1.0'?><svg/>", "iets anders"),
        ("programma.txt", b"MZ\x00\x00\x01", "iets anders"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "oude Office"),
        ("macro.docx", docx(**{"word/vbaProject.bin": b"x"}), "macro"),
        ("macro.docx", docx(**{"word/embeddings/extra.xlsm": b"x"}), "macro"),
        ("bom.docx", docx(**{"word/media/a": b"\0" * 60_000_000}), "veel te groot"),
        ("veel.docx", docx(**{f"word/{n}": b"" for n in range(5_001)}), "veel te groot"),
        ("pak.zip", packed({"a.txt": b"a"}), "ingepakt"),
        ("kapot.docx", docx()[:60], "beschadigd"),
        ("verslag.pdf", docx(), "“.docx”"),
        ("verslag.docx", PDF, "“.pdf”"),
    ],
)
def test_document_that_pretends_or_acts_is_refused_in_words(name, content, words):
    with pytest.raises(ValidationError) as refused:
        check_document(upload(name, content))

    (message,) = refused.value.messages
    assert words in message


def test_document_with_a_macro_type_is_refused():
    types = (
        b'<Types><Override ContentType="application/vnd.ms-word.macroEnabled.main+xml"/></Types>'
    )

    with pytest.raises(ValidationError, match="macro"):
        check_document(upload("m.docx", packed({"[Content_Types].xml": types})))


def test_archive_that_lies_about_its_size_is_measured(monkeypatch):
    """The sizes in the headers say little; what comes out counts."""
    content = bytearray(docx(**{"word/media/a": b"\0" * 60_000_000}))
    for at in range(len(content) - 4):
        if content[at : at + 4] == (60_000_000).to_bytes(4, "little"):
            content[at : at + 4] = (10).to_bytes(4, "little")

    with pytest.raises(ValidationError, match="veel te groot"):
        check_document(upload("bom.docx", bytes(content)))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Verslag Élan (def).PDF", "verslag-elan-def.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("c:\\map\\Foto 1.jpg", "foto-1.jpg"),
        ("..pdf", "bestand.pdf"),
        ("a" * 200 + ".pdf", "a" * 80 + ".pdf"),
    ],
)
def test_file_gets_a_tidy_name(given, kept):
    assert tidy_name(given) == kept


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP"])
def test_photo_loses_place_and_device_and_stands_upright(fmt):
    cleaned = clean_image(upload("Foto van de klas.jpg", photo(fmt, place=True)))

    with Image.open(BytesIO(cleaned.read())) as kept:
        assert (kept.format, kept.size) == (fmt, (40, 60))
        assert dict(kept.getexif()) == {}
        assert {"exif", "xmp", "comment", "XML:com.adobe.xmp"}.isdisjoint(kept.info)
    assert (
        cleaned.name == f"foto-van-de-klas.{ {'JPEG': 'jpg', 'PNG': 'png', 'WEBP': 'webp'}[fmt] }"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (huge_png(), "beeldpunten"),
        (photo(size=(10_001, 2)), "beeldpunten"),
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 50, "HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "JPEG, PNG of WebP"),
        (b"GIF89a" + b"\0" * 50, "JPEG, PNG of WebP"),
        (photo()[:300], "JPEG, PNG of WebP"),
    ],
)
def test_photo_that_is_none_or_too_large_is_refused_in_words(content, words):
    with pytest.raises(ValidationError) as refused:
        clean_image(upload("foto.jpg", content))

    (message,) = refused.value.messages
    assert words in message
