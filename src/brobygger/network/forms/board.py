"""Forms about business cards. The first is made for a telephone and a few seconds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague
from brobygger.core.forms import CarefulForm, column
from brobygger.network import card as photos
from brobygger.network import picking
from brobygger.network.capture import OnCard
from brobygger.network.forms.people import colleagues_of
from brobygger.network.models import Affiliation, BoardCard, Person, Tie
from brobygger.network.picking import PickField


class PhotoField(forms.FileField):
    """Cleans to the picture as it is kept, or None; the file's own name is not asked for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs |= {"accept": "image/*", "capture": "environment", "data-photo": ""}

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        return photos.read_photo(data.file, data.size) if data else None


class _WithPhoto(CarefulForm):
    """`dropped`: the size in MB of a picture that was over the limit and not even read."""

    def __init__(self, *args: Any, dropped: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dropped = dropped

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.dropped:
            self.add_error("photo", photos.too_large(self.dropped))
        return cleaned


class CardForm(_WithPhoto):
    """Three words, a picture, or both."""

    line = column(
        BoardCard,
        "text",
        label=_("What is on the card"),
        help_text=_(
            "Name, organisation and a word about what. Type on: role, telephone and e-mail are found too."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    photo = PhotoField(label=_("Picture of the card"))

    def __init__(self, *args: Any, colleague: Colleague, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"] = forms.ModelChoiceField(
            colleagues_of(colleague.workspace),
            label=_("Who got the card"),
            initial=colleague,
            empty_label=None,
            required=False,
        )


class CardEditForm(_WithPhoto):
    """Who got it, when, and what it says."""

    text = column(BoardCard, "text")
    received_on = column(BoardCard, "received_on")
    photo = PhotoField(
        label=_("Another picture of the card"),
        help_text=_("It takes the place of the one that is there."),
    )

    def __init__(self, *args: Any, card: BoardCard, **kwargs: Any) -> None:
        initial = {name: getattr(card, name) for name in ("text", "received_on", "colleague")}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["colleague"] = forms.ModelChoiceField(
            colleagues_of(card.workspace) | Colleague.objects.filter(pk=card.colleague_id),
            label=_("Who got the card"),
            empty_label=None,
        )
        self.order_fields(["text", "colleague", "received_on", "photo"])


class CompleteForm(CarefulForm):
    """From card to full record: what could be read is filled in, names that may mean several are asked about."""

    role = column(Affiliation, "role")
    email = column(Person, "email")
    phone = column(Person, "phone")
    about = column(Tie, "about", help_text=_("For instance homework cafés, or local history."))
    strength = forms.ChoiceField(
        label=_("How well"),
        choices=Tie.Strength.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, card: BoardCard, read: OnCard, **kwargs: Any) -> None:
        initial = {
            name: getattr(read, name)
            for name in ("person", "organisation", "role", "email", "phone", "about")
        }
        super().__init__(*args, initial=initial | {"strength": Tie.Strength.MET}, **kwargs)
        for kind, label in (("person", _("Whose card is it?")), ("organisation", _("Organisation"))):
            field = PickField(card.workspace, kind, label=label, required=False)
            self.fields[kind] = field
            if not self.is_bound and (name := initial[kind]):
                widget: Any = field.widget
                widget.questions = [picking.question(card.workspace, kind, name[:200])]
        self.order_fields(["person", "role", "organisation", "phone", "email", "about", "strength"])

    def values(self) -> dict[str, Any]:
        """Keyword arguments of `board.complete`."""
        return self.cleaned_data | {n: self.cleaned_data[n].one for n in ("person", "organisation")}
