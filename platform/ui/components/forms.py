"""Filling in: fields, errors, steps, and the form around them."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.safestring import SafeString

from ui.components.library import attributes, draw, register
from ui.progress import Problem, Step


def described_by(bound: BoundField, example: str, help: str) -> str:
    """Return the ids of everything that explains ``bound``."""
    explained = {
        "helptext": bool(help),
        "example": bool(example),
        "error": bool(bound.errors),
    }
    return " ".join(f"{bound.auto_id}_{part}" for part, there in explained.items() if there)


@register.simple_tag
def field(
    bound: BoundField,
    *,
    example: str = "",
    help: str = "",
    label: str = "",
    needed: bool | None = None,
    error: str = "",
    **attrs: Any,
) -> str:
    """Draw a form field with its label, help, example and error.

    ``needed`` says whether to mark it as optional; without it the field itself says so.
    ``error`` adds a sentence of one's own. Other keywords become attributes of the control.
    """
    help = help or str(bound.help_text or "")
    # What a field asks stands above it: a placeholder is gone as soon as somebody types.
    control: dict[str, Any] = {"placeholder": False}
    control |= {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
    described = described_by(bound, example, help)
    if error and not bound.errors:
        described = f"{described} {bound.auto_id}_error".strip()
        control["aria-invalid"] = "true"
    if described and not bound.use_fieldset:
        control["aria-describedby"] = described
    props = {
        "field": bound,
        "control": bound.as_widget(attrs=control),
        "described": described,
        "example": example,
        "help": help,
        "label": label or bound.label,
        "optional": not (bound.field.required if needed is None else needed),
        "errors": [*bound.errors, *([error] if error else [])],
        "drawn": True,
    }
    return draw("field", props)


@register.simple_tag
def error_summary(
    form: BaseForm | None = None,
    problems: Iterable[Problem] = (),
    title: str = "",
    focus: bool = True,
) -> str:
    """Draw everything that is wrong, each linking to its field; nothing when nothing is.

    ``problems`` adds what a form does not know, each with the id of its field.
    """
    listed = list(problems)
    general: list[str] = []
    if form is not None and form.is_bound and form.errors:
        general = [str(error) for error in form.non_field_errors()]
        for bound in form:
            place = f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id
            listed += [Problem(str(place), f"{bound.label}: {error}") for error in bound.errors]
    if not (listed or general):
        return ""
    props = {
        "problems": listed,
        "general": general,
        "number": len(listed) + len(general),
        "title": title,
        "focus": focus,
    }
    return draw("error_summary", props)


@register.simple_block_tag(takes_context=True, end_name="endform_layout")
def form_layout(
    context: Context,
    content: SafeString,
    action: str = "",
    method: str = "post",
    multipart: bool = False,
    **attrs: Any,
) -> str:
    """Draw a form around its fields. The site checks, not the browser.

    A form without an address of its own names the page's: left out, a browser takes the one in
    its bar with what stands behind ``#``, and shows that place instead of what came of it.
    """
    request = context.get("request")
    if not action and method == "post" and request is not None:
        action = request.get_full_path()
    props = {
        "content": content,
        "action": action,
        "method": method,
        "multipart": multipart,
        "attrs": attributes(attrs),
        "csrf_token": context.get("csrf_token"),
    }
    return draw("form_layout", props)


@register.simple_block_tag(end_name="endform_group")
def form_group(
    content: SafeString, title: str, id: str = "", folds: bool = False, open: bool = False
) -> str:
    """Draw fields that belong together, under a title.

    A group that ``folds`` is out of sight until somebody needs it: give ``open`` where something
    in it is filled in or wrong.
    """
    props = {"content": content, "title": title, "id": id, "folds": folds, "open": open}
    return draw("form_group", props)


@register.simple_block_tag(end_name="endform_actions")
def form_actions(content: SafeString, sticky: bool = False) -> str:
    """Draw the buttons of a form."""
    return draw("form_actions", {"content": content, "sticky": sticky})


@register.simple_tag
def steps(steps: Iterable[Step], label: str = "") -> str:
    """Draw how far a task has come."""
    return draw("steps", {"steps": list(steps), "label": label})
