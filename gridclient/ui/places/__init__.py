"""The places of a community: its grids, and how they are split and merged."""
