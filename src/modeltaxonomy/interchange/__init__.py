"""The taxonomy in other forms."""
