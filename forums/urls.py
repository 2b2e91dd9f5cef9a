"""Addresses of forums, their sessions and recommendations, and of who organises them."""

from django.urls import path

from forums.views import (
    answering,
    calendars,
    documents,
    forums,
    joining,
    minutes,
    proposing,
    recommendations,
    recommending,
    sessions,
)
from forums.views import presenting as presented
from forums.views import reports as published
from forums.views.discussion import moderating, queue, thread, writing
from forums.views.organising import (
    agendas,
    correcting,
    desk,
    members,
    presenting,
    promises,
    proposals,
    publishing,
    reports,
)
from forums.views.organising import documents as filing
from forums.views.organising import forum as organising
from forums.views.organising import minutes as recording
from forums.views.organising import registrations as counting
from forums.views.organising import sessions as planning
from forums.views.registering import mine, register

urlpatterns = [
    path("forums/", forums.forums, name="forums"),
    path("forums/<str:forum>/", forums.forum, name="forum"),
    path("forums/<str:forum>/bijdragen/", thread.discussion, name="discussion"),
    path("forums/<str:forum>/bijdragen/nieuw/", writing.write, name="contribute"),
    path("forums/<str:forum>/bijdragen/<number:key>/", thread.contribution, name="contribution"),
    path(
        "forums/<str:forum>/bijdragen/<number:key>/wijzigen/",
        writing.rewrite,
        name="rewrite_contribution",
    ),
    path(
        "forums/<str:forum>/bijdragen/<number:key>/melden/",
        moderating.report,
        name="report_contribution",
    ),
    path(
        "forums/<str:forum>/bijdragen/<number:key>/nakijken/",
        moderating.moderate,
        name="moderate_contribution",
    ),
    path(
        "forums/<str:forum>/bijdragen/<number:key>/verbergen/",
        moderating.hide,
        name="hide_contribution",
    ),
    path(
        "forums/<str:forum>/bijdragen/<number:key>/bezwaar/",
        moderating.appeal,
        name="appeal_contribution",
    ),
    path(
        "forums/<str:forum>/bijdragen/<number:key>/beslissen/",
        moderating.decide,
        name="decide_contribution",
    ),
    path("mijn/forums/<str:forum>/bijdragen/", queue.queue, name="contributions_queue"),
    path("forums/uitnodiging/<str:token>/", joining.accept, name="accept_membership"),
    path("forums/<str:forum>/sessies/<number:number>/", sessions.session, name="forum_session"),
    path(
        "forums/<str:forum>/sessies/<number:number>/agenda/<number:version>/",
        sessions.agenda_version,
        name="agenda_version",
    ),
    path(
        "forums/<str:forum>/sessies/<number:number>/documenten/<number:document_id>/<str:filename>",
        documents.agenda_document,
        name="agenda_document",
    ),
    path("forums/<str:forum>/verslag/", published.report, name="read_report"),
    path("forums/<str:forum>/verslag.pdf", published.report_pdf, name="report_pdf"),
    path(
        "forums/<str:forum>/sessies/<number:number>/verslag/",
        minutes.session_minutes,
        name="session_minutes",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/verslag/",
        recording.minutes,
        name="write_minutes",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/verslag/verslaggever/",
        recording.choose_reporter,
        name="choose_reporter",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/verslag/opmerkingen/",
        correcting.allow_corrections,
        name="allow_corrections",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/verslag/opmerkingen/<number:correction_id>/",
        correcting.answer_correction,
        name="answer_correction",
    ),
    path(
        "forums/<str:forum>/aanbevelingen/<number:number>/",
        recommendations.recommendation,
        name="recommendation",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/",
        recommending.organise_recommendations,
        name="organise_recommendations",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/nieuw/",
        recommending.new_recommendation,
        name="new_recommendation",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/<number:number>/",
        recommending.organise_recommendation,
        name="organise_recommendation",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/<number:number>/publiceren/",
        recommending.publish,
        name="publish_recommendation",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/<number:number>/weggooien/",
        recommending.delete,
        name="delete_recommendation",
    ),
    path(
        "mijn/forums/<str:forum>/aanbevelingen/<number:number>/antwoorden/<number:institution>/",
        answering.record,
        name="record_response",
    ),
    path("forums/<str:forum>/voorstellen/", proposing.offer, name="propose"),
    path("mijn/voorstellen/<number:key>/", proposing.my_proposal, name="my_proposal"),
    path("mijn/voorstellen/<number:key>/intrekken/", proposing.withdraw, name="withdraw_proposal"),
    path("mijn/forums/<str:forum>/voorstellen/", proposals.proposals, name="forum_proposals"),
    path("mijn/forums/<str:forum>/voorstellen/versturen/", proposals.send, name="send_decisions"),
    path("mijn/forums/<str:forum>/voorstellen/vragen/", proposals.ask, name="ask_conclusion"),
    path("mijn/forums/", desk.organised_forums, name="organised_forums"),
    path("mijn/forums/nieuw/", organising.new_forum, name="new_forum"),
    path("mijn/forums/<str:forum>/", organising.organised_forum, name="organised_forum"),
    path("mijn/forums/<str:forum>/bewerken/", organising.edit_forum, name="edit_forum"),
    path("mijn/forums/<str:forum>/toezegging/", promises.correct, name="correct_promise"),
    path("mijn/forums/<str:forum>/leden/", members.members, name="forum_members"),
    path("mijn/forums/<str:forum>/openen/", organising.open_one_forum, name="open_forum"),
    path("mijn/forums/<str:forum>/verslag/", reports.forum_report, name="forum_report"),
    path(
        "mijn/forums/<str:forum>/verslag/publiceren/",
        reports.publish_one_report,
        name="publish_report",
    ),
    path("mijn/forums/<str:forum>/sessies/nieuw/", planning.new_session, name="new_session"),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/",
        planning.edit_session,
        name="edit_session",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/afzeggen/",
        planning.cancel_one_session,
        name="cancel_session",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/overnemen/",
        planning.copy_one_session,
        name="copy_session",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/agenda/",
        agendas.agenda,
        name="organised_agenda",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/agenda/publiceren/",
        publishing.publish,
        name="publish_agenda",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/agenda/<number:item_id>/",
        agendas.agenda_item,
        name="agenda_item",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/agenda/<number:item_id>/sprekers/",
        presenting.presenters,
        name="presenters",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/agenda/<number:item_id>/sprekers/<number:presenter_id>/",
        presenting.consent,
        name="presenter_consent",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/agenda/<number:item_id>/documenten/",
        filing.documents,
        name="agenda_documents",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/agenda/<number:item_id>/documenten/<number:document_id>/weghalen/",
        filing.delete,
        name="delete_agenda_document",
    ),
    path(
        "forums/<str:forum>/sessies/<number:number>/inschrijven/",
        register.register_for_session,
        name="register",
    ),
    path(
        "forums/<str:forum>/sessies/<number:number>/inschrijven/gevraagd/",
        register.asked,
        name="registration_asked",
    ),
    path("spreker/<str:signed>/", presented.presenter, name="presenter"),
    path("inschrijving/bevestigen/<str:token>/", register.confirm, name="confirm_registration"),
    path("inschrijving/<str:signed>/", mine.registration, name="registration"),
    path("inschrijving/<str:signed>/aannemen/", mine.accept, name="accept_registration"),
    path("inschrijving/<str:signed>/hoe/", mine.choose_mode, name="registration_mode"),
    path("inschrijving/<str:signed>/annuleren/", mine.cancel, name="cancel_registration"),
    path(
        "forums/<str:forum>/sessies/<number:number>/kalender.ics",
        calendars.session_calendar,
        name="session_calendar",
    ),
    path("forums/<str:forum>/kalender.ics", calendars.forum_calendar, name="forum_calendar"),
    path("kalender/<str:token>.ics", calendars.own_calendar, name="own_calendar"),
    path("mijn/kalender/", calendars.calendar_address, name="calendar_address"),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/inschrijvingen/",
        counting.registrations,
        name="organised_registrations",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/inschrijvingen/regels/",
        counting.rules,
        name="registration_rules",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/inschrijvingen/lijst.xlsx",
        counting.workbook,
        name="registrations_workbook",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/inschrijvingen/<slug:document>.pdf",
        counting.document,
        name="registrations_document",
    ),
    path(
        "mijn/forums/<str:forum>/sessies/<number:number>/inschrijvingen/<number:pk>/",
        counting.act,
        name="organised_registration",
    ),
]
