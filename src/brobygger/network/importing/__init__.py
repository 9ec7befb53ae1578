"""Import of a network from a flat file: one row gives an organisation, a person, who knows them, a contact, a level.

`reading` opens files (`spreadsheets` the XLSX ones) · `mapping` reads headers into `fields` · `rows` and `values` read
cells · `known` fetches what the workspace has · `resolving` decides who is whom (by `network.duplicates`) · `relations` says what
else a row tells · `check` puts it together into a `staging.Plan` and writes nothing · `apply` writes a plan ·
`report` says what was found · `stored` keeps the rows · `operations` are the verbs that pages and commands call.
"""
