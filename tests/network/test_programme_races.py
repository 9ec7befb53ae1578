"""Two people settle two partners of one event in the same moment."""

import threading
from typing import Any

import pytest
from django.db import connection

from brobygger.network.models import Activity, ActivityOrganisation, PartnerName
from brobygger.network.operations import programme as decisions
from tests.network.test_programme import event, read


@pytest.mark.django_db(transaction=True)
def test_one_event_is_one_activity(staff: Any, leader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read(staff, event("1", "Havnekoret", "Museet Kajen"))
    add, inside = decisions.activities.add, threading.Semaphore(0)

    def slowly(**told: Any) -> Any:
        inside.release()
        both.acquire(timeout=1)  # Until the other is here too, which it must never be.
        return add(**told)

    both = threading.Semaphore(0)
    monkeypatch.setattr(decisions.activities, "add", slowly)
    wrong: list[BaseException] = []

    def settle(name: str, by: Any) -> None:
        try:
            decisions.accept(partner=PartnerName.objects.get(name=name), organisation=None, by=by)
        except BaseException as raised:
            wrong.append(raised)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=settle, args=told)
        for told in (("Havnekoret", staff), ("Museet Kajen", leader))
    ]
    threads[0].start()
    assert inside.acquire(timeout=20)
    threads[1].start()
    if inside.acquire(timeout=1):
        both.release(2)
    for thread in threads:
        thread.join(30)
    assert not wrong
    assert Activity.objects.count() == 1
    assert ActivityOrganisation.objects.count() == 2
