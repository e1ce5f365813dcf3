"""What is known of the profile that is measured on."""

KEY = bytes(range(32))
PROFILE = "bench"
LOGIN, PASSWORD = "anna", "demo-desk-2026"
"""Of the demo desk, which the service that is measured was filled as."""
