"""Work that need not hold up a page."""

from django.tasks import task

from brobygger.accounts.invitation_mail import mail_invitation


@task
def send_invitation(link_id: int, language: str) -> None:
    """Mail an invitation; the link itself is not in the job."""
    mail_invitation(link_id, language)
