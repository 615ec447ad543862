"""How any record came to be what it is, and taking an earlier value back."""
