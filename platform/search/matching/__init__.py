"""From what somebody typed to the documents that answer it, and in which order."""
