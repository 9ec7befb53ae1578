"""Sets of questions: list, one set with its versions, its items."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.questions.forms.sets import CompareForm, ItemForm, SetForm, lines_of
from brobygger.questions.models import Item, QuestionSet, SetVersion
from brobygger.questions.operations import sets, versions
from brobygger.questions.views.pages import act, address, confirm_page, find, form_page

FORM = require_http_methods(["GET", "POST"])


@member(Role.READER)
def listed(request: WorkspaceRequest) -> HttpResponse:
    """All sets, those in use first."""
    rows = QuestionSet.objects.of(request.workspace).prefetch_related("versions__rounds")
    found = sorted(rows, key=lambda s: (s.ended_on is not None, s.sort_key, s.pk))
    return render(request, "questions/set_list.html", {"sets": found})


@member(Role.READER)
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The questions of one version, and the other versions."""
    found = find(request, QuestionSet, pk)
    numbered = list(found.versions.order_by("-number").prefetch_related("rounds"))
    wanted = request.GET.get("version", "")
    shown = next((v for v in numbered if str(v.number) == wanted), numbered[0])
    context = {"set": found, "versions": numbered, "version": shown, "items": list(shown.items.all())}
    context["first"] = shown.number == min(v.number for v in numbered)
    context["may"] = request.colleague.coordinates
    return render(request, "questions/set.html", context)


@FORM
@member(Role.COORDINATOR)
def new(request: WorkspaceRequest) -> HttpResponse:
    """A new set."""
    form = SetForm(request.POST or None)

    def make() -> str:
        return address(request, "set", sets.create(by=request.colleague, **form.cleaned_data).pk)

    back = address(request, "sets")
    return form_page(
        request, form, make, title=_("New set of questions"), action=_("Make the set"), cancel_url=back,
        back_label=_("Sets of questions"),
    )  # fmt: skip


@FORM
@member(Role.COORDINATOR)
def rename(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Call a set something else."""
    found = find(request, QuestionSet, pk)
    form = SetForm(request.POST or None, initial={"name": found.name})
    back = address(request, "set", pk)

    def make() -> str:
        sets.rename(question_set=found, by=request.colleague, **form.cleaned_data)
        return back

    return form_page(
        request, form, make, title=_("Rename the set"), action=_("Save the name"), cancel_url=back
    )


@require_POST
@member(Role.COORDINATOR)
def end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Stop using a set, or use it again."""
    found = find(request, QuestionSet, pk)

    def do() -> str:
        if found.ended_on:
            sets.take_up(question_set=found, by=request.colleague)
            return _("The set is in use again.")
        sets.end(question_set=found, by=request.colleague)
        return _("The set is no longer used. What was answered stays.")

    return act(request, do, address(request, "set", pk))


@FORM
@member(Role.COORDINATOR)
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Move a set that was never asked to the bin."""
    found = find(request, QuestionSet, pk)
    asked = found.versions.filter(rounds__isnull=False).exists()

    def do() -> str:
        sets.delete(question_set=found, by=request.colleague)
        return _("The set is in the bin.")

    return confirm_page(
        request, do, title=_("Delete %(name)s") % {"name": found.name}, action=_("Move to the bin"), danger=True,
        text=_("No round has asked it. It can be found in the bin."), cancel_url=address(request, "set", pk),
        then=address(request, "set", pk) if asked else address(request, "sets"),
    )  # fmt: skip


@require_POST
@member(Role.COORDINATOR)
def copy(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A new version, worded as this one, to be changed."""
    version = find(request, SetVersion, pk, "question_set")

    def do() -> str:
        made = versions.copy(version=version, by=request.colleague)
        return _(
            "This is version %(number)s. Change it as you like; the earlier one stays as it was asked."
        ) % {"number": made.number}

    return act(request, do, address(request, "set", version.question_set_id))


@FORM
@member(Role.COORDINATOR)
def item_new(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Add a question to a version."""
    version = find(request, SetVersion, pk, "question_set")
    form = ItemForm(request.POST or None)
    back = address(request, "set", version.question_set_id)

    def make() -> str:
        versions.add_item(version=version, by=request.colleague, **form.wording())
        return back

    return form_page(
        request, form, make, title=_("New question"), action=_("Add the question"), cancel_url=back,
        back_label=version.question_set.name,
    )  # fmt: skip


@FORM
@member(Role.COORDINATOR)
def item_edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change the wording of a question that nobody has answered."""
    item = find(request, Item, pk, "set_version__question_set")
    names = [n for n in ItemForm.base_fields if n != "choices"]
    initial: dict[str, Any] = {n: getattr(item, n) for n in names}
    initial |= {"choices": lines_of(item.options), "options": item.options}
    form = ItemForm(request.POST or None, initial=initial)
    back = address(request, "set", item.set_version.question_set_id)

    def make() -> str:
        versions.change_item(item=item, by=request.colleague, **form.wording())
        return back

    return form_page(
        request, form, make, title=_("Change the question"), action=_("Save the question"), cancel_url=back,
        back_label=item.set_version.question_set.name, frozen=item.set_version.is_frozen, version=item.set_version,
        template="questions/item.html",
    )  # fmt: skip


@FORM
@member(Role.COORDINATOR)
def item_compare(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say whether answers can be held against those to the version before."""
    item = find(request, Item, pk, "set_version")
    initial = {"comparable": "yes" if item.comparable else "no", "why": item.comparable_why}
    form = CompareForm(request.POST or None, initial=initial)
    back = f"{address(request, 'set', item.set_version.question_set_id)}?version={item.set_version.number}"

    def make() -> str:
        versions.compare(item=item, by=request.colleague, **form.cleaned_data)
        return back

    return form_page(
        request, form, make, title=_("Can it be compared?"), action=_("Save"), cancel_url=back, lead=item.text
    )


@require_POST
@member(Role.COORDINATOR)
def item_move(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    item = find(request, Item, pk, "set_version")
    step = 1 if request.POST.get("to") == "down" else -1

    def do() -> str:
        versions.move_item(item=item, position=item.position + step, by=request.colleague)
        return _("The question is moved.")

    return act(request, do, address(request, "set", item.set_version.question_set_id))


@FORM
@member(Role.COORDINATOR)
def item_remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take a question out of a version that nobody has answered."""
    item = find(request, Item, pk, "set_version")
    back = address(request, "set", item.set_version.question_set_id)

    def do() -> str:
        versions.remove_item(item=item, by=request.colleague)
        return _("The question is in the bin.")

    return confirm_page(
        request, do, title=_("Take the question out"), text=item.text, action=_("Take it out"), danger=True,
        cancel_url=back, then=back,
    )  # fmt: skip
