"""The form of a map that is shared by link."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from brobygger.core.fields import refuse_cpr
from brobygger.core.forms import CarefulForm, column
from brobygger.map import lenses
from brobygger.map.models import MapEmbed
from brobygger.map.operations.embeds import checked_origins
from brobygger.map.scene import RINGS


class EmbedForm(CarefulForm):
    """What outsiders see of the map, in which language, where and until when."""

    title = column(MapEmbed, "title", help_text=_("Stands above the map."))
    lens = forms.ChoiceField(label=_("Lens"))
    levels = forms.MultipleChoiceField(
        label=_("Levels"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Outsiders see the names of the organisations at these levels."),
    )
    language = column(MapEmbed, "language")
    origins = forms.CharField(
        label=_("Sites that may show it"),
        required=False,
        validators=[refuse_cpr],
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "One on each line, beginning with https://. Without any, the map opens by its link and in no other page."
        ),
    )
    expires_on = column(MapEmbed, "expires_on", help_text=_("Empty: until it is withdrawn."))

    def __init__(self, *args: Any, embed: MapEmbed | None = None, **kwargs: Any) -> None:
        if embed:
            names = ("title", "lens", "levels", "language", "expires_on")
            kwargs["initial"] = {name: getattr(embed, name) for name in names}
            kwargs["initial"]["origins"] = "\n".join(embed.origins)
        super().__init__(*args, **kwargs)
        lens: Any = self.fields["lens"]
        levels: Any = self.fields["levels"]
        lens.choices = [(found.key, found.label) for found in lenses.all_lenses() if found.public]
        levels.choices = [(level.value, level.label) for level in RINGS]

    def clean_origins(self) -> list[str]:
        try:
            return checked_origins(self.cleaned_data["origins"].splitlines())
        except ValidationError as wrong:
            raise ValidationError(wrong.message_dict["origins"]) from None
