"""Forms of the workspace's own lists: types, themes, age groups."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.core.forms import CarefulForm, column
from brobygger.network.models import AgeGroup, OrganisationType, Theme

MODELS: dict[str, Any] = {"types": OrganisationType, "themes": Theme, "ages": AgeGroup}


class WordForm(CarefulForm):
    """A name that no other word of the list has; age groups with their ages."""

    def __init__(self, *args: Any, which: str, workspace: Workspace, word: Any = None, **kwargs: Any) -> None:
        self.model, self.workspace, self.word = MODELS[which], workspace, word
        names = ["name", "from_age", "to_age"] if which == "ages" else ["name"]
        if word:
            kwargs["initial"] = {name: getattr(word, name) for name in names}
        super().__init__(*args, **kwargs)
        for name in names:
            self.fields[name] = column(self.model, name)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = self.model.objects.of(self.workspace).filter(name__iexact=name)
        if others.exclude(pk=self.word.pk if self.word else None).exists():
            raise ValidationError(_("The list has that word already."))
        return name

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("from_age"), cleaned.get("to_age")
        if start is not None and end is not None and end < start:
            self.add_error("to_age", _("The end is before the beginning."))
        return cleaned
