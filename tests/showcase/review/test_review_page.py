"""The moderator's page: read, ask, propose, send back, publish."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile

from accounts.entrance import NOTHING_HAPPENED
from audit.records import Event
from institutions.enums import Capacity
from showcase.domain import review
from showcase.domain.withdrawal import reopen_project
from showcase.enums import ProjectState, ProposalState
from showcase.pages import ProjectPage
from showcase.records import (
    AdditionRequest,
    CompletionProposal,
    PolicyConclusion,
    ProjectPhoto,
    SchoolImage,
)
from tests.institutions.factories import make_mandate
from tests.showcase.factories import make_project, make_school_page, make_term, publish
from tests.showcase.files.samples import photo
from tests.showcase.public.making import archived
from tests.signing_out import lose_session
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db

CHECKED = {"complete": "on", "readable": "on", "privacy": "on"}


def fresh(project):
    return ProjectPage.objects.get(pk=project.pk)


def sheet_of(project):
    return f"/mijn/nakijken/{project.pk}/"


def parts_of(project):
    draft = fresh(project).get_latest_revision_as_object()
    return draft.result_drafts.get(), draft.conclusion_drafts.get()


def completed(project):
    """What a moderator fills in for the project of this folder."""
    result, conclusion = parts_of(project)
    make_term(Scheme.OUTPUT_TYPES, "instrument")
    about = f"conclusion-{conclusion.uuid}"
    return {
        f"result-{result.uuid}-type": "instrument",
        f"{about}-kind": "means",
        f"{about}-policy_levels": ["vlaams"],
        f"{about}-policy_domains": ["kwaliteitszorg"],
        f"{about}-addressee_words": "Vlaamse overheid",
        f"{about}-supported_by": [str(result.uuid)],
    }


def standing(client, project, **changes):
    """What the page posts when nothing is touched, and ``changes``."""
    soup = BeautifulSoup(client.get(sheet_of(project)).content, "html.parser")
    values = {}
    for field in soup.select("form[data-review] :is(input, textarea, select)[name]"):
        kind = field.get("type")
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                values.setdefault(field["name"], []).append(field["value"])
        elif field.name == "select":
            chosen = field.select_one("option[selected]")
            values[field["name"]] = chosen["value"] if chosen else ""
        else:
            values[field["name"]] = field.text.strip() or field.get("value", "")
    values.pop("csrfmiddlewaretoken")
    return {**values, **changes}


def test_page_shows_everything_that_was_written(reviewing, project):
    page = reviewing.get(sheet_of(project)).text

    result, conclusion = parts_of(project)
    said = [result.title, result.description, conclusion.statement, conclusion.argument]
    assert [words for words in [*said, "Een samenvatting."] if words not in page] == []


@pytest.mark.slow
def test_question_on_a_field_waits_until_the_project_goes_back(reviewing, at_work, project):
    asked = {"vraag-veld-summary": "Hoeveel klassen?", "doe": "vraag:veld-summary"}

    reviewing.post(sheet_of(project), standing(reviewing, project, **asked))
    reviewing.post(sheet_of(project), standing(reviewing, project, **asked))
    noted = AdditionRequest.objects.get()
    before = at_work.get(f"/mijn/projecten/{project.pk}/").text
    reviewing.post(sheet_of(project), standing(reviewing, project, doe="stuur-terug"))

    assert (noted.field, noted.words, noted.sent_at) == ("summary", "Hoeveel klassen?", None)
    assert "Hoeveel klassen?" not in before
    assert fresh(project).state == ProjectState.ADDITIONS_ASKED
    assert "Hoeveel klassen?" in at_work.get(f"/mijn/projecten/{project.pk}/").text


@pytest.mark.slow
def test_noted_question_can_be_dropped(reviewing, project):
    asked = {"vraag-veld-summary": "Hoeveel klassen?", "doe": "vraag:veld-summary"}
    reviewing.post(sheet_of(project), standing(reviewing, project, **asked))

    question = AdditionRequest.objects.get()
    reviewing.post(
        sheet_of(project), standing(reviewing, project, doe=f"laat-vallen:{question.pk}")
    )

    assert list(AdditionRequest.objects.all()) == []


@pytest.mark.slow
def test_nothing_goes_back_without_a_question(reviewing, project):
    response = reviewing.post(
        sheet_of(project), standing(reviewing, project, doe="stuur-terug"), follow=True
    )

    assert "Noteer eerst een vraag" in response.text
    assert fresh(project).state == ProjectState.IN_REVIEW


@pytest.mark.slow
def test_question_typed_but_not_noted_goes_along(reviewing, project):
    reviewing.post(
        sheet_of(project),
        standing(reviewing, project, **{"vraag-veld-title": "Klopt dit?", "doe": "stuur-terug"}),
    )

    assert list(AdditionRequest.objects.filter(sent_at__isnull=False).values_list("words")) == [
        ("Klopt dit?",)
    ]


def test_question_on_a_field_that_is_not_there_is_left_out(reviewing, project):
    reviewing.post(
        sheet_of(project),
        standing(reviewing, project, **{"vraag-veld-password": "Geef.", "doe": "vraag:x"}),
    )

    assert list(AdditionRequest.objects.all()) == []


@pytest.mark.slow
def test_filled_in_proposal_survives_noting_a_question(reviewing, project):
    filled = standing(reviewing, project, **completed(project))
    response = reviewing.post(
        sheet_of(project),
        {**filled, "vraag-veld-summary": "Hoeveel?", "doe": "vraag:veld-summary"},
    )

    soup = BeautifulSoup(response.content, "html.parser")
    _result, conclusion = parts_of(project)
    kept = soup.select_one(f'[name="conclusion-{conclusion.uuid}-addressee_words"]')
    assert kept["value"] == "Vlaamse overheid"
    assert AdditionRequest.objects.get().words == "Hoeveel?"
    assert list(CompletionProposal.objects.all()) == []


@pytest.mark.slow
def test_all_proposals_go_at_once_and_the_school_confirms_with_one_click(
    reviewing, at_work, project
):
    filled = standing(reviewing, project, **completed(project), doe="stel-voor")
    reviewing.post(sheet_of(project), filled)
    reviewing.post(sheet_of(project), filled)
    shown = at_work.get(f"/mijn/projecten/{project.pk}/").text
    at_work.post(f"/mijn/projecten/{project.pk}/", {"doe": "bevestig-alles"})

    result, conclusion = parts_of(project)
    assert "Vlaamse overheid" in shown
    assert set(CompletionProposal.objects.values_list("state", flat=True)) == {
        ProposalState.CONFIRMED
    }
    assert CompletionProposal.objects.count() == 2
    assert result.type.slug == "instrument"
    assert (conclusion.kind, conclusion.policy_levels, conclusion.policy_domains) == (
        "means",
        ["vlaams"],
        ["kwaliteitszorg"],
    )
    assert conclusion.supported_by == [str(result.uuid)]
    assert fresh(project).state == ProjectState.IN_REVIEW


def needed_by_part(reviewing, project):
    soup = BeautifulSoup(reviewing.get(sheet_of(project)).content, "html.parser")
    return {
        heading.text: {line.text for line in heading.find_next("ul").select("li")}
        for heading in soup.select("#beslis h3")
    }


@pytest.mark.slow
def test_what_is_proposed_already_waits_for_the_school_and_is_no_longer_missing(reviewing, project):
    filled = completed(project)
    kind = next(name for name in filled if name.endswith("-kind"))
    before = needed_by_part(reviewing, project)
    reviewing.post(
        sheet_of(project),
        standing(reviewing, project, **{**filled, kind: ""}, doe="stel-voor"),
    )

    ticked = "Waarop ze steunt, is al aangevinkt. Stel het nog voor."
    assert set(before) == {"Nodig om te publiceren"}
    assert ticked in before["Nodig om te publiceren"]
    assert needed_by_part(reviewing, project) == {
        "Nodig om te publiceren": {"Kies wat de conclusie vraagt."},
        "Wacht op bevestiging van de school": {
            "Soort resultaat van “Een stappenplan”",
            *(
                f"{field} van “{parts_of(project)[1].statement}”"
                for field in ("Beleidsniveau", "Beleidsdomein", "Gericht aan", "Steunt op")
            ),
        },
    }


@pytest.mark.slow
def test_what_is_proposed_is_said_at_its_field_and_nothing_is_asked_where_nothing_is_missing(
    reviewing, at_work, project
):
    def rooms():
        soup = BeautifulSoup(reviewing.get(sheet_of(project)).content, "html.parser")
        found = soup.select("details:has(input[type=checkbox]) > summary")
        return {(one.text, one.parent.has_attr("open")) for one in found}

    before = rooms()
    reviewing.post(
        sheet_of(project), standing(reviewing, project, **completed(project), doe="stel-voor")
    )
    school = at_work.get(f"/mijn/projecten/{project.pk}/").text
    moderator = reviewing.get(sheet_of(project)).text
    fields = moderator.count("voorgesteld, wacht op de school")

    assert before == {("Vul aan wat ontbreekt, als voorstel aan de school", True)}
    assert rooms() == {("Er ontbreekt niets. Stel de school iets anders voor", False)}
    assert "hiervoor doet een moderator een voorstel" not in school
    assert school.count("het voorstel van de moderator wacht op bevestiging") == fields == 6


def deciding(reviewing, project):
    """What stands under *Publiceren*, and the buttons of the page with their weight."""
    soup = BeautifulSoup(reviewing.get(sheet_of(project)).content, "html.parser")
    group = soup.select_one("#publiceren")
    buttons = {
        button["value"]: button.get("data-tone", "main")
        for button in soup.select("form[data-review] button[name=doe]")
        if button["value"] in ("stel-voor", "publiceer")
    }
    return [line.text for line in group.select("li")], group.select("input"), buttons


@pytest.mark.slow
def test_publishing_says_what_is_missing_until_everything_is_there(reviewing, at_work, project):
    missing, ticks, buttons = deciding(reviewing, project)
    needed = needed_by_part(reviewing, project)["Nodig om te publiceren"]
    ready(reviewing, at_work, project)
    missing_later, ticks_later, buttons_later = deciding(reviewing, project)

    assert (set(missing), ticks, buttons) == (needed, [], {"stel-voor": "main"})
    assert (missing_later, len(ticks_later)) == ([], 3)
    assert buttons_later == {"stel-voor": "quiet", "publiceer": "main"}


@pytest.mark.slow
def test_question_that_waits_to_be_sent_stands_in_place_of_publishing(reviewing, at_work, project):
    ready(reviewing, at_work, project)
    asked = {"vraag-veld-summary": "Hoeveel klassen?", "doe": "vraag:veld-summary"}
    answer = reviewing.post(sheet_of(project), standing(reviewing, project, **asked))

    missing, ticks, buttons = deciding(reviewing, project)

    assert answer["Location"] == f"{sheet_of(project)}#veld-summary"
    assert missing == ["De vraag die klaarstaat, gaat mee terug of wordt geschrapt."]
    assert (ticks, set(buttons)) == ([], {"stel-voor"})


def test_noting_a_question_leads_to_its_field_also_with_a_proposal_half_way(reviewing, project):
    soup = BeautifulSoup(reviewing.get(sheet_of(project)).content, "html.parser")

    leads = {
        button["value"].removeprefix("vraag:"): button["formaction"]
        for button in soup.select("button[value^='vraag:']")
    }

    assert leads
    assert leads == {anchor: f"{sheet_of(project)}#{anchor}" for anchor in leads}


@pytest.mark.slow
def test_school_says_no_with_a_reason_that_the_moderator_reads(reviewing, at_work, project):
    reviewing.post(
        sheet_of(project), standing(reviewing, project, **completed(project), doe="stel-voor")
    )
    proposal = CompletionProposal.objects.get(child_kind="result")

    at_work.post(
        f"/mijn/projecten/{project.pk}/",
        {"doe": f"weiger:{proposal.pk}", f"reden-{proposal.pk}": "Het is een boek."},
    )

    assert "Het is een boek." in reviewing.get(sheet_of(project)).text
    assert parts_of(project)[0].type is None


@pytest.mark.slow
def test_reason_that_does_not_fit_is_refused_and_stays_on_the_page(reviewing, at_work, project):
    reviewing.post(
        sheet_of(project), standing(reviewing, project, **completed(project), doe="stel-voor")
    )
    proposal = CompletionProposal.objects.get(child_kind="result")
    typed = {"doe": f"weiger:{proposal.pk}", f"reden-{proposal.pk}": "Te lang. " * 40}

    refused = at_work.post(f"/mijn/projecten/{project.pk}/", typed)

    proposal.refresh_from_db()
    assert (refused.status_code, proposal.state) == (422, ProposalState.PROPOSED)
    page = BeautifulSoup(refused.content, "html.parser")
    assert page.select_one(f"#reden-{proposal.pk}").text == "Te lang. " * 40
    assert "59 tekens te lang" in page.select_one(f"#reden-{proposal.pk}-fout").text
    assert page.select(f".error-summary a[href='#reden-{proposal.pk}']")


def test_question_that_does_not_fit_is_refused_at_its_field(reviewing, project):
    long = "Waarom? " * 150
    filled = standing(reviewing, project, **{"vraag-veld-summary": long, "doe": "stuur-terug"})

    refused = reviewing.post(sheet_of(project), filled)

    page = BeautifulSoup(refused.content, "html.parser")
    assert refused.status_code == 422
    assert "199 tekens te lang" in page.select_one("#vraag-veld-summary-fout").text
    assert page.select_one("#vraag-veld-summary").text == long
    assert not AdditionRequest.objects.exists()
    assert fresh(project).state == ProjectState.IN_REVIEW


def ready(reviewing, at_work, project):
    reviewing.post(
        sheet_of(project), standing(reviewing, project, **completed(project), doe="stel-voor")
    )
    at_work.post(f"/mijn/projecten/{project.pk}/", {"doe": "bevestig-alles"})


@pytest.mark.slow
def test_publishing_asks_for_the_checks(reviewing, at_work, project):
    ready(reviewing, at_work, project)

    response = reviewing.post(
        sheet_of(project), standing(reviewing, project, doe="publiceer", complete="on")
    )

    links = {
        link["href"]
        for link in BeautifulSoup(response.content, "html.parser").select(".error-summary a")
    }
    assert links == {"#kijk-readable", "#kijk-privacy"}
    assert fresh(project).live is False


@pytest.mark.slow
def test_publishing_what_is_not_complete_names_it_where_it_is_filled_in(reviewing, project):
    response = reviewing.post(
        sheet_of(project), standing(reviewing, project, doe="publiceer", **CHECKED)
    )

    soup = BeautifulSoup(response.content, "html.parser")
    anchors = [link["href"].removeprefix("#") for link in soup.select(".error-summary a")]
    assert len(anchors) == 6
    assert [anchor for anchor in anchors if soup.find(id=anchor) is None] == []
    assert fresh(project).live is False


@pytest.mark.slow
def test_published_project_has_records_and_the_school_a_mail(
    reviewing, at_work, project, django_capture_on_commit_callbacks, mailoutbox
):
    ready(reviewing, at_work, project)
    with django_capture_on_commit_callbacks(execute=True):
        reviewing.post(sheet_of(project), standing(reviewing, project, doe="publiceer", **CHECKED))

    published = fresh(project)
    told = BeautifulSoup(reviewing.get("/mijn/nakijken/").content, "html.parser")
    mail = mailoutbox[-1]
    reference = PolicyConclusion.objects.get().reference
    assert {link["href"]: link.text for link in told.select(".message a")} == {
        published.url: published.title,
        f"/conclusies/{reference}/": reference,
    }
    assert published.state == ProjectState.PUBLISHED
    assert PolicyConclusion.objects.get().reference.endswith("-0001")
    assert mail.to == ["editor@de-brug.example"]
    assert f"http://localhost:8000{published.get_url()}" in mail.body


@pytest.mark.slow
def test_publishing_twice_changes_nothing(reviewing, at_work, project):
    ready(reviewing, at_work, project)
    filled = standing(reviewing, project, doe="publiceer", **CHECKED)

    reviewing.post(sheet_of(project), filled)
    again = reviewing.post(sheet_of(project), filled, follow=True)

    assert "Er is niets veranderd" in again.text
    assert PolicyConclusion.objects.count() == 1


@pytest.mark.slow
def test_draft_that_moved_on_is_read_again_before_publishing(reviewing, at_work, project):
    ready(reviewing, at_work, project)
    filled = standing(reviewing, project, doe="publiceer", **CHECKED)
    draft = fresh(project).get_latest_revision_as_object()
    draft.summary = "Iets anders."
    draft.save_revision(clean=False)

    response = reviewing.post(sheet_of(project), filled)

    assert response.status_code == 409
    assert "De tekst is veranderd terwijl je las." in response.text
    assert "Iets anders." in response.text
    assert fresh(project).live is False


@pytest.mark.slow
def test_publishing_while_the_school_takes_it_back_publishes_nothing(reviewing, at_work, project):
    ready(reviewing, at_work, project)
    filled = standing(reviewing, project, doe="publiceer", **CHECKED)
    at_work.post(f"/mijn/projecten/{project.pk}/", {"doe": "neem-terug"})

    response = reviewing.post(sheet_of(project), filled)

    assert response.status_code == 409
    assert "nam dit project terug" in response.text
    assert fresh(project).live is False


@pytest.mark.slow
def test_edits_of_a_published_project_show_what_changes(reviewing, at_work, project):
    from tests.showcase.writing.filling import page_of, posted_by

    ready(reviewing, at_work, project)
    reviewing.post(sheet_of(project), standing(reviewing, project, doe="publiceer", **CHECKED))
    at_work.post(
        page_of(project),
        posted_by(at_work, project, summary="Nu met cijfers.", doe="dien-in"),
    )

    soup = BeautifulSoup(reviewing.get(sheet_of(project)).content, "html.parser")
    assert [gone.get_text(" ", strip=True) for gone in soup.select("del")] == [
        "Stond er: Een samenvatting."
    ]
    assert [new.get_text(" ", strip=True) for new in soup.select("ins")] == [
        "Wordt: Nu met cijfers."
    ]
    assert fresh(project).summary == "Een samenvatting."


@pytest.mark.slow
def test_a_project_that_a_colleague_gave_back_meanwhile_is_said_to_be(
    reviewing, epos_moderator, school
):
    project = archived(make_school_page(school))
    reopen_project(project, by=epos_moderator)

    shown = reviewing.post(sheet_of(project), {"doe": "heropen"}, follow=True)

    assert shown.redirect_chain == [("/mijn/nakijken/", 302)]
    assert "Dit project is al teruggegeven aan de school." in shown.text


def test_a_draft_that_was_never_online_is_not_there_to_give_back(reviewing, school):
    draft = make_project(make_school_page(school))

    assert reviewing.post(sheet_of(draft), {"doe": "heropen"}).status_code == 404
    assert not Event.objects.filter(verb="reopen_project").exists()


@pytest.mark.slow
def test_moderator_who_was_signed_out_while_giving_a_project_back_can_still_give_it_back(
    reviewing, moderator, school
):
    project = archived(make_school_page(school))
    lose_session(reviewing)

    reviewing.post(sheet_of(project), {"doe": "heropen"})
    reviewing.force_login(moderator)
    shown = reviewing.get(sheet_of(project), follow=True)

    assert str(NOTHING_HAPPENED) in shown.text
    assert shown.context["reopens"]
    assert 'value="heropen"' in shown.text


# Wagtail leaves the file in which it makes a smaller photo to whoever collects garbage.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.slow
def test_a_photo_that_comes_beside_those_online_is_called_new(reviewing, editor, school):
    page = make_school_page(school)
    old, new = (
        SchoolImage.objects.create(
            title=name,
            alt_text=f"Te zien: {name}",
            file=ContentFile(photo(), f"{name}.jpg"),
            collection=page.collection,
        )
        for name in ("plein", "keuken")
    )
    project = make_project(page)
    with_photos(project, old)
    project = publish(fresh(project))
    with_photos(project, old, new)
    review.hand_in(fresh(project), by=editor)

    soup = BeautifulSoup(reviewing.get(sheet_of(project)).content, "html.parser")

    captions = [" ".join(one.get_text().split()) for one in soup.select("#fotos figcaption")]
    assert captions == [
        "Volgens de school geen herkenbare leerlingen. Voor wie de foto niet ziet: Te zien: plein",
        "(nieuw) Volgens de school geen herkenbare leerlingen."
        " Voor wie de foto niet ziet: Te zien: keuken",
    ]
    assert soup.select_one('a[href="#fotos"]').text == "Foto’s"


def with_photos(project, *images):
    draft = project.get_latest_revision_as_object()
    draft.photos = [ProjectPhoto(image=image) for image in images]
    draft.save_revision(clean=False)


@pytest.mark.slow
def test_edit_of_one_word_shows_that_word(reviewing, at_work, project):
    from tests.showcase.writing.filling import page_of, posted_by

    ready(reviewing, at_work, project)
    reviewing.post(sheet_of(project), standing(reviewing, project, doe="publiceer", **CHECKED))
    at_work.post(
        page_of(project),
        posted_by(at_work, project, summary="Een korte samenvatting.", doe="dien-in"),
    )

    soup = BeautifulSoup(reviewing.get(sheet_of(project)).content, "html.parser")
    assert soup.select("del") == []
    assert [new.text.strip() for new in soup.select("ins")] == ["Nieuw:  korte"]


def test_own_institution_is_for_another_moderator(reviewing, moderator, school, project):
    make_mandate(moderator, school, Capacity.ADVISER)

    listed = reviewing.get("/mijn/nakijken/")
    page = reviewing.get(sheet_of(project))
    act = reviewing.post(sheet_of(project), {"doe": "publiceer", **CHECKED})

    assert listed.context["queue"].waiting == []
    assert "Eén project van je eigen instelling staat hier niet bij" in listed.text
    assert (page.status_code, act.status_code) == (403, 403)
    assert "Een andere moderator doet het." in page.text
    assert "Een samenvatting." not in page.text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_queue_costs_the_same_for_one_and_three_and_is_oldest_first(
    reviewing, school, editor, count, django_assert_num_queries
):
    space = make_school_page(school)
    made = [make_project(space, title=f"Project {number}") for number in range(count)]
    for one in reversed(made):
        review.hand_in(one, by=editor)
    reviewing.get("/mijn/nakijken/")

    with django_assert_num_queries(10):
        response = reviewing.get("/mijn/nakijken/")

    assert [row.project.pk for row in response.context["queue"].waiting] == [
        one.pk for one in reversed(made)
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_sheet_costs_the_same_for_one_and_three_conclusions(
    reviewing, school, editor, count, django_assert_num_queries
):
    made = make_project(make_school_page(school), conclusions=count)
    review.hand_in(made, by=editor)
    reviewing.get(sheet_of(made))

    with django_assert_num_queries(41):
        response = reviewing.get(sheet_of(made))

    assert len([part for part in response.context["parts"] if part.kind == "conclusion"]) == count
