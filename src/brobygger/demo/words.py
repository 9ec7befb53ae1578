"""What Fjordby's invented network is made of. Every name of a person is plainly invented; Fjordby does not exist."""

TOWNS = (
    ("Fjordby", "9901"),
    ("Ørum", "9902"),
    ("Åby", "9903"),
    ("Vestervig Havn", "9904"),
    ("Lindekilde", "9905"),
)
FIRST_NAMES = (
    "Oda", "Ib", "Tove", "Signe", "Jens", "Asta", "Bo", "Cæcilie", "Dagny", "Ejnar", "Frøya", "Gösta", "Hjørdis",
    "Kåre", "Line", "Mogens", "Nøhr", "Pär", "Ragnhild", "Søs", "Tyge", "Ylva", "Åge", "Æmilie", "Villads", "Karla",
)  # fmt: skip
SURNAMES = ("Testrup", "Eksempelsen", "Prøvegaard", "Opdigt", "Skabelon", "Fiktivsen")


def people() -> list[str]:
    """Plainly invented names, each once: with one surname, and with two."""
    single = [f"{first} {last}" for first in FIRST_NAMES for last in SURNAMES]
    pairs = [(a, b) for a in SURNAMES for b in SURNAMES if a != b]
    return single + [f"{first} {a} {b}" for first in FIRST_NAMES[::2] for a, b in pairs]


# Stem of the name, type, sector, themes, age groups. Joined with a place or a quarter below.
KINDS: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Aftenskolen", "Aftenskole", "civil", ("Kultur og arrangementer", "Sprog"), ("30–64", "65+")),
    ("Boghandelen", "Forlag og boghandel", "private", ("Læselyst",), ("30–64",)),
    ("Børnehuset", "Institution", "public", ("Børn og familie", "Læselyst"), ("0–6",)),
    ("Cykelklubben", "Forening", "civil", ("Klima og natur",), ("30–64",)),
    ("Familiehuset", "Kommunal afdeling", "public", ("Børn og familie", "Sundhed"), ("0–6", "30–64")),
    ("Filmklubben", "Forening", "civil", ("Kultur og arrangementer",), ("18–29",)),
    ("Forlaget", "Forlag og boghandel", "private", ("Læselyst",), ("30–64",)),
    ("Frivilligcentret", "Folkeoplysning", "civil", ("Integration", "Demokrati"), ("30–64", "65+")),
    ("Galleri", "Kulturhus", "private", ("Kultur og arrangementer",), ("30–64",)),
    ("Gymnasiet", "Uddannelse", "public", ("Unge", "Demokrati"), ("13–17", "18–29")),
    ("Handelsforeningen", "Virksomhed", "private", ("Job og uddannelse",), ("30–64",)),
    ("Husflidsforeningen", "Forening", "civil", ("Klima og natur",), ("65+",)),
    ("Jobcentret", "Kommunal afdeling", "public", ("Job og uddannelse", "Digital hjælp"), ("18–29", "30–64")),
    ("Kodeklubben", "Forening", "civil", ("Unge", "Digital hjælp"), ("7–12", "13–17")),
    ("Koret", "Forening", "civil", ("Kultur og arrangementer",), ("30–64",)),
    ("Kulturhuset", "Kulturhus", "public", ("Kultur og arrangementer",), ("18–29", "30–64")),
    ("Lektiecaféen", "Folkeoplysning", "civil", ("Lektiehjælp", "Integration"), ("7–12", "13–17")),
    ("Lokalradioen", "Medie", "civil", ("Demokrati",), ("30–64",)),
    ("Læseforeningen", "Forening", "civil", ("Læselyst",), ("65+",)),
    ("Museet", "Museum og arkiv", "public", ("Lokalhistorie",), ("7–12", "65+")),
    ("Musikskolen", "Skole", "public", ("Kultur og arrangementer", "Børn og familie"), ("7–12", "13–17")),
    ("Natteravnene", "Forening", "civil", ("Unge",), ("13–17",)),
    ("Naturskolen", "Skole", "public", ("Klima og natur", "Børn og familie"), ("7–12",)),
    ("Seniorhuset", "Kommunal afdeling", "public", ("Sundhed", "Digital hjælp"), ("65+",)),
    ("Skolen", "Skole", "public", ("Læselyst", "Lektiehjælp"), ("7–12", "13–17")),
    ("Slægtsforeningen", "Forening", "civil", ("Lokalhistorie",), ("65+",)),
    ("Spejderne", "Forening", "civil", ("Klima og natur", "Unge"), ("7–12", "13–17")),
    ("Spillestedet", "Kulturhus", "private", ("Kultur og arrangementer", "Unge"), ("18–29",)),
    ("Sprogskolen", "Uddannelse", "public", ("Sprog", "Integration"), ("18–29", "30–64")),
    ("Stadsarkivet", "Museum og arkiv", "public", ("Lokalhistorie",), ("65+",)),
    ("Strikkecaféen", "Forening", "civil", ("Kultur og arrangementer",), ("65+",)),
    ("Sundhedshuset", "Kommunal afdeling", "public", ("Sundhed",), ("30–64", "65+")),
    ("Teatret", "Kulturhus", "private", ("Kultur og arrangementer",), ("18–29", "30–64")),
    ("Ungdomsrådet", "Folkeoplysning", "civil", ("Unge", "Demokrati"), ("13–17", "18–29")),
    ("Ældrerådet", "Folkeoplysning", "civil", ("Demokrati", "Sundhed"), ("65+",)),
    (
        "Boligforeningen",
        "Bolig og lokalområde",
        "civil",
        ("Integration", "Børn og familie"),
        ("0–6", "30–64"),
    ),
)
QUARTERS = ("Kajen", "Værftet", "på Torvet", "Åen", "Nord", "Havnen", "Bakken", "Vest")

