"""Mediation: the list of cases, a case, its forms."""
