"""Everything a reviewer has before them: the text, the questions, the proposals, the checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import ChoiceField
from django.utils.translation import gettext as _

from showcase.domain.completion import PROPOSABLE_FIELDS
from showcase.domain.demands import Demand, anchor_of, demands_to_publish, oddities
from showcase.domain.first_parts import part_with
from showcase.domain.fitting import as_typed, too_long
from showcase.domain.known_numbers import remarks_for_reviewer
from showcase.domain.labels import place_of
from showcase.domain.review import MOST_IN_QUESTION, handed_in
from showcase.enums import ChildKind, ProjectState, ProposalState
from showcase.forms.checklist import ChecklistForm
from showcase.forms.completion import FORMS, CompletionForm
from showcase.pages import ProjectPage
from showcase.progress import SHAPES
from showcase.records import AdditionRequest, CompletionProposal, ProjectPhoto
from showcase.views.proposals import in_words, proposed_fields, with_proposals
from showcase.views.submission import submission
from ui.progress import Problem


@dataclass(frozen=True)
class Spot:
    """A field that can be asked about."""

    kind: ChildKind
    uuid: UUID | None
    field: str


def share_choices(forms: Iterable[CompletionForm]) -> None:
    """Draw every list of choices from one reading: the lists are long, and the same."""
    read: dict[tuple[ChildKind, str], list[Any]] = {}
    for form in forms:
        for name, field in form.fields.items():
            if isinstance(field, ChoiceField) and name != "supported_by":
                if (form.kind, name) not in read:
                    read[form.kind, name] = list(field.choices)  # type: ignore[arg-type]
                field.widget.choices = read[form.kind, name]


class Sheet:
    """One submission as a reviewer works on it, with what they just filled in."""

    def __init__(self, project: ProjectPage, data: Any = None) -> None:
        self.project = project
        self.data = data
        self.draft = handed_in(project)
        self.proposals = list(
            CompletionProposal.objects.since_publication_of(project).exclude(
                state=ProposalState.REPLACED
            )
        )
        self.parts = submission(self.draft, against=project if project.live else None)
        self.places = {
            line.anchor: Spot(part.kind, part.uuid, line.name)
            for part in self.parts
            for line in part.lines
        }
        self.forms = {
            part.uuid: self._form(part.kind, part.uuid)
            for part in self.parts
            if part.uuid is not None
        }
        share_choices(self.forms.values())
        checks = data if data is not None and data.get("doe") == "publiceer" else None
        self.checklist = ChecklistForm(checks, auto_id="kijk-%s")
        self.lacking: set[UUID | None] = set()
        """The parts to which something is to be filled in that nobody proposed yet."""
        self.problems: list[Problem] = []
        self.sentences: list[str] = []

    def _form(self, kind: ChildKind, uuid: UUID) -> CompletionForm:
        still_open = (p for p in self.proposals if p.state == ProposalState.PROPOSED)
        return FORMS[kind](
            self.data,
            draft=self.draft,
            part=part_with(self.draft, kind, uuid),
            proposal=next((p for p in still_open if p.child_uuid == uuid), None),
        )

    def anew(self) -> Sheet:
        """The same with what was noted meanwhile, keeping what is filled in."""
        kept = self.data.copy()
        for name in [name for name in kept if name.startswith("vraag-")]:
            del kept[name]
        return Sheet(self.project, kept)

    def typed_questions(self) -> Iterator[tuple[Spot, str]]:
        """What was typed at a field that this submission has."""
        for anchor, spot in self.places.items():
            words = as_typed(self.data.get(f"vraag-{anchor}", "")).strip()
            if words:
                yield spot, words

    def has_overlong_questions(self) -> bool:
        """Whether a question that was typed does not fit; each is said at its field."""
        for anchor in self.places:
            if wrong := self._wrong_with_question(anchor):
                self.problems.append(Problem(f"vraag-{anchor}", wrong))
        return bool(self.problems)

    def _wrong_with_question(self, anchor: str) -> str:
        return too_long((self.data or {}).get(f"vraag-{anchor}", ""), MOST_IN_QUESTION)

    def new_proposals(self) -> dict[tuple[ChildKind, UUID], dict[str, Any]]:
        """What was filled in and neither stands in the draft nor is proposed already."""
        still_open = {
            p.child_uuid: p.values for p in self.proposals if p.state == ProposalState.PROPOSED
        }
        proposed = {(form.kind, uuid): form.proposed_values() for uuid, form in self.forms.items()}
        return {
            (kind, uuid): values
            for (kind, uuid), values in proposed.items()
            if values and values != still_open.get(uuid)
        }

    def has_unsent_proposals(self) -> bool:
        """Whether something was filled in beyond what the page showed."""
        return any(form.is_bound and form.has_changed() for form in self.forms.values())

    def has_errors(self) -> bool:
        """Whether a proposal can't be read."""
        for form in self.forms.values():
            for name, errors in form.errors.items():
                self.problems.append(Problem(form[name].auto_id, " ".join(map(str, errors))))
        return bool(self.problems)

    def is_ready_to_publish(self) -> bool:
        """Whether everything was checked, and nothing typed would be lost."""
        for name, errors in self.checklist.errors.items():
            self.problems.append(
                Problem(self.checklist[name].id_for_label, " ".join(map(str, errors)))
            )
        if self.has_unsent_proposals():
            self.say(_("Je vulde iets in dat de school nog niet kent. Stel het eerst voor."))
        if any(self.typed_questions()):
            self.say(_("Je typte nog een vraag. Stuur ze mee terug of maak het vak leeg."))
        return not (self.problems or self.sentences)

    def say(self, sentence: str) -> None:
        """Put a sentence on top of the page."""
        self.sentences.append(sentence)

    def note_missing(self, demands: list[Demand]) -> None:
        """Put what is missing on top of the page, each linking to where it is filled in."""
        self.problems += [Problem(self._target(demand), demand.message) for demand in demands]

    def _target(self, demand: Demand) -> str:
        """The place to mend it: the proposal's field where a moderator may propose."""
        proposable = PROPOSABLE_FIELDS.get(demand.child_kind, frozenset())
        form = self.forms.get(demand.child_uuid) if demand.child_uuid else None
        if form is not None and demand.field in proposable:
            bound = form[demand.field]
            return f"{bound.auto_id}_0" if bound.use_fieldset else str(bound.auto_id)
        return demand.anchor

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        questions = list(
            AdditionRequest.objects.since_publication_of(self.project).select_related("asked_by")
        )
        needed = self._needed(unsent=any(question.sent_at is None for question in questions))
        self._lay_out(questions)
        state = self.project.state
        return {
            "project": self.project,
            "draft": self.draft,
            "state": state,
            "shape": SHAPES[state],
            "parts": self.parts,
            "to_send": [question for question in questions if question.sent_at is None],
            "sent": [question for question in questions if question.sent_at is not None],
            **needed,
            "hints": [*oddities(self.draft), *remarks_for_reviewer(self.draft)],
            "checklist": self.checklist,
            "problems": self.problems,
            "sentences": self.sentences,
            "was_public": self.project.live,
            "seen": self.project.latest_revision_id,
            "saved_by": getattr(self.project.latest_revision, "user", None),
            "photos": self._photos(),
            "waits_for_school": state == ProjectState.ADDITIONS_ASKED,
        }

    def _photos(self) -> list[tuple[ProjectPhoto, bool]]:
        """The photos of the draft, each with whether it comes beside those that are online."""
        photos = [photo for photo in self.draft.photos.all() if photo.image is not None]
        if not photos or not self.project.live:
            return [(photo, False) for photo in photos]
        online = ProjectPhoto.objects.filter(project=self.project.pk)
        known = set(online.values_list("image", flat=True))
        return [(photo, photo.image_id not in known) for photo in photos]

    def _needed(self, *, unsent: bool) -> dict[str, Any]:
        """What publishing needs: what is missing, and what the school has only to confirm.

        A child left out by a parallel revision is said, but does not stop publishing.
        """
        proposed = proposed_fields(self.proposals)
        missing: list[Problem] = []
        unconfirmed: list[Problem] = []
        stops = unsent
        for demand in demands_to_publish(self.draft):
            if (demand.child_uuid, demand.field) in proposed:
                unconfirmed.append(Problem(demand.anchor, place_of(demand, self.draft)))
            else:
                words = self._ticked_beforehand(demand) or demand.message
                missing.append(Problem(self._target(demand), words))
                self.lacking.add(demand.child_uuid)
            stops = stops or demand.field != "left_out"
        return {"missing": missing, "unconfirmed": unconfirmed, "publishable": not stops}

    def _ticked_beforehand(self, demand: Demand) -> str:
        """What to say of a demand that the page filled in already, and nobody proposed yet."""
        form = self.forms.get(demand.child_uuid) if demand.child_uuid else None
        if form is None or demand.field not in form.beforehand:
            return ""
        return _("Waarop ze steunt, is al aangevinkt. Stel het nog voor.")

    def _lay_out(self, questions: list[AdditionRequest]) -> None:
        """Put questions at their fields, proposals at their parts."""
        asked: dict[str, list[AdditionRequest]] = {}
        labels = {line.anchor: line.label for part in self.parts for line in part.lines}
        for question in questions:
            anchor = anchor_of(question.field, question.child_kind, question.child_uuid)
            asked.setdefault(anchor, []).append(question)
            question.anchor = anchor if anchor in labels else ""  # type: ignore[attr-defined]
            question.about = labels.get(anchor, "")  # type: ignore[attr-defined]
        rows = in_words(self.proposals, self.draft)
        for part in with_proposals(self.parts, rows):
            part.extra["form"] = self.forms.get(part.uuid) if part.uuid else None
            part.extra["lacks"] = part.uuid in self.lacking
            part.extra["proposals"] = [r for r in rows if r.proposal.child_uuid == part.uuid]
            for line in part.lines:
                line.notes = asked.get(line.anchor, [])
                line.typed = (self.data or {}).get(f"vraag-{line.anchor}", "")
                line.error = self._wrong_with_question(line.anchor)
