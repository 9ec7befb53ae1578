"""Sending, in the worker; and the timed work that takes up what must be tried again."""

from datetime import datetime

from django.tasks import task

from brobygger.records.webhooks import sending


@task
def send_waiting() -> None:
    """Send what is due; another job goes on where there is more than one should do."""
    if sending.send_waiting() >= sending.AT_ONCE:
        send_waiting.enqueue()


def every_minute(now: datetime) -> str:
    """For `brobygger tick`: asks the worker to send what is due, and forgets what is old."""
    old = sending.sweep(now)
    due = sending.due(now).exists()
    if due:
        send_waiting.enqueue()
    return f"{'asked for' if due else 'nothing for'} the worker, {old} old messages forgotten"
