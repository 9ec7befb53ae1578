"""What a person decides about the programme's tray: who a partner is, what was done together, what has changed."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.exchange.programme import facts_of
from brobygger.network.models import (
    Activity,
    ActivityOrganisation,
    EventFeed,
    EventPartner,
    Organisation,
    PartnerName,
    ProgrammeEvent,
)
from brobygger.network.operations import activities
from brobygger.network.operations import organisations as network_organisations
from brobygger.network.operations.scope import within

Decision, State, News = PartnerName.Decision, EventPartner.State, ProgrammeEvent.News


@operation("network.programme.accept")
def accept(
    *,
    partner: PartnerName,
    by: Actor,
    organisation: Organisation | None = None,
    name: str = "",
    leave_out: Collection[int] = (),
) -> Batch | None:
    """The partner is this organisation (None: a new one called `name`, or as it is spelt): its events become activities done together.

    The spelling is remembered. `leave_out` names events that are not taken over. One batch, undone together; None
    where nothing waited any more.
    """
    within(by, partner, organisation)
    PartnerName.objects.select_for_update().get(pk=partner.pk)
    rows = EventPartner.objects.filter(partner=partner, state=State.WAITING)
    # Another partner of the same event may be taken over in this moment: one activity for both.
    events = list(rows.order_by().values_list("event_id", flat=True))
    list(ProgrammeEvent.objects.select_for_update().filter(pk__in=events).order_by("pk"))
    waiting = list(rows.select_related("event__activity").order_by("event__from_date", "id"))
    if not waiting:
        return None
    with history.batch(by=by, kind="programme", label=partner.name) as batch:
        home = organisation or network_organisations.create(name=name or partner.name, web=partner.url, by=by)
        taken = [link for link in waiting if link.event_id not in leave_out]
        for link in waiting:
            if link in taken:
                _done_together(link.event, home, by)
            history.change(link, by=by, state=State.TAKEN if link in taken else State.LEFT_OUT)
        history.change(partner, by=by, decision=Decision.SAME, organisation=home)
        said = ngettext("%(n)d activity", "%(n)d activities", len(taken)) % {"n": len(taken)}
        batch.label = f"{partner.name} → {home.name}: {said}"[:200]
        batch.save(update_fields=["label"])
    return batch


def _done_together(event: ProgrammeEvent, home: Organisation, by: Actor) -> None:
    """One activity for one event, however many partners it has."""
    activity = event.activity
    if activity is None:
        note = "\n".join(filter(None, [event.branch, event.url]))
        activity = activities.add(
            by=by,
            organisations=[home],
            title=event.title,
            from_date=event.from_date,
            to_date=event.to_date,
            frame=event.series,
            note=note,
        )
        history.change(event, by=by, activity=activity, taken=facts_of(event))
    elif not ActivityOrganisation.objects.filter(activity=activity, organisation=home).exists():
        link = ActivityOrganisation(workspace_id=by.workspace_id, activity=activity, organisation=home)
        history.create(link, by=by)


@operation("network.programme.decide")
def decide(*, partner: PartnerName, decision: str, by: Actor) -> None:
    """Later, no partner, or ("") asked again; what waits stays, and can be taken up again."""
    within(by, partner)
    if decision not in ("", Decision.LATER, Decision.NOT_PARTNER):
        raise ValueError(decision)
    organisation = None if decision == Decision.NOT_PARTNER else partner.organisation
    if not decision and organisation is not None:
        decision = Decision.SAME
    history.change(partner, by=by, decision=decision, organisation=organisation)


@operation("network.programme.take_news")
def take_news(*, event: ProgrammeEvent, by: Actor) -> Batch | None:
    """Let the activity say what the programme now says; one of a cancelled event goes to the bin."""
    within(by, event)
    event = ProgrammeEvent.objects.select_for_update().get(pk=event.pk)
    if not event.news or event.activity_id is None:
        return None
    activity = Activity.objects.get(pk=event.activity_id)
    cancelled = event.news == News.CANCELLED
    with history.batch(by=by, kind="deletion" if cancelled else "programme", label=event.title) as batch:
        if cancelled:
            batch.report = {"model": Activity._meta.label_lower}
            batch.save(update_fields=["report"])
            history.change(event, by=by, news="", activity=None, taken={})
            activities.delete(activity=activity, by=by, why=_("The programme says that it is cancelled."))
        else:
            facts = {"title": event.title, "from_date": event.from_date, "to_date": event.to_date}
            activities.edit(activity=activity, by=by, why=_("The programme has changed."), **facts)  # type: ignore[arg-type]
            history.change(event, by=by, news="", taken=facts_of(event))
    return batch


@operation("network.programme.leave_news")
def leave_news(*, event: ProgrammeEvent, by: Actor) -> None:
    """The activity stays as it is, whatever the programme says now."""
    within(by, event)
    history.change(event, by=by, news="", taken=facts_of(event))


@operation("network.programme.set_feed")
def set_feed(*, feed: EventFeed, address: str, by: Colleague) -> None:
    """Where the programme is read from now on; "" stops the reading."""
    within(by, feed)
    history.change(feed, by=by, address=address, set_by=by)
    if not address:
        EventFeed.objects.filter(pk=feed.pk).update(outcome="", reading_since=None)
