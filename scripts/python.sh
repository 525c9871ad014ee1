# Sourced. Names a Python that can build the environment, or says in one sentence what to install.
for candidate in ${PYTHON:-python3} python3.13 python3.12 python3.11; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    python=$candidate
    break
done
if [ -z "${python:-}" ]; then
    echo "Charter Bot needs Python 3.11 or later: install it (Debian: apt install python3 python3-venv; macOS: brew install python@3.13) and run make again." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Python is here but its venv module is not: install it (Debian: apt install python3-venv) and run make again." >&2
    exit 1
fi
# An installed uv of the same line is used; otherwise one is put into .tools.
if uv=$(command -v uv 2>/dev/null); then
    :
else
    uv=.tools/bin/uv
    if [ ! -x "$uv" ]; then
        echo "setup 1/3  fetching uv into .tools"
        "$python" -m venv .tools
        .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==${UV_VERSION:?}"
    fi
fi
