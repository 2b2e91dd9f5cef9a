"""What words mean to the search, decided once in Python, for every store the same."""
