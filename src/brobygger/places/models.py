"""Denmark's municipalities: shared by all workspaces, changed only with a release."""

from django.db import models

from brobygger.core.personal import declare


class Municipality(models.Model):
    """One of the 98 municipalities, by its official three-digit code."""

    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=60)
    region = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


declare(Municipality, not_personal=("id", "code", "name", "region"))
