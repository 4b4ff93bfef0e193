"""What is kept of a session: the project's file, and the recipe. No Qt, no TensorFlow."""

from styler.session.project import ENDING, Input, Project, Result, is_project
from styler.session.recipe import Recipe, is_recipe

__all__ = ["ENDING", "Input", "Project", "Recipe", "Result", "is_project", "is_recipe"]
