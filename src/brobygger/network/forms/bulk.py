"""What must be said before many records are changed at once."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core.forms import CarefulForm
from brobygger.network.models import OrganisationType, Sector, Theme


class ThemeForm(CarefulForm):
    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = Theme.objects.of(workspace).order_by("sort_key")
        self.fields["theme"] = forms.ModelChoiceField(themes, label=_("Theme"))


class TypeForm(CarefulForm):
    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = OrganisationType.objects.of(workspace).order_by("sort_key")
        self.fields["kind"] = forms.ModelChoiceField(types, label=_("Type"))


class SectorForm(CarefulForm):
    sector = forms.ChoiceField(
        label=_("Sector"), choices=[*Sector.choices, ("", _("Not set"))], required=False
    )

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class AskForm(CarefulForm):
    """Who is asked, about what, by when."""

    text = forms.CharField(label=_("What"), max_length=300)
    due_on = forms.DateField(label=_("When"))

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = Colleague.objects.of(workspace).exclude(state=Colleague.State.LEFT).order_by("sort_key")
        owner = forms.ModelChoiceField(colleagues, label=_("Who"))
        self.fields = {"owner": owner} | self.fields
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=14)


class WhyForm(CarefulForm):
    why = forms.CharField(label=_("Why"), required=False, max_length=300)

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
