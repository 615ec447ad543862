"""Tests of attachments in windows."""
