"""Laws that hold between entries, and the records they look at.

What one entry alone must be (types, bounds, known keys) is checked at the border by `packs`.
"""
