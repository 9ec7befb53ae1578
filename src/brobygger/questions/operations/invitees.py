"""Who is asked: colleagues, teams as one, people outside by link."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Team, TeamMember, User
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.questions.models import Invitee, Round, SheetLink
from brobygger.questions.models.rounds import new_secret
from brobygger.questions.operations.rounds import link_expiry
from brobygger.questions.operations.scope import within


@operation("questions.invitee.ask_colleagues")
def ask_colleagues(*, round: Round, colleagues: Iterable[Colleague], by: Actor) -> list[Invitee]:
    """Ask these colleagues, each once, counted in their own team (the first department they are in). However many
    they are, as many queries.
    """
    chosen = list(colleagues)
    within(by, round, *chosen)
    _not_closed(round)
    there = set(Invitee.objects.filter(round=round, colleague__in=chosen).values_list("colleague", flat=True))
    teams = team_of(chosen)
    users = User.objects.filter(pk__in=[c.user_id for c in chosen if c.user_id])
    languages = dict(users.values_list("pk", "language"))
    rows = [
        Invitee(
            workspace_id=by.workspace_id, round=round, colleague=c, team=teams.get(c.pk),
            language=languages.get(c.user_id or 0, "da"),
        )
        for c in {c.pk: c for c in chosen}.values()
        if c.pk not in there
    ]  # fmt: skip
    history.bulk_create(rows, by=by)
    return rows


@operation("questions.invitee.ask_teams")
def ask_teams(*, round: Round, teams: Iterable[Team], by: Actor) -> list[Invitee]:
    """Ask each of these teams as one: any member writes their common answer, in a round by name."""
    chosen = list(teams)
    within(by, round, *chosen)
    _not_closed(round)
    if chosen and not round.is_named:
        raise ValidationError(
            {"as_one": _("A team that answers as one answers by name. Ask its members instead.")}
        )
    there = set(
        Invitee.objects.filter(round=round, colleague=None, name="", team__in=chosen).values_list(
            "team", flat=True
        )
    )
    rows = [Invitee(workspace_id=by.workspace_id, round=round, team=t) for t in chosen if t.pk not in there]
    history.bulk_create(rows, by=by)
    return rows


@operation("questions.invitee.ask_outsider")
def ask_outsider(
    *,
    round: Round,
    name: str,
    email: str,
    by: Actor,
    party: str = "",
    who: Model | None = None,
    language: str = "da",
) -> Invitee:
    """Ask somebody outside, who answers by link. ValidationError where this address is asked already."""
    within(by, round, who)
    _not_closed(round)
    if not name.strip():
        raise ValidationError({"name": _("Write who it is.")})
    if email and Invitee.objects.filter(round=round, email__iexact=email.strip()).exists():
        raise ValidationError({"email": _("This address is asked in the round already.")})
    row = Invitee(
        workspace_id=by.workspace_id, round=round, name=name.strip(), email=email, party=party, language=language,
        who_model=who._meta.label_lower if who else "", who_id=who.pk if who else None,
    )  # fmt: skip
    return history.create(row, by=by)


@operation("questions.invitee.remove")
def remove(*, invitee: Invitee, by: Actor) -> Batch:
    """Ask them no longer. ValidationError where they have answered; without names, as soon as anybody has."""
    within(by, invitee)
    others = Invitee.objects.filter(round=invitee.round, answered=True)
    if not invitee.round.is_named and others.exists():
        raise ValidationError(
            _("Somebody has answered, and it is not told who. Nobody can be taken out now.")
        )
    if others.filter(pk=invitee.pk).exists():
        raise ValidationError(_("They have answered. The answer stays."))
    return history.delete(invitee, by=by)


@operation("questions.link.make")
def make_link(*, invitee: Invitee, by: Actor, anew: bool = False) -> SheetLink:
    """The link by which they answer; the same one until it is made `anew`, which ends the address before."""
    within(by, invitee)
    link = SheetLink.objects.filter(invitee=invitee).first()
    if link is not None:
        if anew:
            link.secret, link.expires_at = new_secret(), link_expiry(invitee.round)
            link.save(update_fields=["secret", "expires_at"])
            history.entry(link, history.CHANGED, by=by, before={}, after={"renewed": True}).save()
        return link
    row = SheetLink(workspace_id=by.workspace_id, invitee=invitee, expires_at=link_expiry(invitee.round))
    return history.create(row, by=by)


def team_of(colleagues: Iterable[Colleague]) -> dict[int, Team]:
    """The team each of them is counted in: the first department by name, else the first group across departments."""
    rows = TeamMember.objects.filter(colleague__in=list(colleagues)).select_related("team")
    found: dict[int, Team] = {}
    for row in sorted(rows, key=lambda r: (r.team.kind != Team.Kind.DEPARTMENT, r.team.sort_key, r.team.pk)):
        found.setdefault(row.colleague_id, row.team)
    return found


def _not_closed(round: Round) -> None:
    if round.is_closed:
        raise ValidationError(_("The round is closed. Ask again in a new round."))
