"""Fjordby Bibliotek og Borgerservice: an invented library with two years behind it."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from brobygger.accounts.models import Colleague, System, Team, TeamMember, Workspace
from brobygger.accounts.operations import setup_workspace
from brobygger.core import history
from brobygger.core.operations import operation
from brobygger.core.text import fold
from brobygger.demo import (
    campaign,
    cards,
    care,
    duplicates,
    house,
    moments,
    programme,
    rooms,
    strategy,
    words,
)
from brobygger.network.models import (
    Affiliation,
    AgeGroup,
    FormerName,
    Organisation,
    OrganisationAgeGroup,
    OrganisationTheme,
    OrganisationTie,
    OrganisationType,
    OrganisationTypeLink,
    Person,
    Theme,
    Tie,
)

ORGANISATIONS = 182
SEED = 1882  # any number: the same one gives the same example


@operation("demo.fjordby.build")
def build() -> None:
    """Make the whole workspace in one transaction."""
    made = setup_workspace(
        slug="fjordby", name="Fjordby Bibliotek og Borgerservice", email="leder@eksempel.dk"
    )
    by = System(made.workspace)
    dice = Random(SEED)  # noqa: S311 - the same example every time
    colleagues = _colleagues(made.workspace, by)
    organisations = _organisations(made.workspace, by, dice)
    people, affiliations = _people(made.workspace, by, dice, organisations)
    ties = _ties(made.workspace, by, dice, colleagues, organisations, people, affiliations)
    cards.hang(made.workspace, colleagues, affiliations, ties)
    moments.Story(made.workspace, dice, colleagues, organisations, affiliations, ties).tell()
    care.tell(made.workspace, colleagues, organisations)
    programme.read(made.workspace, colleagues, organisations)
    strategy.push(workspace=made.workspace, colleagues=colleagues, by=made.leader)
    rooms.place_all(workspace=made.workspace, by=made.leader)
    duplicates.write_again(made.workspace)
    house.arrange(colleagues=colleagues, by=made.leader)
    campaign.ask(colleagues, organisations)


def _colleagues(workspace: Workspace, by: System) -> list[Colleague]:
    leader = Colleague.objects.get(workspace=workspace)
    found = [leader]
    for name, email, title, role in words.COLLEAGUES:
        if email == leader.email:
            history.change(leader, by=by, name=name, title=title)
            continue
        found.append(
            history.create(
                Colleague(workspace=workspace, name=name, email=email, title=title, role=role), by=by
            )
        )
    by_first_name = {c.first_name: c for c in found}
    for name, kind, purpose, members in words.TEAMS:
        team = history.create(Team(workspace=workspace, name=name, kind=kind, purpose=purpose), by=by)
        for first_name in members:
            history.create(
                TeamMember(workspace=workspace, team=team, colleague=by_first_name[first_name]), by=by
            )
    left = Colleague(
        workspace=workspace,
        name="Grethe Fiktivsen",
        email="grethe@eksempel.dk",
        state=Colleague.State.LEFT,
        left_on=timezone.localdate() - timedelta(days=200),
    )
    history.create(left, by=by)
    return found


def _organisations(workspace: Workspace, by: System, dice: Random) -> list[Organisation]:
    combined = [(kind, quarter) for quarter in words.QUARTERS for kind in words.KINDS]
    chosen = combined[: len(words.KINDS)] + dice.sample(
        combined[len(words.KINDS) :], ORGANISATIONS - len(words.KINDS)
    )
    organisations, kinds = [], []
    for kind, quarter in chosen:
        town, postcode = words.TOWNS[min(int(dice.expovariate(0.9)), 4)]
        slug = f"{kind[0]}-{quarter}".lower().replace(" ", "-")
        slug = fold(slug).replace(" ", "-")
        organisations.append(
            Organisation(
                workspace=workspace,
                name=f"{kind[0]} {quarter}",
                sector=kind[2] if dice.random() > 0.06 else "",
                town=town,
                postcode=postcode,
                web=f"https://{slug}.example" if dice.random() > 0.5 else "",
                email=f"{slug}@eksempel.dk" if dice.random() > 0.4 else "",
                phone=_phone(dice) if dice.random() > 0.5 else "",
            )
        )
        kinds.append(kind)
    history.bulk_create(organisations, by=by)
    types = {t.name: t for t in OrganisationType.objects.filter(workspace=workspace)}
    themes = {t.name: t for t in Theme.objects.filter(workspace=workspace)}
    ages = {a.name: a for a in AgeGroup.objects.filter(workspace=workspace)}
    pairs = list(zip(organisations, kinds, strict=True))
    history.bulk_create(
        [OrganisationTypeLink(workspace=workspace, organisation=o, type=types[k[1]]) for o, k in pairs], by=by
    )
    history.bulk_create(
        [
            OrganisationTheme(workspace=workspace, organisation=o, theme=themes[t])
            for o, k in pairs
            for t in k[3]
        ],
        by=by,
    )
    history.bulk_create(
        [
            OrganisationAgeGroup(workspace=workspace, organisation=o, age_group=ages[a])
            for o, k in pairs
            if dice.random() > 0.15
            for a in k[4]
        ],
        by=by,
    )
    _belonging(workspace, by, organisations)
    return organisations


def _belonging(workspace: Workspace, by: System, organisations: Sequence[Organisation]) -> None:
    """Some former names, and which organisations belong together."""
    kinds = OrganisationTie.Kind
    history.bulk_create(
        [
            FormerName(
                workspace=workspace,
                organisation=o,
                name=f"{o.name.split()[0]} i {o.town}",
                until=date(2024, 8, 1),
            )
            for o in organisations[5::40]
        ],
        by=by,
    )
    history.bulk_create(
        [
            OrganisationTie(workspace=workspace, from_organisation=a, to_organisation=b, kind=kind)
            for a, b, kind in (
                (organisations[20], organisations[15], kinds.PART_OF),
                (organisations[16], organisations[7], kinds.MEMBER_OF),
                (organisations[5], organisations[27], kinds.WORKS_WITH),
                (organisations[29], organisations[19], kinds.PART_OF),
                (organisations[32], organisations[15], kinds.WORKS_WITH),
                (organisations[14], organisations[7], kinds.MEMBER_OF),
            )
        ],
        by=by,
    )


def _people(
    workspace: Workspace, by: System, dice: Random, organisations: Sequence[Organisation]
) -> tuple[list[Person], list[Affiliation]]:
    today = timezone.localdate()
    places: list[tuple[Organisation, bool]] = []
    for organisation in organisations:
        places += [(organisation, False)] * dice.choice((0, 1, 1, 1, 2, 2, 3, 4))
        if dice.random() > 0.85:
            places.append((organisation, True))
    names = words.people()
    dice.shuffle(names)
    people = []
    for name in names[: len(places)]:
        address = fold(name).replace(" ", ".")
        people.append(
            Person(
                workspace=workspace,
                name=name,
                email=f"{address}@eksempel.dk" if dice.random() > 0.2 else "",
                phone=_phone(dice) if dice.random() > 0.35 else "",
            )
        )
    history.bulk_create(people, by=by)
    affiliations = []
    for person, (organisation, ended) in zip(people, places, strict=True):
        start = today - timedelta(days=dice.randint(300, 2600))
        affiliations.append(
            Affiliation(
                workspace=workspace,
                person=person,
                organisation=organisation,
                role=dice.choice(words.ROLES),
                from_date=start if dice.random() > 0.5 or ended else None,
                to_date=today - timedelta(days=dice.randint(30, 280)) if ended else None,
            )
        )
    affiliations += [
        Affiliation(
            workspace=workspace, person=person, organisation=dice.choice(organisations), role="Formand"
        )
        for person in people[7::45]
    ]
    history.bulk_create(affiliations, by=by)
    return people, affiliations


def _ties(
    workspace: Workspace,
    by: System,
    dice: Random,
    colleagues: Sequence[Colleague],
    organisations: Sequence[Organisation],
    people: Sequence[Person],
    affiliations: Sequence[Affiliation],
) -> list[Tie]:
    today = timezone.localdate()
    knowers = [c for c in colleagues if c.role != "reader"]
    ties: list[Tie] = []
    for number, person in enumerate(people):
        # Mette knows most; one person in six is known by nobody yet.
        for colleague in dice.sample(knowers, dice.choice((0, 1, 1, 1, 1, 2))) + (
            [knowers[1]] if number % 6 == 0 else []
        ):
            if any(t.person is person and t.colleague is colleague for t in ties[-3:]):
                continue
            ended = dice.random() > 0.93
            ties.append(
                Tie(
                    workspace=workspace,
                    colleague=colleague,
                    person=person,
                    about=dice.choice(words.ABOUT),
                    strength=dice.choice(("met", "some", "some", "well", "")),
                    since=today - timedelta(days=dice.randint(90, 1500)) if dice.random() > 0.3 else None,
                    ended_on=today - timedelta(days=dice.randint(10, 80)) if ended else None,
                )
            )
    reached = {a.organisation_id for a in affiliations}
    ties += [
        Tie(workspace=workspace, colleague=dice.choice(knowers), organisation=organisation, strength="met")
        for organisation in organisations
        if organisation.pk not in reached and dice.random() > 0.3
    ]
    history.bulk_create(ties, by=by)
    return ties


def _phone(dice: Random) -> str:
    """Eight digits that no Danish subscriber has: they begin with 00."""
    return f"00 {dice.randint(10, 99)} {dice.randint(10, 99)} {dice.randint(10, 99)}"
