"""Real service desks on this computer: installed from packages, seeded, started and stopped."""
