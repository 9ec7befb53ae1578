"""The network: organisations, people, who knows whom, what was done together, how formal the relation is."""

from brobygger.network.models.board import BoardCard
from brobygger.network.models.care import ApproachNote, CareInterval, DigestPause, DigestSent, Snooze
from brobygger.network.models.contacts import (
    Activity,
    ActivityColleague,
    ActivityOrganisation,
    Contact,
    ContactColleague,
    ContactPerson,
    FollowUp,
)
from brobygger.network.models.duplicates import DuplicatePair, DuplicateScan, Merged, NotTheSame
from brobygger.network.models.exchange import (
    CalendarAddress,
    EventFeed,
    EventPartner,
    PartnerName,
    ProgrammeEvent,
)
from brobygger.network.models.formality import Formality, Level
from brobygger.network.models.handovers import Handover, HandoverLine
from brobygger.network.models.organisations import (
    AgeGroup,
    FormerName,
    Organisation,
    OrganisationAgeGroup,
    OrganisationTheme,
    OrganisationTie,
    OrganisationType,
    OrganisationTypeLink,
    Sector,
    Theme,
)
from brobygger.network.models.people import Affiliation, Person, Tie

__all__ = [
    "Activity",
    "ActivityColleague",
    "ActivityOrganisation",
    "Affiliation",
    "AgeGroup",
    "ApproachNote",
    "BoardCard",
    "CalendarAddress",
    "CareInterval",
    "Contact",
    "ContactColleague",
    "ContactPerson",
    "DigestPause",
    "DigestSent",
    "DuplicatePair",
    "DuplicateScan",
    "EventFeed",
    "EventPartner",
    "FollowUp",
    "Formality",
    "FormerName",
    "Handover",
    "HandoverLine",
    "Level",
    "Merged",
    "NotTheSame",
    "Organisation",
    "OrganisationAgeGroup",
    "OrganisationTheme",
    "OrganisationTie",
    "OrganisationType",
    "OrganisationTypeLink",
    "PartnerName",
    "Person",
    "ProgrammeEvent",
    "Sector",
    "Snooze",
    "Theme",
    "Tie",
]
