"""Authored entries: how they are read, checked and put on top of a taxonomy."""