ABOUT = (
    "lektiecaféer", "åbent hus i juni", "forårsudstillingen", "it-hjælp for ældre", "skoleforløb for 8. klasse",
    "sprogcaféen", "læsekredse", "fælles kalender", "lokalhistoriske aftener", "frivillige til festugen",
    "digital borgerservice", "børnenes bogfest", "klimadagen", "jobsøgning i læsesalen", "scenen i forhallen",
)  # fmt: skip
ROLES = (
    "Leder",
    "Formand",
    "Projektleder",
    "Kurator",
    "Underviser",
    "Presse og publikum",
    "Frivilligkoordinator",
    "",
)
NOTES = (
    "Vi prøver to aftener og ser, hvor mange der kommer.",
    "De låner gerne scenen ud i maj. Vi sender datoer.",
    "De vil have os med fra starten næste gang.",
    "Tallene fra efteråret er bedre end ventet.",
    "Vi mangler en aftale om oprydning.",
    "",
)
PROMISES = (
    "Ring til {person} om {about}",
    "Send tal fra efteråret til {organisation}",
    "Aftal møde med {person} om {about}",
    "Svar {organisation} om {about}",
    "Skriv udkast til programmet for {about}",
)
ACTIVITIES = (
    "Åbent hus", "Sprogcafé", "Lektiecafé", "Foredragsrække", "Børnenes bogfest", "It-café", "Filmaften",
    "Udstilling i forhallen", "Klimadag", "Læsekreds", "Koncert i læsesalen", "Slægtsaften",
)  # fmt: skip
FRAMES = ("Festugen", "Den åbne skole", "Fælles digital hjælp", "Byens læseår")
PINNED = (
    "Skriv, før du ringer. De holder møde hver tirsdag og svarer samlet om onsdagen.",
    "Nøglen til mødelokalet ligger hos pedellen. Aftal det ugen før.",
    "De har skiftet formand i foråret. Begynd forfra med at fortælle, hvad vi laver.",
)
COLLEAGUES = (  # name, address, title, role
    ("Lone Skabelon", "leder@eksempel.dk", "Biblioteks- og borgerservicechef", "leader"),
    ("Mette Prøvegaard", "mette@eksempel.dk", "Partnerskabskoordinator", "coordinator"),
    ("Ali Eksempelsen", "ali@eksempel.dk", "Bibliotekar", "staff"),
    ("Birgit Testrup", "birgit@eksempel.dk", "Formidler", "staff"),
    ("Jonas Eksempelsen", "jonas@eksempel.dk", "Musikbibliotekar", "staff"),
    ("Tine Opdigt", "tine@eksempel.dk", "Børnebibliotekar", "staff"),
    ("Karim Fiktivsen", "karim@eksempel.dk", "Borgerservicemedarbejder", "staff"),
    ("Sanne Prøvegaard", "sanne@eksempel.dk", "Borgerservicemedarbejder", "staff"),
    ("Henrik Testrup", "henrik@eksempel.dk", "Lokalhistoriker", "staff"),
    ("Ida Opdigt", "ida@eksempel.dk", "Digital formidler", "coordinator"),
    ("Palle Skabelon", "laeser@eksempel.dk", "Økonomimedarbejder", "reader"),
)
TEAMS = (  # name, kind, purpose, members by first name
    ("Formidling", "department", "Arrangementer og udstillinger", ("Birgit", "Jonas", "Ali")),
    ("Børn og skole", "department", "Alt for dem under 18", ("Tine", "Ida")),
    ("Borgerservice", "department", "Pas, kørekort og digital hjælp", ("Karim", "Sanne")),
    ("Unge 13–17", "cross", "Ejer indsatsen for de unge", ("Tine", "Jonas", "Karim", "Mette")),
)
