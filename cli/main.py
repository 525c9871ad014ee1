"""The `charter` command. Each subcommand imports what it needs when it runs."""

import argparse
import sys

from cli import demo, manifest, parse, play, redact, sandbox


def main() -> None:
    """Runs the command that the arguments name and exits with its code."""
    arguments = parser().parse_args()
    sys.exit(arguments.run(arguments))


def parser() -> argparse.ArgumentParser:
    """Every subcommand and option."""
    charter = argparse.ArgumentParser(prog="charter", description="Charter Bot on the command line.")
    subparsers = charter.add_subparsers(required=True, metavar="COMMAND")
    for command in (demo, manifest, parse, play, redact, sandbox):
        command.add_parser(subparsers)
    return charter
