"""Paper, laid out with reportlab."""
