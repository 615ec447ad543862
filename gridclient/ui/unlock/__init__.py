"""The windows before the store is open: create it, unlock it, enrol this laptop."""
