"""Households: the list, the card, and the forms behind it."""
