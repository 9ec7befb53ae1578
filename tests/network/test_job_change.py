"""A person changes job: ends here, starts there, who and what follows; one batch, undone as one."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.undo import undo_batch
from brobygger.network.models import Affiliation, FollowUp, Organisation, Person, Tie
from brobygger.network.operations import follow_ups, organisations, people, ties
from brobygger.network.operations.job_change import ENDS, FOLLOWS, STAYS, StepAfter, TieAfter, change_job

LAST, FIRST = date(2026, 3, 31), date(2026, 4, 1)


class Scene:
    """Ali is leader at FO-Aarhus; three colleagues know him, and two things are promised."""

    def __init__(self, colleagues: dict[str, Any]) -> None:
        self.leader = leader = colleagues["leader"]
        self.staff, self.coordinator = colleagues["staff"], colleagues["coordinator"]
        self.fo = organisations.create(name="FO-Aarhus", by=leader)
        self.museum = organisations.create(name="Museet Kajen", by=leader)
        self.ali = people.create(
            name="Ali Hansen", email="ali@fo.example", organisation=self.fo, role="Leder", by=leader
        )
        self.place = Affiliation.objects.get()
        self.ties = [
            ties.add(colleague=c, person=self.ali, about="lektiecaféer", strength="well", by=leader)
            for c in (self.staff, self.coordinator, leader)
        ]
        made = {"organisation": self.fo, "person": self.ali, "due_on": FIRST, "by": leader}
        self.call = follow_ups.add(text="Ring til Ali", owner=self.staff, **made)
        self.send = follow_ups.add(text="Send tal til FO", owner=self.staff, **made)


@pytest.fixture
def scene(colleagues: dict[str, Any]) -> Scene:
    return Scene(colleagues)


def everything() -> list[Any]:
    """All rows as they are, apart from what tells when they were written."""
    rows: list[Any] = []
    for model in (Person, Affiliation, Tie, FollowUp, Organisation):
        left_out = {"updated_at", "version"}
        names = [f.attname for f in model._meta.concrete_fields if f.name not in left_out]
        rows += list(model.objects.order_by("pk").values(*names))  # type: ignore[attr-defined]
    return rows


def change(scene: Scene, **told: Any) -> Any:
    given: dict[str, Any] = {
        "ends": [scene.place],
        "ended_on": LAST,
        "organisation": scene.museum,
        "role": "Kurator",
        "from_date": FIRST,
        "ties_after": [
            TieAfter(tie, becomes) for tie, becomes in zip(scene.ties, (FOLLOWS, STAYS, ENDS), strict=True)
        ],
        "steps_after": [StepAfter(scene.call), StepAfter(scene.send, STAYS, scene.coordinator)],
        "successor": "Oda Prøvegaard",
        "email": "ali@museet.example",
    }
    return change_job(person=scene.ali, by=scene.leader, **(given | told))


def test_all_of_it(scene: Scene) -> None:
    change(scene)
    old, new = Affiliation.objects.filter(person=scene.ali).order_by("pk")
    assert (old.organisation, old.to_date) == (scene.fo, LAST)
    assert (new.organisation, new.role, new.from_date, new.to_date) == (scene.museum, "Kurator", FIRST, None)
    followed, stayed, ended = (Tie.objects.get(pk=t.pk) for t in scene.ties)
    assert [t.ended_on for t in (followed, stayed, ended)] == [None, LAST, LAST]
    at_fo = Tie.objects.get(organisation=scene.fo)
    assert (at_fo.colleague, at_fo.about, at_fo.since) == (scene.coordinator, "lektiecaféer", LAST)
    oda = Person.objects.get(name="Oda Prøvegaard")
    assert Affiliation.objects.get(person=oda).role == "Leder"
    call, send = (FollowUp.objects.get(pk=s.pk) for s in (scene.call, scene.send))
    assert (call.person, call.organisation, call.owner) == (scene.ali, scene.museum, scene.staff)
    assert (send.person, send.organisation, send.owner) == (oda, scene.fo, scene.coordinator)
    assert Person.objects.get(pk=scene.ali.pk).email == "ali@museet.example"


def test_it_is_undone_as_one(scene: Scene) -> None:
    before = everything()
    batch = change(scene).batch
    told = HistoryEntry.objects.filter(batch_id=batch.pk)
    assert {e.why for e in told} == {"Ali Hansen har skiftet job"}
    assert {e.operation for e in told} == {"network.person.change_job"}
    assert undo_batch(batch=batch, by=scene.leader).kept == []
    assert everything() == before


def test_only_an_end_or_only_a_start(scene: Scene) -> None:
    change(scene, organisation=None, successor=None)
    assert Affiliation.objects.filter(person=scene.ali, to_date=None).count() == 0
    assert FollowUp.objects.get(pk=scene.call.pk).organisation is None
    assert FollowUp.objects.get(pk=scene.send.pk).person is None
    change(scene, ends=[], ties_after=[], steps_after=[], successor=None)
    assert Affiliation.objects.get(person=scene.ali, to_date=None).organisation == scene.museum


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": [], "organisation": None},
        {"organisation": "fo", "role": "leder"},
        {"ended_on": date(1999, 1, 1)},
        {"email": "ikke en adresse"},
    ],
)
def test_what_cannot_be_writes_nothing(scene: Scene, wrong: dict[str, Any]) -> None:
    people.edit_affiliation(
        affiliation=scene.place, role="Leder", from_date=date(2020, 1, 1), to_date=None, by=scene.leader
    )
    if wrong.get("organisation") == "fo":
        wrong = wrong | {"organisation": scene.fo}
    before, batches = everything(), Batch.objects.count()
    with pytest.raises(ValidationError):
        change(scene, **wrong)
    assert (everything(), Batch.objects.count()) == (before, batches)


def sent(form: Any) -> dict[str, Any]:
    return {b.html_name: b.value() for b in form if b.value() not in (None, "", [])}


def test_the_dialog_tells_what_happened(scene: Scene, client_of: Any) -> None:
    client = client_of(scene.leader)
    at = f"/fjordby/people/{scene.ali.pk}/changes-job/"
    shown = client.get(at)
    data = sent(shown.context["form"]) | {
        "organisation": "Museet Kajen",
        "role": "Kurator",
        "ended_on": "31-03-2026",
        "from_date": "01-04-2026",
        f"tie-{scene.ties[1].pk}": STAYS,
        f"tie-{scene.ties[2].pk}": ENDS,
        "successor": "Oda Prøvegaard",
    }
    answer = client.post(at, data, follow=True)
    assert answer.redirect_chain[-1][0] == f"/fjordby/people/{scene.ali.pk}/"
    said = str(next(iter(answer.context["messages"])))
    for part in (
        "Ali Hansen er ikke længere leder hos FO-Aarhus og er kurator hos Museet Kajen fra 1. april 2026.",
        "Ali følger med.",
        "Mette bliver hos FO-Aarhus.",
        "Birgit kender ikke længere Ali Hansen.",
        "Oda Prøvegaard overtager hos FO-Aarhus.",
        "history/batches/",
    ):
        assert part in said, said
    assert Affiliation.objects.get(person=scene.ali, to_date=None).organisation == scene.museum


def test_nothing_chosen_is_told(scene: Scene, client_of: Any) -> None:
    client = client_of(scene.leader)
    at = f"/fjordby/people/{scene.ali.pk}/changes-job/"
    assert client.post(at, {"role": "Kurator"}).status_code == 422
    assert Batch.objects.filter(kind="job").count() == 0


def test_the_way_to_the_dialog(scene: Scene, client_of: Any) -> None:
    at = f"/fjordby/people/{scene.ali.pk}/"
    assert f"{at}changes-job/?affiliation={scene.place.pk}" in client_of(scene.leader).get(at).text
    form = client_of(scene.leader).get(f"{at}changes-job/?affiliation={scene.place.pk}").context["form"]
    assert form["ends"].value() == [scene.place.pk]
    assert form["ended_on"].value() == timezone.localdate()


def test_another_workspaces_affiliation_is_not_found(scene: Scene, client_of: Any, outsider: Any) -> None:
    theirs = people.create(name="Nabo", organisation="Naboskolen", by=outsider)
    place = Affiliation.objects.get(person=theirs)
    client = client_of(scene.leader)
    assert (
        client.get(f"/fjordby/people/{scene.ali.pk}/changes-job/?affiliation={place.pk}").status_code == 404
    )
    assert client.get(f"/fjordby/people/{theirs.pk}/changes-job/").status_code == 404


def test_the_dialog_asks_the_database_as_often_however_much_is_promised(
    scene: Scene, client_of: Any, django_assert_num_queries: Any
) -> None:
    client = client_of(scene.leader)
    at = f"/fjordby/people/{scene.ali.pk}/changes-job/"
    client.get(at)
    with CaptureQueriesContext(connection) as few:
        client.get(at)
    for number in range(4):
        follow_ups.add(
            text=f"Ring {number}", owner=scene.staff, person=scene.ali, due_on=FIRST, by=scene.leader
        )
    with django_assert_num_queries(len(few)):
        client.get(at)


def test_who_does_it_is_handed_over(scene: Scene, client_of: Any) -> None:
    client = client_of(scene.leader)
    at = f"/fjordby/people/{scene.ali.pk}/changes-job/"
    data = sent(client.get(at).context["form"]) | {
        "ended_on": "31-03-2026", "from_date": "", f"owner-{scene.call.pk}": str(scene.coordinator.pk),
    }  # fmt: skip
    assert client.post(at, data).status_code == 302
    assert FollowUp.objects.get(pk=scene.call.pk).owner == scene.coordinator
    assert FollowUp.objects.get(pk=scene.send.pk).owner == scene.staff
