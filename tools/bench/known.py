"""What is known of the profile that is measured on."""

KEY = bytes(range(32))
PROFILE = "bench"
