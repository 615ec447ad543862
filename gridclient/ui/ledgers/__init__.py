"""Ledgers (台账): views of the records, narrowed, counted, printed and exported; never forms."""
