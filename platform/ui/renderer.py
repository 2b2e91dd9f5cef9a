"""How a form field becomes HTML everywhere on the site."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders a bound field with our component, so ``{{ form.title.as_field_group }}`` is right."""

    field_template_name = "components/field.html"
    form_template_name = "components/form_fields.html"
