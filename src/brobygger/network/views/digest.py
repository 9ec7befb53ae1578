"""The weekly mail: whether one wants it, and what it would say today."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.models import DigestPause
from brobygger.network.operations import digest
from brobygger.network.queries.care import intervals
from brobygger.network.queries.digest import digest_of
from brobygger.network.views.pages import address


@member(Role.READER)
@require_http_methods(["GET", "POST"])
def page(request: WorkspaceRequest) -> HttpResponse:
    """Say yes or no to the mail."""
    me = request.colleague
    if request.method == "POST":
        wanted = request.POST.get("wanted") == "yes"
        digest.choose(colleague=me, wanted=wanted, by=me)
        said = _("You get the weekly mail.") if wanted else _("You get no weekly mail from this workspace.")
        messages.success(request, said)
        return redirect(address(request, "digest"))
    context = {
        "wanted": not DigestPause.objects.filter(colleague=me).exists(),
        "digest": digest_of(me, intervals(request.workspace)),
    }
    return render(request, "network/digest.html", context)
