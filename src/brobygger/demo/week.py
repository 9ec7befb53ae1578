"""What is asked, answered and written in Fjordby's strategy week. All of it is invented."""

POINTS = (
    "Unge skal møde biblioteket, hvor de er",
    "Færre ting alene, flere sammen med andre",
    "Hjælp til det digitale er en hjælp til at være med",
    "Huset skal være åbent, når folk har tid",
)
# Question, in English, names, main point, answers in the order of the staff by name.
DAYS = (
    (
        "Hvad vil vi være kendt for i 2028?",
        "What do we want to be known for in 2028?",
        "name",
        1,
        (
            "At man altid kan få hjælp uden at bestille tid.",
            "At byens foreninger ser huset som deres.",
            "At være det sted, hvor man mødes på tværs.",
            "At unge selv laver ting her.",
            "At vi kender folk ved navn.",
            "At vi tør sige ja til det skæve.",
            "At musikken lever hele ugen.",
        ),
    ),
    (
        "Hvem mangler vi i huset?",
        "Whom do we miss in the house?",
        "name",
        0,
        (
            "De unge mellem 13 og 17, når ungdomsskolen lukker.",
            "Nye borgere, der ikke læser dansk endnu.",
            "Fædre med små børn.",
            "Håndværkere, der først har fri klokken 16.",
            "Dem, der tror, at et bibliotek kun er bøger.",
        ),
    ),
    (
        "Hvad skal vi holde op med?",
        "What shall we stop doing?",
        "anonymous",
        1,
        (
            "Arrangementer, som vi laver alene, fordi vi plejer.",
            "Møder uden dagsorden.",
            "At trykke foldere, som er forældede efter en måned.",
            "At sige nej, før vi har spurgt en partner.",
            "Lange køer ved pas og kørekort om mandagen.",
            "At gemme de gode rum til møder.",
        ),
    ),
    (
        "Hvad kan en partner, som vi ikke kan?",
        "What can a partner do that we cannot?",
        "team",
        1,
        (
            "Sprogskolen kan nå dem, der lige er kommet.",
            "Ungdomsskolen har de unges tillid.",
            "Spillestedet har en scene og en teknik.",
            "Frivilligcentret har hænderne.",
            "Jobcentret kender dem, der er gået i stå.",
            "Museet kan fortælle byens historie.",
        ),
    ),
    (
        "Hvornår skal huset være åbent?",
        "When shall the house be open?",
        "name",
        3,
        (
            "To aftener om ugen med liv, ikke bare lys.",
            "Lørdag formiddag er familiernes tid.",
            "Når skolen er slut, og til aftensmaden.",
            "Når der er parkering.",
            "Tidligt om morgenen for dem på arbejde.",
        ),
    ),
)
# Title, outcome, goal, owner (number in the staff), days until it is due, sentences: text, main point, (day, answer).
SENTENCES = (
    (
        "Mødestedet",
        "Huset har to faste aftener om ugen, som foreninger og unge står for sammen med os.",
        "To aftener om ugen med liv",
        2,
        420,
        (
            (
                "Fjordby mødes i vores hus, på tværs af alder og baggrund, også om aftenen.",
                3,
                ((0, 2), (4, 0), (4, 2)),
            ),
            ("Byens foreninger ser huset som deres eget.", 1, ((0, 1), (3, 3))),
        ),
    ),
    (
        "De unge",
        "Unge og ungdomsskole har deres eget sted i huset og bestemmer, hvad der sker der.",
        "Dobbelt så mange unge mellem 13 og 17",
        6,
        560,
        (("Unge møder os, hvor de er, og laver selv ting hos os.", 0, ((0, 3), (1, 0), (3, 1))),),
    ),
    (
        "Sammen med andre",
        "Hvert nyt tilbud har mindst én partner, før det begynder.",
        "Halvdelen af arrangementerne har en partner",
        5,
        390,
        (
            ("Vi gør færre ting alene og spørger en partner, før vi siger nej.", 1, ((2, 0), (2, 3))),
            ("Sammen med sprogskolen når vi dem, der lige er kommet til byen.", 2, ((1, 1), (3, 0))),
        ),
    ),
)
OPEN = (
    "Hvad er det første, vi gør sammen med de unge?",
    "What is the first thing we do together with the young?",
    (
        "Spørger dem, før vi planlægger noget.",
        "Giver dem nøglen til det store lokale om onsdagen.",
        "Laver en bænk foran huset, som de selv bygger.",
    ),
)
