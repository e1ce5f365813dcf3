"""The program around its windows: profiles, settings, starting and leaving."""
