"""Build the site, and every other command: `python3 scripts/build.py --help`.

Only prepares the environment and hands over to `wenji.commands`. This file and `bootstrap`
use the standard library alone, and a grammar that Pythons too old to run them still parse.
"""

import sys

import bootstrap


def main() -> int:
    """Run the command line; returns the exit status."""
    if bootstrap.is_inside():
        from wenji import collector
        from wenji.commands import main as run

        bootstrap.speak_to_console()
        status = run(sys.argv[1:])
        collector.leave()
        return status
    return bootstrap.run_inside("requirements.txt", __file__, sys.argv[1:])


if __name__ == "__main__":
    bootstrap.require_python()
    sys.exit(main())
