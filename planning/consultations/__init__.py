"""The yearly programmes of consultation, briefing, inspection, research and supervision, and their checkpoints."""
