"""The style guide's own piece: one component, shown and explained."""

from django.utils.safestring import SafeString

from ui.components.library import draw, register

# How each component is written. Not in the guide's template: a template cannot quote a tag.
USAGE = {
    "tokens": "var(--ink)",
    "headings": "h1 h2 h3 h4 .lead",
    "eyebrow": "{% eyebrow %}<b>…</b><span>…</span>{% endeyebrow %}",
    "margin_title": '{% margin_title "Onlangs geleerd" "…" %}',
    "state": '{% state "wait" "wacht op antwoord" %}',
    "chips": '{% chips %}{% chip "Thema" "Talen" url remove=True %}{% endchips %}',
    "facts": '{% facts %}{% fact "Thema" %}…{% endfact %}{% endfacts %}',
    "note": '{% note tone="wait" title="…" %}…{% endnote %}',
    "message": '{% message "Bewaard." "success" %}',
    "empty_state": '{% empty_state "Nog geen projecten" %}…{% endempty_state %}',
    "trail": "{% trail stations wide=True %}",
    "trail_mini": '{% trail_mini stations "Deels opgenomen" %}',
    "statement": '<ul class="statements">{% statement title url … %}</ul>',
    "proof": '{% proof title kind="Telling" words="…" %}…{% endproof %}',
    "answer": '{% answer "part" "Deels opgenomen" who=… when=… %}…{% endanswer %}',
    "contribution": '<ol class="contributions">{% contribution speaker name=… %}…</ol>',
    "timeline": "{% timeline moments %}",
    "table": '{% table "Projecten per jaar" %}<thead>…{% endtable %}',
    "question": "{% question text url kicker %}…{% endquestion %}",
    "searchbox": '{% searchbox "Zoek in projecten" q %}',
    "facet": "{% facets submit=… %}{% facet f %}{% endfacets %} {% facets_opener 3 %}",
    "result": '<ol class="results">{% result title url meta text %}</ol>',
    "pagination": "{% pagination page %}",
    "evidence_map": "{% evidence_map map caption corner %}",
    "breadcrumb": "{% breadcrumb crumbs %}",
    "button": '{% button "Bewaar" %} {% button "Terug" href="…" tone="quiet" %}',
    "steps": "{% steps steps %}",
    "error_summary": "{% error_summary form problems=problems %}",
    "field": '{% field form.title example="…" %}',
    "form_layout": "{% form_layout %}{% form_group … %}…{% endform_group %}"
    "{% form_actions %}…{% endform_actions %}{% endform_layout %}",
    "tree": "ui.widgets.TreeSelect",
    "page_header": '{% page_header "Projecten" crumbs=crumbs %}…{% endpage_header %}',
    "site_header": "{% site_header %}",
    "site_footer": "{% site_footer %}",
    "confirm": "{% confirm title submit=… cancel_url=… %}…{% endconfirm %}",
}


@register.simple_block_tag(end_name="endspecimen")
def specimen(content: SafeString, name: str, title: str, use: str, avoid: str) -> str:
    """Draw one entry of the style guide: how to write it, when to use it and when not."""
    props = {"content": content, "name": name, "title": title, "usage": USAGE[name]}
    return draw("specimen", {**props, "use": use, "avoid": avoid})
