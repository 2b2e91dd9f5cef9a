"""What the database itself refuses, whoever writes: every check of every record, by its name."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from wagtail.models import Collection

from accounts.records import User
from forums.records import (
    ContributionReport,
    Correction,
    MemberInvitation,
    PromiseCorrection,
    RegistrationRequest,
    ReportCorrection,
)
from institutions.records import Invitation
from notifications.records import OutgoingMail
from showcase.enums import ChildKind
from showcase.records import (
    AccessRequest,
    AdditionRequest,
    Archival,
    ClaimLink,
    CompletionProposal,
    ConclusionVersion,
    DraftGuest,
    ImportRun,
    PolicyConclusion,
    Result,
    SchoolImage,
    SelfEvaluationAnswer,
)
from tests.forums.factories import (
    make_contribution,
    make_document,
    make_forum,
    make_hiding,
    make_item,
    make_member,
    make_minutes,
    make_office,
    make_presenter,
    make_proposal,
    make_recommendation,
    make_registration,
    make_response,
    make_rules,
    make_session,
)
from tests.institutions.factories import make_institution, make_mandate
from tests.jobs.factories import JobFactory
from tests.showcase.factories import (
    make_level,
    make_published,
    make_root,
    make_school_page,
    make_term,
)
from tests.showcase.imports.factories import make_imported
from tests.vocabularies.factories import make_keyword, make_theme
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Term

pytestmark = pytest.mark.django_db

OURS = {
    "accounts",
    "audit",
    "forums",
    "institutions",
    "jobs",
    "notifications",
    "showcase",
    "vocabularies",
}
NOW = timezone.now()
BEFORE, AFTER = NOW - timedelta(days=4000), NOW + timedelta(days=4000)
SELF, ITS_OFFICE = models.F("pk"), models.F("institution")
LINK, PARTLY, STUDY = "https://voorbeeld.example/", "deels-opgenomen", "in-onderzoek"


def a_project() -> Any:
    return make_published(make_school_page())


#: A forum that is open, and what it promises.
FILLED = {
    "opened_on": NOW.date(),
    "feeds": "een besluit",
    "influence": "consult",
    "hears_how": "per mail",
    "answer_term_days": 30,
}


def a_correction() -> ReportCorrection:
    return ReportCorrection.objects.create(
        forum=make_forum(), corrected_on=NOW.date(), what="Een cijfer.", text_before="Oud."
    )


def a_corrected_promise() -> PromiseCorrection:
    return PromiseCorrection.objects.create(
        forum=make_forum(), corrected_on=NOW.date(), reason="Verkeerd ingevuld."
    )


def some_minutes() -> Any:
    return make_minutes(an_item())


def a_minutes_correction() -> Correction:
    return Correction.objects.create(
        minutes=some_minutes(),
        institution=make_institution(),
        passage="Zo was het",
        proposal="Zo was het niet",
        reason="Ik zei iets anders.",
    )


def a_contribution() -> Any:
    return make_contribution(make_forum(), make_mandate().user)


def a_contribution_report() -> ContributionReport:
    return ContributionReport.objects.create(contribution=a_contribution(), ground="hurtful")


def a_hiding() -> Any:
    return make_hiding(a_contribution(), User.objects.create_user("mod@school.example"))


def a_member() -> Any:
    return make_member(make_forum(), make_institution())


def a_member_invitation() -> MemberInvitation:
    return MemberInvitation.objects.create(
        forum=make_forum(), email="an@school.example", token_digest="x", expires_at=AFTER
    )


def an_offer() -> Any:
    return make_proposal(make_forum(), a_conclusion())


def a_refused_offer() -> Any:
    return make_proposal(make_forum(), a_conclusion(), state="declined")


def a_session() -> Any:
    return make_session(make_forum())


def an_item() -> Any:
    return make_item(a_session())


def an_agenda_version() -> Any:
    return an_item().session.agenda_versions.get()


def a_published_item() -> Any:
    return an_agenda_version().items.get()


def an_agenda_document() -> Any:
    return make_document(an_item())


def a_presenter() -> Any:
    return make_presenter(
        an_item(), name="An", institution=make_institution(), institution_name="I"
    )


def a_recommendation() -> Any:
    return make_recommendation(make_forum())


def some_rules() -> Any:
    return make_rules(a_session())


def a_registration() -> Any:
    return make_registration(a_session(), dietary_needs="vegetarisch")


def a_registration_request() -> RegistrationRequest:
    return RegistrationRequest.objects.create(
        session=a_session(),
        email="a@school.example",
        institution_name="De Brug",
        capacity="leraar",
        mode="on_site",
        token_digest="x",
        expires_at=AFTER,
    )


def a_response() -> Any:
    return make_response(a_recommendation(), make_office())


def a_result() -> Result:
    return Result.objects.get(project=a_project())


def a_conclusion() -> PolicyConclusion:
    return PolicyConclusion.objects.get(project=a_project())


def a_version() -> ConclusionVersion:
    return ConclusionVersion.objects.get(conclusion=a_conclusion())


def an_archival() -> Archival:
    return Archival.objects.create(project=a_project(), archived_at=NOW, reason="Dubbel.")


def a_photo() -> SchoolImage:
    make_root()
    root = Collection.get_first_root_node()
    photo = SchoolImage(title="Klas", file="klas.png", width=1, height=1, collection=root)
    return SchoolImage.objects.bulk_create([photo])[0]


def a_request() -> AdditionRequest:
    return AdditionRequest.objects.create(project=a_project(), field="summary", words="Waarom?")


def a_proposal() -> CompletionProposal:
    return CompletionProposal.objects.create(
        project=a_project(), child_kind=ChildKind.RESULT, child_uuid=uuid.uuid4(), values={}
    )


def a_guest() -> DraftGuest:
    return DraftGuest.objects.create(
        project=a_project(),
        email="begeleider@dienst.example",
        token_digest="x",
        expires_at=AFTER,
    )


def an_access_request() -> AccessRequest:
    return AccessRequest.objects.create(email="a@school.example")


def an_answer() -> SelfEvaluationAnswer:
    return SelfEvaluationAnswer.objects.create(project=a_project(), question="q1")


def a_claim_link() -> ClaimLink:
    return ClaimLink.objects.create(
        imported=make_imported(), email="a@school.example", token_digest="x", expires_at=AFTER
    )


def an_import() -> ImportRun:
    return ImportRun.objects.create(name="export.csv")


def an_invitation() -> Invitation:
    return Invitation.objects.create(
        institution=make_institution(),
        email="a@school.example",
        capacity="teacher",
        token_digest="x",
        expires_at=AFTER,
    )


def a_mail() -> OutgoingMail:
    return OutgoingMail.objects.create(
        sender="a@b.example", recipients=["c@d.example"], subject="x"
    )


def an_account() -> User:
    return User.objects.create_user("iemand@school.example")


def a_level() -> EducationLevel:
    return make_level("lager-onderwijs")


def a_term() -> Term:
    return make_term(Scheme.COUNTRIES, "fr")


def concept(make: Any, name: str) -> list[Any]:
    return [
        (make, f"{name}_is_not_its_own_broader", {"broader": SELF}),
        (make, f"{name}_is_retired_when_replaced", {"replaced_by": SELF}),
        (make, f"{name}_has_a_name_and_an_address", {"label_nl": ""}),
        (make, f"{name}_has_a_name_and_an_address", {"slug": ""}),
    ]


REFUSED: list[tuple[Any, str, dict[str, Any]]] = [
    (an_account, "an_account_has_an_address", {"email": ""}),
    # The register
    (make_institution, "an_institution_does_not_merge_into_itself", {"merged_into": SELF}),
    (make_institution, "institution_number_has_six_digits", {"number": "40428"}),
    (make_institution, "an_oid_is_an_e_and_eight_digits", {"oid": "E1000000"}),
    (make_institution, "an_institution_has_a_name_and_an_address", {"name": ""}),
    (make_institution, "an_institution_has_a_name_and_an_address", {"slug": ""}),
    (make_institution, "an_institution_has_a_known_kind", {"kind": "netwerk"}),
    (make_institution, "a_country_is_two_capitals", {"country": "be"}),
    (make_mandate, "a_mandate_ends_after_it_starts", {"until": BEFORE.date()}),
    (make_mandate, "a_mandate_has_a_known_capacity", {"capacity": "baas"}),
    (make_mandate, "a_verified_mandate_says_when", {"verified_by": "a user", "verified_at": None}),
    (make_mandate, "an_ended_mandate_has_a_last_day", {"ended_at": NOW}),
    (
        an_invitation,
        "an_invitation_is_accepted_or_withdrawn",
        {"accepted_at": NOW, "withdrawn_at": NOW},
    ),
    (an_invitation, "an_invitation_has_an_address", {"email": ""}),
    (an_invitation, "an_invitation_has_a_known_capacity", {"capacity": "baas"}),
    (an_invitation, "an_invitation_lasts", {"expires_at": BEFORE}),
    # Work in the background
    (JobFactory, "a_job_does_no_more_than_all", {"done": 3, "total": 2}),
    (JobFactory, "a_finished_job_says_when", {"ended_at": NOW}),
    (JobFactory, "a_finished_job_says_when", {"state": "failed"}),
    (JobFactory, "a_finished_job_says_when", {"state": "moe"}),
    (JobFactory, "a_running_job_says_since_when", {"state": "running"}),
    (JobFactory, "a_job_says_what_it_does", {"title": ""}),
    (JobFactory, "a_job_says_what_it_does", {"kind": ""}),
    (a_mail, "a_sent_mail_says_when", {"state": "sent"}),
    (a_mail, "a_sent_mail_says_when", {"sent_at": AFTER}),
    (a_mail, "a_mail_has_a_known_state", {"state": "weg"}),
    (a_mail, "a_mail_goes_to_somebody_about_something", {"recipients": []}),
    (a_mail, "a_mail_goes_to_somebody_about_something", {"subject": ""}),
    (a_mail, "a_mail_is_sent_after_it_was_made", {"state": "sent", "sent_at": BEFORE}),
    # Vocabularies
    *concept(make_theme, "theme"),
    *concept(a_level, "educationlevel"),
    *concept(a_term, "term"),
    (a_term, "a_term_is_of_a_known_scheme", {"scheme": "netten"}),
    (
        make_keyword,
        "a_keyword_is_merged_once",
        {"merged_at": NOW, "merged_into_theme": "a theme", "merged_into_term": "a term"},
    ),
    (make_keyword, "a_merged_keyword_says_into_what_and_when", {"merged_at": NOW}),
    (make_keyword, "a_merged_keyword_says_into_what_and_when", {"merged_into_theme": "a theme"}),
    (make_keyword, "a_merged_keyword_says_into_what_and_when", {"merged_by": "a user"}),
    (make_keyword, "a_keyword_is_a_word", {"word": ""}),
    # What is published
    (
        a_result,
        "a_result_has_a_link_or_a_file",
        {"link": "https://a.example", "document_id": 1, "licence": "CC0-1.0"},
    ),
    (a_result, "a_result_with_a_file_has_a_licence", {"document_id": 1}),
    (a_result, "a_withdrawn_result_has_a_reason", {"withdrawn_at": AFTER}),
    (a_result, "a_withdrawn_result_has_a_reason", {"withdrawn_reason": "Fout."}),
    (a_result, "a_result_has_a_title_and_a_description", {"title": ""}),
    (a_result, "a_result_has_a_title_and_a_description", {"description": ""}),
    (a_result, "a_result_has_a_known_licence", {"licence": "gratis"}),
    (a_result, "a_result_has_a_known_language", {"language": "xx"}),
    (a_result, "a_result_changes_after_it_is_published", {"updated_at": BEFORE}),
    (
        a_result,
        "a_result_is_withdrawn_after_it_is_published",
        {"withdrawn_at": BEFORE, "withdrawn_reason": "Fout."},
    ),
    (a_conclusion, "a_reference_is_a_year_and_a_number", {"reference": "2026-42"}),
    (a_conclusion, "a_withdrawn_conclusion_has_a_reason", {"withdrawn_at": AFTER}),
    (a_conclusion, "a_withdrawn_conclusion_has_a_reason", {"withdrawn_reason": "Fout."}),
    (a_conclusion, "a_conclusion_has_a_known_kind", {"kind": "wens"}),
    (a_conclusion, "a_conclusion_has_a_statement_and_an_argument", {"statement": ""}),
    (a_conclusion, "a_conclusion_has_a_statement_and_an_argument", {"argument": ""}),
    (a_conclusion, "a_conclusion_counts_versions_from_one", {"version": 0}),
    (a_conclusion, "a_conclusion_changes_after_it_is_published", {"updated_at": BEFORE}),
    (
        a_conclusion,
        "a_conclusion_is_withdrawn_after_it_is_published",
        {"withdrawn_at": BEFORE, "withdrawn_reason": "Fout."},
    ),
    (a_version, "a_version_has_a_number_and_its_words", {"version": 0}),
    (a_version, "a_version_has_a_number_and_its_words", {"statement": ""}),
    (a_version, "a_version_has_a_number_and_its_words", {"argument": ""}),
    (an_archival, "an_archived_project_has_a_reason", {"reason": ""}),
    (an_archival, "a_project_is_reopened_after_it_was_archived", {"reopened_at": BEFORE}),
    (a_photo, "recognisable_pupils_need_consent_with_an_end", {"shows_pupils": True}),
    # The review
    (a_request, "an_addition_request_has_words", {"words": ""}),
    (a_request, "an_addition_request_names_its_child", {"child_kind": "result"}),
    (a_request, "an_addition_request_names_its_field", {"field": ""}),
    (
        a_request,
        "an_addition_request_is_about_a_known_part",
        {"child_kind": "school", "child_uuid": uuid.uuid4()},
    ),
    (a_request, "an_addition_request_is_answered_after_it_was_sent", {"answer": "Daarom."}),
    (a_request, "an_addition_request_is_answered_after_it_was_sent", {"answered_at": AFTER}),
    (
        a_request,
        "an_addition_request_is_answered_after_it_was_sent",
        {"sent_at": AFTER, "answered_at": NOW},
    ),
    (a_proposal, "a_proposal_completes_a_result_or_conclusion", {"child_kind": "project"}),
    (a_proposal, "a_settled_proposal_says_when", {"state": "confirmed"}),
    (a_proposal, "a_settled_proposal_says_when", {"settled_at": AFTER}),
    (a_proposal, "a_settled_proposal_says_when", {"state": "weg", "settled_at": AFTER}),
    (
        a_proposal,
        "a_reason_to_decline_goes_with_a_declined_proposal",
        {"decline_reason": "Past niet."},
    ),
    (a_guest, "a_guest_has_an_address", {"email": ""}),
    (a_guest, "a_guest_who_accepted_has_an_account", {"accepted_at": AFTER}),
    (a_guest, "a_guest_who_accepted_has_an_account", {"user": "a user"}),
    (a_guest, "a_guest_leaves_after_being_invited", {"ended_at": BEFORE}),
    (an_answer, "a_self_evaluation_answer_has_a_question", {"question": ""}),
    (an_access_request, "who_was_let_in_was_answered", {"institution": "an institution"}),
    # Imported projects
    (make_imported, "a_claim_has_a_school_and_a_moment", {"claimed_at": NOW}),
    (make_imported, "a_claimed_page_has_a_school", {"claimed_page": "a project"}),
    (make_imported, "an_imported_project_has_number_and_title", {"number": ""}),
    (make_imported, "an_imported_project_has_number_and_title", {"title": ""}),
    (
        make_imported,
        "an_imported_project_ends_after_it_starts",
        {"start_date": AFTER.date(), "end_date": NOW.date()},
    ),
    (make_imported, "an_imported_grant_is_no_debt", {"grant": -1}),
    (make_imported, "an_imported_project_is_updated_after_it_was_imported", {"updated_at": BEFORE}),
    (a_claim_link, "a_claim_link_lasts", {"expires_at": BEFORE}),
    (a_claim_link, "a_claim_link_has_an_address", {"email": ""}),
    (
        a_claim_link,
        "a_claim_link_is_claimed_or_withdrawn",
        {"claimed_at": NOW, "withdrawn_at": NOW},
    ),
    (a_claim_link, "a_claim_link_is_opened_after_it_was_sent", {"opened_at": BEFORE}),
    (an_import, "an_import_names_its_file", {"name": ""}),
    (an_import, "an_import_ends_after_it_starts", {"ended_at": BEFORE}),
    # Forums
    (make_forum, "a_forum_ends_after_it_starts", {"ends_on": BEFORE.date()}),
    (make_forum, "a_call_closes_after_it_opens", {"call_opens_on": NOW.date()}),
    (
        make_forum,
        "a_call_closes_after_it_opens",
        {"call_opens_on": NOW.date(), "call_closes_on": BEFORE.date()},
    ),
    (
        make_forum,
        "a_call_closes_before_its_forum_ends",
        {"call_opens_on": NOW.date(), "call_closes_on": AFTER.date()},
    ),
    (make_forum, "a_forum_is_followed_until_after_its_end", {"followed_until": BEFORE.date()}),
    (make_forum, "a_published_report_has_a_text", {"reported_on": NOW.date()}),
    (make_forum, "a_forum_has_a_known_access", {"access": "geheim"}),
    (
        make_forum,
        "what_was_published_for_all_stays_readable",
        {"stays_public": True, "access": "members_only"},
    ),
    (make_forum, "a_forum_has_a_known_influence", {"influence": "beslissen"}),
    (make_forum, "an_answer_takes_a_day_to_two_years", {"answer_term_days": 0}),
    (
        make_forum,
        "who_promises_nothing_has_no_term",
        {"nobody_promised": True, "answer_term_days": 30},
    ),
    (make_forum, "an_open_forum_says_what_it_promises", {"opened_on": NOW.date()}),
    (make_forum, "an_open_forum_says_what_it_promises", {**FILLED, "feeds": ""}),
    (make_forum, "an_open_forum_says_what_it_promises", {**FILLED, "influence": ""}),
    (make_forum, "an_open_forum_says_what_it_promises", {**FILLED, "hears_how": ""}),
    (make_forum, "an_open_forum_says_what_it_promises", {**FILLED, "answer_term_days": None}),
    (a_correction, "a_correction_says_what_changed", {"what": ""}),
    (a_correction, "a_correction_says_what_changed", {"text_before": ""}),
    (a_corrected_promise, "a_corrected_promise_says_why", {"reason": ""}),
    (a_contribution, "a_contribution_says_something", {"text": ""}),
    (a_contribution, "a_contribution_has_a_known_state", {"state": "weg"}),
    (a_contribution, "a_published_contribution_says_since_when", {"published_at": None}),
    (a_contribution, "a_published_contribution_says_since_when", {"state": "waiting"}),
    (a_contribution, "a_contribution_does_not_reply_to_itself", {"parent": SELF}),
    (a_contribution_report, "a_report_has_a_known_ground", {"ground": "saai"}),
    (a_hiding, "a_hiding_has_a_ground_and_words", {"ground": "saai"}),
    (a_hiding, "a_hiding_has_a_ground_and_words", {"words": ""}),
    (a_hiding, "an_appeal_has_words", {"appealed_at": NOW}),
    (a_hiding, "an_appeal_has_words", {"appeal": "Nee."}),
    (a_hiding, "an_appeal_is_decided_with_words", {"decided_at": NOW, "decision": "Ja."}),
    (a_hiding, "an_appeal_is_decided_by_somebody_else", {"decided_by": models.F("hidden_by")}),
    (a_session, "a_closed_session_was_open_to_corrections", {"closed_at": NOW}),
    (
        a_session,
        "a_cancelled_session_has_no_minutes",
        {"cancelled_at": NOW, "cancelled_reason": "Ziek.", "corrections_until": NOW},
    ),
    (make_forum, "minutes_are_corrected_within_two_months", {"correction_days": 0}),
    (make_forum, "minutes_are_corrected_within_two_months", {"correction_days": 61}),
    (some_minutes, "minutes_have_a_known_state", {"state": "klaar"}),
    (some_minutes, "what_was_not_discussed_has_no_minutes", {"not_discussed": "Geen tijd."}),
    (some_minutes, "minutes_beyond_a_draft_say_something", {"state": "final", "text": ""}),
    (a_minutes_correction, "a_correction_names_a_passage_and_a_reason", {"passage": ""}),
    (a_minutes_correction, "a_correction_names_a_passage_and_a_reason", {"reason": ""}),
    (
        a_minutes_correction,
        "a_refused_correction_says_why",
        {"taken_over": False, "answered_at": NOW},
    ),
    (a_minutes_correction, "a_refused_correction_says_why", {"taken_over": True}),
    (a_minutes_correction, "a_refused_correction_says_why", {"answer": "Nee."}),
    (
        a_minutes_correction,
        "a_correction_is_of_an_institution_or_a_presenter",
        {"presenter": "a presenter"},
    ),
    (a_member, "a_member_is_an_institution_or_a_person", {"user": "a user"}),
    (a_member, "a_member_is_an_institution_or_a_person", {"institution": None}),
    (a_member_invitation, "an_invitation_to_a_forum_has_an_address", {"email": ""}),
    (a_member_invitation, "an_invitation_to_a_forum_lasts", {"expires_at": BEFORE}),
    (an_offer, "a_proposal_has_a_known_state", {"state": "weg"}),
    (an_offer, "a_proposal_was_asked_or_offered", {"offered_at": None}),
    (an_offer, "what_a_school_offered_says_since_when", {"state": "invited"}),
    (an_offer, "what_a_school_offered_says_since_when", {"offered_at": None, "invited_at": NOW}),
    (an_offer, "what_a_school_offers_has_a_motivation", {"motivation": ""}),
    (an_offer, "a_decided_proposal_says_when", {"state": "accepted"}),
    (an_offer, "a_decided_proposal_says_when", {"decided_at": AFTER}),
    (
        an_offer,
        "a_proposal_is_decided_after_it_is_offered",
        {"state": "accepted", "decided_at": BEFORE},
    ),
    (a_refused_offer, "a_declined_proposal_has_a_reason", {"reason": ""}),
    (an_offer, "a_declined_proposal_has_a_reason", {"reason": "Past niet."}),
    (an_offer, "a_prepared_refusal_has_a_reason", {"prepared": "declined"}),
    (an_offer, "a_prepared_refusal_has_a_reason", {"prepared_reason": "Past niet."}),
    (a_refused_offer, "only_what_is_undecided_is_prepared", {"prepared": "accepted"}),
    (an_offer, "only_what_is_withdrawn_is_kept_all_the_same", {"kept_at": NOW}),
    (an_offer, "a_withdrawn_proposal_says_when", {"state": "withdrawn"}),
    (an_offer, "a_withdrawn_proposal_says_when", {"withdrawn_at": AFTER}),
    (a_session, "sessions_are_numbered_from_one", {"number": 0}),
    (a_session, "a_session_ends_after_it_starts", {"ends_at": BEFORE}),
    (a_session, "a_session_on_site_has_a_place", {"place": ""}),
    (a_session, "a_session_on_site_has_a_place", {"format": "hybrid", "link": LINK, "place": ""}),
    (a_session, "a_session_online_has_a_link", {"format": "hybrid"}),
    (a_session, "a_session_online_has_a_link", {"format": "online", "place": ""}),
    (a_session, "a_session_has_a_known_format", {"format": "maan", "link": LINK}),
    (a_session, "a_cancelled_session_has_a_reason", {"cancelled_at": NOW}),
    (a_session, "a_cancelled_session_has_a_reason", {"cancelled_reason": "Ziek."}),
    (an_item, "an_agenda_item_takes_at_most_a_day", {"minutes": 0}),
    (an_item, "an_agenda_item_takes_at_most_a_day", {"minutes": 481}),
    (an_item, "an_agenda_item_has_a_title", {"title": ""}),
    (an_agenda_version, "agendas_are_numbered_from_one", {"number": 0}),
    (an_agenda_version, "a_published_agenda_ends_after_it_starts", {"ends_at": BEFORE}),
    (an_agenda_version, "a_published_agenda_has_a_known_format", {"format": "maan"}),
    (a_published_item, "a_published_item_has_a_title_and_a_length", {"title": ""}),
    (an_agenda_document, "a_document_has_a_title", {"title": ""}),
    (an_agenda_document, "a_document_has_a_title", {"filename": ""}),
    (an_agenda_document, "a_document_is_of_a_known_kind", {"kind": "exe"}),
    (an_agenda_document, "a_document_has_content", {"size": 0}),
    (
        a_presenter,
        "a_presenter_is_an_institution_or_a_person",
        {"institution": None, "institution_name": "", "name": ""},
    ),
    (a_presenter, "an_institution_that_presents_has_a_name", {"institution_name": ""}),
    (
        a_presenter,
        "an_address_is_of_a_person_without_an_account",
        {"email": "an@school.example", "name": ""},
    ),
    (a_presenter, "a_name_is_public_by_a_consent_that_ends", {"named_until": AFTER}),
    (a_presenter, "a_name_is_public_by_a_consent_that_ends", {"consented_at": NOW}),
    (
        a_presenter,
        "a_name_is_public_by_a_consent_that_ends",
        {"consented_at": NOW, "named_until": AFTER, "name": ""},
    ),
    (a_published_item, "a_published_item_has_a_title_and_a_length", {"minutes": 481}),
    # Registration
    (some_rules, "an_institution_sends_at_least_one", {"most_per_institution": 0}),
    (some_rules, "an_offer_stands_an_hour_to_two_weeks", {"hours_to_accept": 0}),
    (some_rules, "an_offer_stands_an_hour_to_two_weeks", {"hours_to_accept": 337}),
    (a_registration, "a_registration_has_a_known_state", {"state": "misschien", "seat": None}),
    (a_registration, "a_registration_has_a_known_mode", {"mode": "maan"}),
    (a_registration, "who_would_rather_come_otherwise_says_how", {"wished_mode": "maan"}),
    (a_registration, "who_was_moved_off_had_a_place_to_return_to", {"was_moved_off": True}),
    (a_registration, "a_registration_speaks_for_an_institution", {"institution_name": ""}),
    (a_registration, "a_registration_speaks_for_an_institution", {"capacity": ""}),
    (a_registration, "who_holds_a_place_has_a_seat", {"seat": None}),
    (a_registration, "who_holds_a_place_has_a_seat", {"seat": 0}),
    (a_registration, "who_holds_a_place_has_a_seat", {"state": "waiting"}),
    (a_registration, "an_offered_place_has_a_deadline", {"state": "offered"}),
    (a_registration, "an_offered_place_has_a_deadline", {"offered_until": AFTER}),
    (a_registration, "a_confirmed_registration_says_since_when", {"confirmed_at": None}),
    (a_registration, "an_ended_registration_says_when", {"state": "cancelled", "seat": None}),
    (a_registration, "an_ended_registration_says_when", {"ended_at": NOW}),
    (
        a_registration,
        "who_attended_had_a_place",
        {"attended": True, "state": "waiting", "seat": None},
    ),
    (a_registration, "erased_needs_are_gone", {"needs_erased_at": NOW}),
    (a_registration, "erased_contact_is_gone", {"contact_erased_at": NOW}),
    (a_registration_request, "a_registration_request_has_an_address", {"email": ""}),
    (a_registration_request, "a_registration_request_lasts", {"expires_at": BEFORE}),
    (a_recommendation, "recommendations_are_numbered_from_one", {"number": 0}),
    (a_recommendation, "a_recommendation_says_something", {"statement": ""}),
    (
        a_recommendation,
        "a_published_recommendation_has_level_and_domain",
        {"policy_level": None},
    ),
    (
        a_recommendation,
        "a_published_recommendation_has_level_and_domain",
        {"policy_domain": None},
    ),
    (a_response, "an_answer_has_a_known_position", {"position": "misschien"}),
    (a_response, "an_answer_speaks_for_somebody", {"speaks_for": "niemand"}),
    (a_response, "an_answer_has_words", {"text": ""}),
    (a_response, "taking_up_says_what", {"what": ""}),
    (a_response, "taking_up_says_what", {"position": PARTLY, "reason": "Zo.", "what": ""}),
    (a_response, "taking_up_or_studying_has_a_date", {"due_on": None}),
    (
        a_response,
        "taking_up_or_studying_has_a_date",
        {"position": PARTLY, "reason": "Zo.", "due_on": None},
    ),
    (a_response, "taking_up_or_studying_has_a_date", {"position": STUDY, "due_on": None}),
    (a_response, "not_taking_up_has_a_reason", {"position": PARTLY}),
    (a_response, "not_taking_up_has_a_reason", {"position": "niet-opgenomen"}),
    (a_response, "what_exists_already_is_shown", {"position": "bestaat-al"}),
    (a_response, "what_is_passed_on_names_to_whom", {"position": "niet-bevoegd"}),
    (a_response, "an_answer_is_passed_on_to_somebody_else", {"forwarded_to": ITS_OFFICE}),
]

#: What a row of another table is filled in with.
OTHERS: dict[str, Any] = {
    "a user": lambda: User.objects.create_user("ander@school.example"),
    "a theme": make_theme,
    "a term": a_term,
    "a project": a_project,
    "an institution": make_institution,
    "a presenter": a_presenter,
}


@pytest.mark.parametrize(
    "make", dict.fromkeys(make for make, _name, _wrong in REFUSED), ids=lambda make: make.__name__
)
def test_database_refuses(make, subtests):
    row = make()

    for name, wrong in [(name, wrong) for maker, name, wrong in REFUSED if maker is make]:
        with subtests.test(name, **wrong), transaction.atomic():
            values = {
                field: OTHERS[value]() if isinstance(value, str) and value in OTHERS else value
                for field, value in wrong.items()
            }
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**values)
            transaction.set_rollback(True)


def test_every_check_of_ours_is_tried():
    checks = {
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    }

    assert {name for _make, name, _wrong in REFUSED} == checks


def test_every_constraint_of_ours_speaks_to_people():
    silent = {
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        and constraint.violation_error_message == constraint.default_violation_error_message
    }

    assert silent == set()
