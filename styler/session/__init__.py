"""What is kept of a session: the project's file. Standard library only; no Qt, no TensorFlow."""

from styler.session.project import ENDING, Input, Project, Result, is_project

__all__ = ["ENDING", "Input", "Project", "Result", "is_project"]
