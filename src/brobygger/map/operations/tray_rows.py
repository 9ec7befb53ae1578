"""The rows of a merge tray: which answers stand together. What becomes of a row is decided in `tray`."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.map import tray
from brobygger.map.models import Answer, Proposal
from brobygger.network.operations.scope import remove, within


class Decided(ValidationError):
    """Somebody has decided the row meanwhile."""

    def __init__(self, row: Proposal) -> None:
        who = row.decided_by.name if row.decided_by else _("Somebody")
        super().__init__(_("%(who)s has decided this row in the meantime.") % {"who": who})


class Unsettled(ValidationError):
    """The row needs a choice that nobody has made."""


@operation("map.tray.put")
def put(*, answer: Answer, by: Actor) -> Proposal:
    """Find the row that the answer belongs in, or make one."""
    means = tray.likely(answer)
    rows = answer.campaign.proposals.filter(decision="").order_by("id")
    row = tray.row_for(answer, means, rows.select_for_update())
    if row is None:
        row = history.create(
            Proposal(
                workspace_id=by.workspace_id,
                campaign=answer.campaign,
                kind=tray.kind_of(answer),
                title=str(answer),
                organisation=means.organisation,
                person=means.person,
                certain=means.certain,
            ),
            by=by,
        )
    elif not row.certain and answer.organisation is not None:
        history.change(row, by=by, organisation=answer.organisation, certain=True)
    elif not means.certain or means.organisation not in (None, row.organisation):
        # One who wrote it otherwise, or says it is new, makes the row one to look at.
        history.change(row, by=by, certain=False)
    history.change(answer, by=by, proposal=row)
    return row


@operation("map.tray.take_out")
def take_out(*, answer: Answer, by: Actor, gone: bool = False) -> None:
    """Take an answer out of its row; a row that nobody is left in goes. `gone` deletes the answer too."""
    within(by, answer)
    row = answer.proposal
    if row is not None:
        history.change(answer, by=by, proposal=None)
    if gone:
        remove([answer], answer.asked, by=by)
    if row is not None and not row.decision and not row.answers.exists():
        remove([row], row.campaign, by=by)


@operation("map.tray.separate")
def separate(*, answer: Answer, by: Actor) -> Proposal:
    """This answer means something else than the others of its row: it gets a row of its own."""
    within(by, answer)
    row = answer.proposal
    if row is not None:
        row = locked(row)
        answer.refresh_from_db(fields=["proposal"])
    if row is None or answer.proposal_id != row.pk:
        raise Unsettled(_("The answer is in no row."))
    means = tray.likely(answer)
    own = Proposal(
        workspace_id=by.workspace_id,
        campaign=answer.campaign,
        kind=row.kind,
        title=str(answer),
        organisation=means.organisation,
        person=means.person,
    )
    history.create(own, by=by)
    history.change(answer, by=by, proposal=own)
    if not row.answers.exists():
        remove([row], row.campaign, by=by)
    return own


@operation("map.tray.join")
def join(*, proposal: Proposal, other: Proposal, by: Actor) -> Proposal:
    """Two rows mean the same: the answers of `other` come into this one."""
    within(by, proposal, other)
    for row in sorted(
        (proposal, other), key=lambda one: one.pk
    ):  # two who join cross-wise wait for each other
        locked(row)
    if proposal.campaign_id != other.campaign_id or proposal.kind != other.kind or proposal.pk == other.pk:
        raise Unsettled(_("Choose another row of the same kind."))
    for answer in other.answers.all():
        history.change(answer, by=by, proposal=proposal)
    remove([other], proposal.campaign, by=by)
    return proposal


def locked(row: Proposal) -> Proposal:
    """The row as it is now, nobody else's until we are done; Decided, or Unsettled where it is in another row now."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("decided_by")
    fresh = rows.filter(pk=row.pk).first()
    if fresh is None:
        raise Unsettled(_("The row is gone: its answers stand in another one."))
    if fresh.decision:
        raise Decided(fresh)
    return fresh
