#!/bin/sh
# Prepares .venv with every dependency, each checked against its hash, and the `charter` command.
set -eu
. scripts/python.sh
echo "setup 2/3  filling .venv from requirements-dev.txt"
[ -x .venv/bin/python ] || "$uv" venv --quiet --python "$python" .venv
"$uv" pip sync --quiet --python .venv/bin/python --require-hashes requirements-dev.txt
echo "setup 3/3  installing the charter command"
"$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
