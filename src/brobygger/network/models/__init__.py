"""The network: organisations, people, who knows whom, what was done together, how formal the relation is."""

from brobygger.network.models.contacts import (
    Activity,
    ActivityColleague,
    ActivityOrganisation,
    Contact,
    ContactColleague,
    ContactPerson,
    FollowUp,
)
from brobygger.network.models.formality import Formality, Level
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
    "Contact",
    "ContactColleague",
    "ContactPerson",
    "FollowUp",
    "Formality",
    "FormerName",
    "Level",
    "Organisation",
    "OrganisationAgeGroup",
    "OrganisationTheme",
    "OrganisationTie",
    "OrganisationType",
    "OrganisationTypeLink",
    "Person",
    "Sector",
    "Theme",
    "Tie",
]
