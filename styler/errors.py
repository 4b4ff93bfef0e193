"""The exceptions that carry a sentence for the user."""

from __future__ import annotations

from typing import Any


class StylerError(Exception):
    """Something the user can put right.

    The message is one clear sentence that names the thing and says what to do. The command line
    prints it and exits with 2; the window shows it. Anything else that is raised is our bug.

    The sentence is a template and its values, so that the window can say it in another language:
    the template is always written out where it is raised.
    """

    def __init__(self, template: str, **values: Any) -> None:
        super().__init__(template)
        self.template, self.values = template, values

    def __str__(self) -> str:
        return self.template.format(**self.values)


class OutOfMemoryError(StylerError):
    """The machine has not enough memory for a picture of this size."""
