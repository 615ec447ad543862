"""Tests of the visit form and the list of visits."""
