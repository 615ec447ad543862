"""The deterministic simulation: whole histories of laptops and a server, out of one seed."""
