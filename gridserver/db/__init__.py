"""PostgreSQL: tables, the feed, sealing."""
