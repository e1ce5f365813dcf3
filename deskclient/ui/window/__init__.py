"""The parts of the main window around list and detail."""
