"""Pieces that several pages show: marked text, claims, figures, histories, citations."""
