"""Reading exports of the Erasmus+ results platform.

Pure: files in, rows out. Knows nothing of the database; what it needs from the vocabularies
is handed to it. Start at `reader.open_export` and `mapping.ProjectMapper`.
"""
