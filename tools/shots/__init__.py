"""Pictures of every screen, drawn by the real widgets over a desk in memory."""
