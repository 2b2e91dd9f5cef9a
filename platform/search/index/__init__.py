"""The index as a process holds it: facets, dates and postings as bitmaps."""
