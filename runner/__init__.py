"""What ``./run`` does. Only Python's own library: it makes the environment that has more."""
