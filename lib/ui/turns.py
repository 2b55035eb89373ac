"""How many visitors' scripts run at the same time.

Python runs one of them at a moment. With many at once each waits for the others in the middle of
its work, and all their threads for each other; two leave none idle, and let a new view be worked
out beside those that are known.
"""

from threading import BoundedSemaphore

AT_ONCE = 2
turns = BoundedSemaphore(AT_ONCE)
