"""What helps a school at each field of a project, on the plain page and in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PROJECT: dict[str, Any] = {
    "title": _("Zoals je het op school noemt. Een collega die het leest, weet waarover het gaat."),
    "acronym": _("De korte naam, als het project er een heeft."),
    "programme": _("Wie betaalde of droeg het project?"),
    "number": _("Het staat op je subsidiecontract."),
    "number_note": _("Zeg waarom er geen is. Bijvoorbeeld: dit programma geeft geen nummers."),
    "start_date": _("Zoals in je contract."),
    "end_date": _("Alleen afgeronde projecten komen online."),
    "levels": _("Voor welke leerlingen of cursisten was het project? Meer dan één mag."),
    "themes": _("Waarover gaat het vooral? Kies er één, twee of drie."),
    "summary": _(
        "Vijf tot acht zinnen: waarom, wat, met wie, en wat bleef. Noem geen leerlingen bij naam."
    ),
    "summary_en": _("Twee of drie zinnen, voor lezers in het buitenland. Het mag leeg blijven."),
    "language": _("De taal waarin je dit schrijft."),
    "website": _("Als het project er een heeft. Neem het adres over uit je browser."),
    "forms": _("Hoe verliep het: op reis, online, met bezoek? Meer dan één mag."),
    "competence_dimensions": _("Waarin werden leerlingen of cursisten sterker?"),
    "target_groups": _("Wie deed mee, of wie had er iets aan? Meer dan één mag."),
    "keywords": _(
        "Met komma’s ertussen. Alleen wat de thema’s nog niet zeggen. Een nieuw woord is pas"
        " bewaard als je zelf op een knop drukt."
    ),
    "learners_out": _("Hoeveel leerlingen of cursisten op reis gingen."),
    "staff_out": _("Hoeveel leraren en andere collega’s op reis gingen."),
    "learners_in": _("Hoeveel leerlingen of cursisten van partners op bezoek kwamen."),
    "staff_in": _("Hoeveel leraren en andere collega’s van partners op bezoek kwamen."),
    "learners_fewer_opportunities": _("Hoeveel van hen het zonder extra steun moeilijk hadden."),
    "average_days": _("Hoeveel dagen iemand gemiddeld weg was."),
    "virtual_participants": _("Hoeveel mensen alleen online meededen."),
    "grant_eur": _("Het bedrag in je contract, in hele euro’s."),
    "own_means_eur": _("Wat de school zelf bijlegde, ongeveer."),
    "support_received": _("Wie hielp je om het project op te zetten of uit te voeren?"),
    "what_did_not_work": _("Daar leert een andere school het meest van."),
    "multiplier_description": _(
        "Hoe hoorden anderen ervan? Een studiedag, een artikel, een bezoek."
    ),
    "adopting_schools": _("Hoeveel scholen iets overnamen, voor zover je weet."),
    "trained_colleagues": _("Hoeveel collega’s vorming kregen, in je eigen school en daarbuiten."),
}

RESULT: dict[str, Any] = {
    "title": _("Een korte naam volstaat."),
    "description": _("Wat is het, en wat deed het bij leerlingen of collega’s?"),
    "type": _("Kies wat er het best bij past."),
    "language": _("De taal waarin het er staat."),
    "licence": _("Wat mogen anderen ermee doen? Nodig bij een bestand."),
    "link": _("Waar anderen het vinden."),
    "document": _("Of een bestand: PDF, Word, PowerPoint, Excel of ODF."),
    "nothing_to_share": _("Kruis dit aan als anderen niets kunnen openen."),
    "evidence_kind": _("Hoe weet je dit?"),
    "evidence_description": _("Bij wie, wanneer en hoe vaak keek je?"),
    "evidence_scale": _("Een getal. Ook een klein getal zegt iets."),
    "evidence_measured_by": _("Bijvoorbeeld: de leraren zelf, een begeleider, een hogeschool."),
    "evidence_limits": _("Wat kan een lezer er niet uit besluiten?"),
    "target_groups": _("Wie kan het gebruiken? Meer dan één mag."),
    "transfer_conditions": _("Wat moet een andere school hebben of regelen voor ze begint?"),
    "effort": _("Tijd, mensen en geld, ongeveer."),
}

CONCLUSION: dict[str, Any] = {
    "statement": _(
        "Eén zin, hoogstens 300 tekens. Wat zou het voor een volgende school makkelijker maken?"
    ),
    "argument": _("Wat zag je in je project dat dit laat zien?"),
    "kind": _("Twijfel je? Laat het leeg, een moderator vult het met jou aan."),
    "policy_levels": _("Wie kan er iets aan doen?"),
    "policy_domains": _("Over welk stuk van het beleid gaat het?"),
    "addressee_institutions": _("Van wie verwacht je iets?"),
    "addressee_words": _("Alleen als geen instelling uit de lijst past."),
    "supported_by": _("Uit welke van je resultaten blijkt dit? Minstens één."),
}

PARTNER: dict[str, Any] = {
    "name": _("Zoals de partner zichzelf noemt."),
    "country": _("Waar de partner is."),
    "community": _("Alleen bij een partner in België."),
    "kind": _("Bijvoorbeeld: school, bedrijf, hogeschool."),
    "role": _("Bijvoorbeeld: ontving onze leerlingen."),
}

ANCHORING: dict[str, Any] = {
    "instrument": _("Waarin staat het nu vast?"),
    "status": _("Hoever staan jullie ermee?"),
    "description": _("Wat staat er, en wie zorgt ervoor?"),
}

BARRIER: dict[str, Any] = {
    "barrier": _("Wat hield jullie tegen?"),
    "handling": _("Wat hielp, of wat doen jullie een volgende keer anders?"),
}

LESSON: dict[str, Any] = {"text": _("Eén raad aan een collega, in één zin.")}

EXAMPLE: dict[str, Any] = {"text": _("Eén plaats waar het verder ging.")}

PHOTO: dict[str, Any] = {
    "image": _("Wie herkenbaar is, gaf toestemming."),
    "caption": _("Wat is te zien?"),
}

#: What the plain page shows beside a field, by the name of the field there.
EXAMPLES: dict[str, Any] = {
    "title": _("Stage zonder grenzen: leerlingen horeca in Porto en Tampere"),
    "programme": _("Kortlopend mobiliteitsproject beroepsonderwijs en -opleiding"),
    "project_numbers": "2022-1-BE02-KA122-VET-000074321",
    "start_date": _("1 september 2022"),
    "end_date": _("30 juni 2023"),
    "levels": _("3e graad, arbeidsmarktfinaliteit"),
    "themes": _(
        "Werkplekleren en buitenlandse stage, en Erkenning en validering van leerresultaten"
    ),
    "summary": _(
        "Onze leerlingen horeca vonden moeilijk een stageplaats met een andere keuken. Daarom"
        " liepen 24 leerlingen drie weken stage in Porto en Tampere, samen met twee partnerscholen."
        " Leraren volgden hen elke dag online op. Alle leerlingen haalden hun stage. De school"
        " gebruikt het stageboek nu voor elke stage, ook in eigen land."
    ),
    "result_title": _("Stageboek in drie talen"),
    "result_description": _(
        "Een boekje waarin leerling, mentor en leraar elke dag kort noteren wat lukte. Drie scholen"
        " gebruiken het, ook voor stages in Vlaanderen."
    ),
    "result_link": "https://www.onzeschool.be/stageboek",
    "conclusion_statement": _(
        "Laat een buitenlandse stage van drie weken meetellen als volwaardige stage."
    ),
    "conclusion_argument": _(
        "Onze leerlingen deden hun stage over na hun terugkeer, omdat de regels alleen stages"
        " van zes weken kennen. Daardoor haakte een derde af."
    ),
}
