"""The one exception that carries a sentence for the user."""


class StylerError(Exception):
    """Something the user can put right.

    The message is one clear sentence that names the thing and says what to do. The command line
    prints it and exits with 2; the window shows it. Anything else that is raised is our bug.
    """
