"""Putting one term where another stood, in everything of showcase that carries terms."""
