"""A program as a process that believes that it is a given moment: SECONDS MODULE ARGUMENTS….

SECONDS since 1970, UTC, is the moment at which it starts; its clock goes on from there.
"""

import runpy
import sys
import time

if __name__ == "__main__":
    now, module, *arguments = sys.argv[1:]
    behind = float(now) - time.time()
    real = time.time
    time.time = lambda: real() + behind  # before the program is imported, whose parts take the clock as it is then
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
