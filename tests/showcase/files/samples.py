"""Files to upload: good ones, and ones that pretend."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf_with(*bodies: bytes) -> bytes:
    """A PDF with these objects before its catalogue."""
    return PDF.replace(b"1 0 obj", b"".join(bodies) + b"1 0 obj", 1)


def object_stream(
    objects: bytes, *, name: bytes = b"/ObjStm", packed: bytes | None = None
) -> bytes:
    """Objects of a PDF as modern programs write them: packed together in a stream."""
    data = zlib.compress(b"7 0 8 40 " + objects) if packed is None else packed
    return (
        b"6 0 obj<</Type%s/N 2/First 9/Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n"
        % (name, len(data), data)
    )


def streams_in_streams(length: int) -> bytes:
    """A PDF in which thousands of beginnings of streams stand in what one of them unpacks to."""

    def stored(data: bytes) -> bytes:
        size = len(data)
        return b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + data

    begins = b"stream\n\x78\x01"
    unit = stored(begins) + stored(b"") * 430
    return pdf_with(begins + unit * (length // len(unit)) + b"\nendstream\n")


def relations(kind: str, target: str) -> bytes:
    """The links of a part of an office document."""
    start = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{start}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    ).encode()


def docx(**parts: bytes) -> bytes:
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
    return packed(
        {"[Content_Types].xml": types.encode(), "word/document.xml": b"<w:document/>", **parts}
    )


def odt(content: bytes = b"<office/>") -> bytes:
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content})


def photo(fmt: str = "JPEG", *, size: tuple[int, int] = (60, 40), place: bool = False) -> bytes:
    image = Image.new("RGB", size, (200, 30, 30))
    exif = Image.Exif()
    exif[0x010F] = "Toestel van Ilse"
    exif[0x0112] = 6
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 51.0, 0.0), 3: "E", 4: (4.0, 21.0, 0.0)})
    out = BytesIO()
    image.save(out, format=fmt, exif=exif)
    return out.getvalue()


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that say that they are billions of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )
