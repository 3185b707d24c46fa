"""A word to the workers that something waits for delivery."""

from secretariat.jobs.nudge import nudge


def deliver_soon() -> None:
    """Nudge the workers to deliver; costs at most half a second and never raises when the broker is down."""
    nudge("secretariat.tasks.deliver")
