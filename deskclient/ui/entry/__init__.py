"""Getting in and out: sign-in, unlocking, choosing a profile, leaving one."""
