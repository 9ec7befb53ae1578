"""What is asked for on the pages of accounts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.login_forms import PASSWORD_HINT
from brobygger.accounts.models import Colleague, Role, Team, User, Workspace
from brobygger.core.fields import refuse_cpr
from brobygger.core.forms import Careful, CarefulForm
from brobygger.places.models import Municipality


class NewLogInForm(CarefulForm):
    """What an invited person sets the first time."""

    name = forms.CharField(
        label=_("Your name"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        user = User(email=self.email, name=given.get("name", ""))
        try:
            validate_password(given.get("password", ""), user)
        except ValidationError as wrong:
            if "password" in given:
                self.add_error("password", wrong)
        return given


class ProfileForm(Careful, forms.ModelForm[User]):
    """A person's own choices."""

    class Meta:
        model = User
        fields = ["name", "language", "shortcuts"]
        labels = {"shortcuts": _("Use keys as shortcuts: / to search, N for a new contact")}
        widgets = {"language": forms.RadioSelect, "name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class InviteForm(forms.Form):
    """Addresses as they come, and the role they get; the report answers for each line."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("Paste as many as you like, with or without names, each way of separating them will do."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        max_length=50_000,
    )
    role = forms.ChoiceField(label=_("They become"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r.value, describe(r)) for r in roles]  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.STAFF


ROLE_MEANINGS = {
    Role.READER: _("Reader: sees everything, changes nothing"),
    Role.STAFF: _("Staff: notes organisations, people and contacts"),
    Role.COORDINATOR: _("Coordinator: imports, decides on formality, invites staff"),
    Role.LEADER: _("Leader: all of it, and who is in the workspace"),
}


def describe(role: str) -> Any:
    """A role with what it may do, for choices."""
    return ROLE_MEANINGS[Role(role)]


class RoleForm(CarefulForm):
    """Another role, perhaps with the reason."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    why = forms.CharField(label=_("Why"), required=False, max_length=300)

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r.value, describe(r)) for r in roles]  # type: ignore[attr-defined]


class LeaveForm(CarefulForm):
    """When a colleague left, perhaps with the reason."""

    on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(), help_text=_("For instance 31-12-2026")
    )
    why = forms.CharField(label=_("Why"), required=False, max_length=300)


class NoteColleagueForm(Careful, forms.ModelForm[Colleague]):
    """A colleague who is noted, not invited."""

    class Meta:
        model = Colleague
        fields = ["name", "email", "title"]


class ColleagueForm(Careful, forms.ModelForm[Colleague]):
    """What a colleague is called and reached by; the address only until they are in."""

    class Meta:
        model = Colleague
        fields = ["name", "title", "phone", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.user_id:
            del self.fields["email"]


class MemberChoices(forms.ModelMultipleChoiceField[Colleague]):
    """Colleagues to tick, with their titles."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Colleague) -> str:
        return f"{obj.name}, {obj.title}" if obj.title else obj.name


class TeamForm(Careful, forms.ModelForm[Team]):
    """A team and who is in it."""

    members = MemberChoices(queryset=None, required=False, label=_("Members"))

    class Meta:
        model = Team
        fields = ["name", "kind", "purpose"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Colleague.objects.of(workspace).exclude(state=Colleague.State.LEFT).order_by("sort_key", "pk")
        self.fields["members"].queryset = here  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["members"] = list(self.instance.members.values_list("colleague_id", flat=True))


class WorkspaceForm(Careful, forms.ModelForm[Workspace]):
    """What the workspace is called and where it is."""

    class Meta:
        model = Workspace
        fields = ["name", "municipality"]
        labels = {"municipality": _("Municipality")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Municipality.objects.order_by("name")  # type: ignore[attr-defined]


class TokenForm(CarefulForm):
    """A key for another system: what it is called, what it may do, how long."""

    name = forms.CharField(
        label=_("Which system is it for?"),
        help_text=_("The history calls it by this name."),
        max_length=80,
        validators=[refuse_cpr],
    )
    role = forms.ChoiceField(
        label=_("It may do what this role may"),
        choices=Role.choices,
        initial=Role.READER,
        widget=forms.RadioSelect,
    )
    days = forms.ChoiceField(
        label=_("How long does it work?"),
        choices=[
            ("30", _("30 days")),
            ("90", _("90 days")),
            ("365", _("A year")),
            ("0", _("Until it is revoked")),
        ],
        initial="365",
        widget=forms.RadioSelect,
    )

    def values(self) -> dict[str, Any]:
        """Keyword arguments of the operation, apart from `by`."""
        return self.cleaned_data | {"days": int(self.cleaned_data["days"]) or None}
