"""`manage.py import_eplus`, as somebody runs it."""

import json

import pytest
from django.core.management import CommandError, call_command

from showcase.records import ImportedProject, ImportRun
from tests.showcase.imports.exports import foreign, number_of, project, write_csv, write_xlsx

pytestmark = pytest.mark.django_db
KEYS = ["read", "created", "updated", "unchanged", "skipped", "failed"]


def run(capsys, path, *options):
    """Run the command; give its lines on both outputs."""
    call_command("import_eplus", str(path), *options)
    out, err = capsys.readouterr()
    return out.splitlines(), err.splitlines()


def test_command_ends_with_a_sentence(vocabularies, tmp_path, capsys):
    path = write_csv(tmp_path / "export.csv", [project(number_of(1)), foreign()])

    out, _err = run(capsys, path)

    assert out == ["2 gelezen: 1 nieuw, 0 bijgewerkt, 0 ongewijzigd, 1 overgeslagen, 0 mislukt."]


def test_command_ends_with_json_when_asked(vocabularies, tmp_path, capsys):
    path = write_csv(tmp_path / "export.csv", [project(number_of(1)), foreign()])

    out, _err = run(capsys, path, "--json", "--all")

    summary = json.loads(out[-1])
    assert list(summary) == KEYS
    assert summary == dict(zip(KEYS, (2, 2, 0, 0, 0, 0), strict=True))


def test_command_reads_a_workbook(vocabularies, tmp_path, capsys):
    path = write_xlsx(tmp_path / "export.xlsx", [project(number_of(1))])

    out, _err = run(capsys, path, "--json")

    assert json.loads(out[-1])["created"] == 1
    assert ImportedProject.objects.get().source_kind == "xlsx"


def test_command_shows_how_far_it_is_on_the_other_output(vocabularies, tmp_path, capsys):
    path = write_csv(tmp_path / "export.csv", [project(number_of(1))])

    out, err = run(capsys, path, "--json")

    assert len(out) == 1
    assert err == ["100%, 1 rijen"]


def test_command_names_broken_rows_and_writes_the_report(vocabularies, tmp_path, capsys):
    rows = [project(number_of(1)), project("niets"), project(number_of(3))]
    path = write_csv(tmp_path / "export.csv", rows)
    report = tmp_path / "verslag.csv"

    out, err = run(capsys, path, "--json", "--report", str(report))

    assert json.loads(out[-1])["failed"] == 1
    assert err[-1] == "Rij 3 (regel 5): “NIETS” is geen projectnummer."
    content = report.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(content.decode("utf-8-sig").splitlines()) == 4


def test_command_counts_the_broken_rows_it_does_not_name(vocabularies, tmp_path, capsys):
    path = write_csv(tmp_path / "export.csv", [project(f"niets {n}") for n in range(23)])

    _out, err = run(capsys, path)

    assert len(err) == 1 + 20 + 1
    assert err[-1] == "En nog 3 rijen: met --report staan ze in een bestand."


@pytest.mark.parametrize(
    ("content", "options", "code", "says"),
    [
        (None, [], 2, "kan niet geopend worden"),
        (b"Naam;Adres\n", [], 1, "kopregel"),
        (b"x", ["--encoding", "klingon"], 1, "bestaat niet"),
    ],
)
def test_command_says_in_one_sentence_what_is_wrong(
    vocabularies, tmp_path, content, options, code, says
):
    path = tmp_path / "export.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError) as problem:
        call_command("import_eplus", str(path), *options)

    assert says in str(problem.value)
    assert problem.value.returncode == code


def test_command_says_when_the_report_cannot_be_written(vocabularies, tmp_path):
    path = write_csv(tmp_path / "export.csv", [project(number_of(1))])

    with pytest.raises(CommandError) as problem:
        call_command("import_eplus", str(path), "--report", str(tmp_path / "weg" / "verslag.csv"))

    assert problem.value.returncode == 2
    assert not ImportRun.objects.exists()


def test_command_warns_when_the_vocabularies_are_empty(db, tmp_path, capsys):
    path = write_csv(tmp_path / "export.csv", [project(number_of(1))])

    _out, err = run(capsys, path)

    assert "load_vocabularies" in err[0]
