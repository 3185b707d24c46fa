"""The lights of items: what another warning rule would change, and the light of any past day."""
