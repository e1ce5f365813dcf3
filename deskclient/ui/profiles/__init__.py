"""The desks and people of this computer, and leaving them."""
