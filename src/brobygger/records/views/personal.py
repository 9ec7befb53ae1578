"""What is held on a person, and requests to erase it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import subjects
from brobygger.core.text import fold
from brobygger.records.models import ErasureRequest, ReadOut
from brobygger.records.personal import held as holding
from brobygger.records.personal import operations, paper, reading
from brobygger.records.personal.forms import CarryOutForm, RefusalForm, RequestForm
from brobygger.records.personal.looking import MOST, Found, look_up
from brobygger.records.personal.models import RetentionException
from brobygger.records.personal.tied import NoSuchPerson, Subject, find, namesakes
from brobygger.records.views.paging import newest_first


@member(Role.COORDINATOR)
def personal(request: WorkspaceRequest) -> HttpResponseBase:
    """Find a person; the requests that wait, the soonest first."""
    query = request.GET.get("q", "").replace("\0", "").strip()
    requests = ErasureRequest.objects.of(request.workspace).select_related("decided_by")
    found: list[Found] = look_up(request.workspace, query) if query else []
    context = {
        "query": query,
        "found": found,
        "more": len(found) >= MOST,
        "waiting": requests.filter(state=ErasureRequest.State.OPEN).order_by("due_on", "pk")[:50],
        "page": newest_first(request, requests.exclude(state=ErasureRequest.State.OPEN)),
    }
    return render(request, "records/personal.html", context)


def _subject(request: WorkspaceRequest, kind: str, pk: int) -> Subject:
    try:
        subject = find(request.workspace, subjects.kind(kind), pk)
    except NoSuchPerson:
        raise Http404 from None
    if subject.is_erased:
        raise Http404
    return subject


@member(Role.COORDINATOR)
def report(request: WorkspaceRequest, kind: str, pk: int) -> HttpResponseBase:
    """Everything held on one person; read on the page, it is not taken out."""
    subject = _subject(request, kind, pk)
    here = {"subject_model": subject.label, "subject_id__in": subject.ids}
    kept = {"model": subject.label, "object_id__in": subject.ids}
    context = {
        "subject": subject,
        "held": holding.held(subject, limit=holding.SHOWN),
        "open_request": ErasureRequest.objects.of(request.workspace).filter(**here, state="open").first(),
        "exception": RetentionException.objects.of(request.workspace).filter(**kept).first(),
        "obstacles": operations.obstacles(subject),
    }
    return render(request, "records/held.html", context)


@member(Role.COORDINATOR)
def report_json(request: WorkspaceRequest, kind: str, pk: int) -> HttpResponseBase:
    """The same as data."""
    subject = _subject(request, kind, pk)
    held = holding.held(subject)
    _log(request, subject, "json", held.count)
    response = JsonResponse(held.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _as_file(response, subject, "json")


@member(Role.COORDINATOR)
def report_pdf(request: WorkspaceRequest, kind: str, pk: int) -> HttpResponseBase:
    """The same on paper."""
    subject = _subject(request, kind, pk)
    held = holding.held(subject)
    _log(request, subject, "pdf", held.count)
    return _as_file(HttpResponse(paper.report(held), content_type="application/pdf"), subject, "pdf")


def _log(request: WorkspaceRequest, subject: Subject, form: str, number: int) -> None:
    reading.log(
        kind=ReadOut.Kind.REPORT, workspace_id=request.workspace.pk, by=request.colleague, what=subject.name,
        form=form, number=number,
    )  # fmt: skip


def _as_file(response: HttpResponse, subject: Subject, ending: str) -> HttpResponse:
    name = slugify(fold(subject.name)) or f"{subject.kind.key}-{subject.pk}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@member(Role.COORDINATOR)
def request_new(request: WorkspaceRequest, kind: str, pk: int) -> HttpResponseBase:
    """Note that somebody asked for erasure."""
    subject = _subject(request, kind, pk)
    form = RequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.request_erasure(subject=subject, by=request.colleague, **form.cleaned_data)
        except ValidationError as wrong:
            form.take_errors(wrong)
        else:
            messages.success(request, _("The request is noted. Nothing is erased yet."))
            return redirect("records:personal_request", request.workspace.slug, made.pk)
    context = {"form": form, "subject": subject, "back": _report_url(request, subject)}
    return render(request, "records/erasure_new.html", context, status=422 if form.errors else 200)


def _report_url(request: WorkspaceRequest, subject: Subject) -> str:
    return reverse(f"records:personal_{subject.kind.key}", args=[request.workspace.slug, subject.pk])


def _find(request: WorkspaceRequest, pk: int) -> ErasureRequest:
    return get_object_or_404(
        ErasureRequest.objects.of(request.workspace).select_related("workspace", "decided_by"), pk=pk
    )


@member(Role.COORDINATOR)
def erasure(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """One request: what was asked, what stands against it, the decision, and the answer to send."""
    found = _find(request, pk)
    context: dict[str, Any] = {"erasure": found, "answer": paper.answer(found)}
    if found.is_open:
        context |= _about(request, found)
    return render(request, "records/erasure.html", context)


def _about(request: WorkspaceRequest, found: ErasureRequest) -> dict[str, Any]:
    try:
        subject = operations.subject_of(found)
    except NoSuchPerson:
        return {"obstacles": [], "report_url": "", "mentions": None}
    return {
        "obstacles": operations.obstacles(subject),
        "report_url": _report_url(request, subject),
        "mentions": holding.mentions(subject, holding.tied_to(subject)),
        "namesakes": namesakes(subject),
    }


def _obstacles(found: ErasureRequest) -> list[str]:
    try:
        return operations.obstacles(operations.subject_of(found))
    except NoSuchPerson:
        return []


@member(Role.COORDINATOR)
def refuse(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Say no, with the reason."""
    found = _find(request, pk)
    reasons = _obstacles(found) if found.is_open else []
    form = RefusalForm(
        request.POST if request.method == "POST" else None, initial={"reason": "\n".join(reasons)}
    )
    here = reverse("records:personal_request", args=[request.workspace.slug, pk])
    if request.method == "POST" and form.is_valid():
        try:
            operations.refuse_erasure(request=found, reason=form.cleaned_data["reason"], by=request.colleague)
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        else:
            messages.success(request, _("The request is refused. The answer is ready to be sent."))
        return redirect(here)
    context = {
        "form": form,
        "title": _("Refuse to erase %(name)s") % {"name": found.subject_label},
        "text": _("Nothing is erased. The person has a right to know why."),
        "action": _("Refuse the request"),
        "cancel_url": here,
    }
    return render(request, "components/confirm.html", context, status=422 if form.errors else 200)


@member(Role.COORDINATOR)
def carry_out(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Erase for good, after a deliberate tick."""
    found = _find(request, pk)
    here = reverse("records:personal_request", args=[request.workspace.slug, pk])
    form = CarryOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.carry_out_erasure(request=found, by=request.colleague)
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        else:
            messages.success(request, _("It is erased. The answer is ready to be sent."))
        return redirect(here)
    context = {"form": form, "erasure": found, "cancel_url": here, "danger": True} | {
        "title": _("Erase %(name)s for good?") % {"name": found.subject_label},
        "action": _("Erase for good"),
    }
    return render(request, "records/erasure_confirm.html", context, status=422 if form.errors else 200)


@member(Role.COORDINATOR)
def letter(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """The answer as a letter."""
    found = _find(request, pk)
    response = HttpResponse(paper.letter(found), content_type="application/pdf")
    name = _("answer")  # A text inside an f-string is not found for translation.
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{found.pk}.pdf"'
    return response
