"""To which classes a model belongs, and why.

A release is judged by what holds of it on each axis. A family belongs to a class when all its releases do, side lines
apart, and does not when none does; where some do and some do not, it depends on the release, and the verdict says on
which. Between two classes the question is whether every member of the one is a member of the other.
"""
