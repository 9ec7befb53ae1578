"""Mails that need not hold up a page."""

from django.tasks import task

from brobygger.questions.asking import mail_asking


@task
def send_asking(invitee_ids: list[int], again: bool) -> None:
    """Mail these invitees; the links themselves are not in the job."""
    for pk in invitee_ids:
        mail_asking(pk, again)
