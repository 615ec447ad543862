"""The watch of the platform that the program runs on: `watch(window, told)`.

It tells of every sign from now on and lives as long as what it returns is kept. Where a platform gives no
signs, none are told: idle time and the lock key work everywhere.
"""

import sys

if sys.platform == "linux":
    from gridclient.lock_signs.linux import watch
elif sys.platform == "win32":
    from gridclient.lock_signs.windows import watch
elif sys.platform == "darwin":
    from gridclient.lock_signs.macos import watch
else:
    from gridclient.lock_signs.sign import watch_nothing as watch

__all__ = ["watch"]
