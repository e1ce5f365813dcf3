"""All commands together; a new menu is one file and one line here."""

from deskclient.ui.actions.edit import EDIT
from deskclient.ui.actions.file import FILE
from deskclient.ui.actions.go import GO
from deskclient.ui.actions.help import HELP
from deskclient.ui.actions.registry import ActionRegistry
from deskclient.ui.actions.tickets import TICKETS
from deskclient.ui.actions.tools import TOOLS
from deskclient.ui.actions.view import VIEW


def standard_actions() -> ActionRegistry:
    """Build the registry of every command of the program."""
    return ActionRegistry((*FILE, *EDIT, *VIEW, *GO, *TICKETS, *TOOLS, *HELP))
