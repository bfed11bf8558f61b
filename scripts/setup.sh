# Read by scripts/demo and scripts/test: an environment in .venv from a lock file with hashes.

find_python() {
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if "$candidate" -c 'import sys; import ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "harmledger needs Python 3.11, 3.12 or 3.13; set PYTHON to one." >&2
    exit 2
}

# prepare LOCK [--editable]: what the lock names is not installed again where the lock is as it was.
prepare() {
    stamp=".venv/.installed-$(cksum < "$1" | tr ' ' '-')"
    if [ ! -x .venv/bin/python ]; then
        python=$(find_python)
        echo "Making .venv with $("$python" --version)" >&2
        "$python" -m venv .venv
    fi
    if [ ! -e "$stamp" ]; then
        echo "Installing $1; the language model is the largest part" >&2
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$1"
        touch "$stamp"
    fi
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps ${2:-} .
}
