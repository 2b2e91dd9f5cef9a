"""The smallest imported projects the database accepts."""

from __future__ import annotations

import itertools
from typing import Any

from showcase.eplus.names import name_key
from showcase.records import ImportedProject

_count = itertools.count(1)


#: The other school, as a partner.
MEANDER = {"name": "De Meander", "country": "BE", "address": "", "region": "", "website": ""}


def make_imported(number: str = "", **fields: Any) -> ImportedProject:
    """A Flemish project with De Brug as coordinator and a Greek partner."""
    coordinator = {
        "name": "De Brug",
        "type": "School/Institute/Educational centre",
        "address": "Kaai 12, 9000, Gent",
        "region": "Prov. Oost-Vlaanderen",
        "country": "BE",
        "website": "https://www.debrug.example",
    }
    partner = {
        "name": "Lykeio Paradeigma",
        "type": "School/Institute/Educational centre",
        "address": "Odos 1, 10431, Athina",
        "region": "",
        "country": "GR",
        "website": "",
    }
    named = {"coordinator": coordinator, "coordinator_name": coordinator["name"], **fields}
    key = name_key(named["coordinator_name"], named["coordinator"].get("country", ""))
    return ImportedProject.objects.create(
        **{
            "number": number or f"2019-1-BE02-KA229-{999100 + next(_count):06d}",
            "title": "Water verbindt",
            "summary": "Vier scholen meten de rivier, en zij leren van elkaar.",
            "action_type": "School Exchange Partnerships",
            "call_year": 2019,
            "coordinator_key": key,
            "partners": [partner],
            "countries": ["BE", "GR"],
            "grant": "31250.40",
            "is_flemish": True,
            "source_file": "export.csv",
            "source_kind": "csv",
            "digest": "0" * 64,
            **named,
        }
    )
