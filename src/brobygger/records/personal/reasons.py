"""Why and how long, as the models declare it (`core.personal`): said here once more, so that each text is translated.

A contract test finds a declaration that is not here.
"""

from django.utils.translation import gettext_noop as _

REASONS = (
    # Why.
    _("Answering a repeated request the same"),
    _("Asking, reminding and showing who has answered"),
    _("Checking, mending and undoing an import"),
    _("Cooperating with the organisation the person speaks for"),
    _("Finding the record"),
    _("Knowing which colleague to ask, and letting them log in"),
    _("Knowing who got whose card, and reading it off"),
    _("Knowing who leads the work"),
    _("Knowing whom to ask about the need"),
    _("Knowing whom to ask about the wish"),
    _("Holding the time used on partnerships against the time set aside"),
    _("Knowing whom in the house to ask about a partnership"),
    _("Mapping the network: knowing who knows, wishes and misses whom"),
    _("Remembering what matters in the work with a partner"),
    _("Seeing with whom the library's events are held"),
    _("Showing that a request was answered, how and in time"),
    _("Showing what became of what was said"),
    _("Showing who changed what, and undoing it"),
    _("Showing who read out many people's data"),
    _("What somebody answered, until the name is taken off it"),
    # How long.
    _("One day"),
    _("One year after the import"),
    _("Three years after the answer; the name goes with the erasure"),
    _("Two years"),
    _("Two years after the last contact"),
    _("Two years after the round closed"),
    _("Until they leave, then one year"),
    _("With the campaign"),
    _("With the person; a picture taken off the board is destroyed thirty days later"),
    _("With the process it was said in"),
    _("With the programme it stands in"),
    _("With the record"),
    _("With the record it is about"),
    _("With the workspace"),
)
