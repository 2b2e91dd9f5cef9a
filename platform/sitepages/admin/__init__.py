"""What the editor of a text does otherwise than Wagtail."""
