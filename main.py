"""Start Skolekontoret: the window without a command, else the same work without a window."""

import sys


def main() -> int:
    """Run the program; returns its exit code."""
    from app.arguments import wants_window

    if wants_window(sys.argv[1:]):
        from app.startup import run_window

        return run_window(sys.argv[1:])
    from app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
