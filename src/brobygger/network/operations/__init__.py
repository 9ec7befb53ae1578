"""The verbs of the network: what is written goes through these, from pages, imports, commands and demo alike."""
