"""How is a form field drawn? With our own template."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms look for their templates among ours."""
