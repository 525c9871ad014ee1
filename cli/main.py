"""The `charter` command. Each subcommand imports what it needs when it runs."""

import argparse
import sys

from cli import demo, parse, play, redact, sandbox


def main() -> None:
    """Runs the command that the arguments name and exits with its code."""
    parser = argparse.ArgumentParser(prog="charter", description="Charter Bot on the command line.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (demo, parse, play, redact, sandbox):
        command.add_parser(subparsers)
    arguments = parser.parse_args()
    sys.exit(arguments.run(arguments))
