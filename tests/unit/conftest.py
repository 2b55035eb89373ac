"""Settings of the property tests."""

import os

from hypothesis import settings

# The same commit always gets the same answer; and the machine's other work is no failure.
settings.register_profile("dashboard", derandomize=True, deadline=None, max_examples=40)
settings.register_profile("quick", settings.get_profile("dashboard"), max_examples=5)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dashboard"))
