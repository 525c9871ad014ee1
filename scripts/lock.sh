#!/bin/sh
# Rewrites the two lock files: what the Lambdas carry, and what a developer's machine needs besides.
set -eu
. scripts/python.sh
lock="$uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command 'make lock' pyproject.toml"
eval "$lock --output-file requirements.txt"
eval "$lock --extra sandbox --extra dev --constraint requirements.txt --output-file requirements-dev.txt"
