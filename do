#!/bin/sh
# Kithbook's commands. Each sets up what is missing first: system packages (Debian and its kin), .venv, libraries.
set -eu
root=$(dirname -- "$(readlink -f -- "$0")")
venv=$root/.venv
unset PYTHONDONTWRITEBYTECODE  # where it is set, every start would compile Kithbook anew (0.1 s)

usage() {
    cat <<'TEXT'
./do setup                    install what Kithbook needs, into .venv beside this file
./do run [COMMAND ...]        start Kithbook, or run one of its commands (./do run --help lists them)
./do test [--thorough] [...]  lint, types and tests; further arguments go to pytest
./do bench [--quick]          measure speed and memory
TEXT
}

fail() { printf '%s\n' "$@" >&2; exit 1; }

# --- system packages ------------------------------------------------------------------------------------------
# soname:package, of Qt's window libraries; and what PySide6 needs to be imported at all.
libraries='libEGL.so.1:libegl1 libGL.so.1:libgl1 libglib-2.0.so.0:libglib2.0-0 libdbus-1.so.3:libdbus-1-3
    libfontconfig.so.1:libfontconfig1 libxkbcommon.so.0:libxkbcommon0 libxcb-cursor.so.0:libxcb-cursor0
    libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0
    libxkbcommon-x11.so.0:libxkbcommon-x11-0'

find_python() {  # the first Python that is new enough
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$name
            return
        fi
    done
    python=
}

missing_packages() {
    found=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || found=
    for pair in $libraries; do
        case $found in *"${pair%%:*} "*) ;; *) printf '%s ' "${pair#*:}" ;; esac
    done
    if [ -z "$python" ]; then
        printf 'python3 python3-venv '
    else
        "$python" -c 'import ensurepip, venv' 2>/dev/null || printf 'python3-venv '
    fi
    [ "$1" = test ] || return 0
    command -v Xvfb >/dev/null || printf 'xvfb '
    command -v xauth >/dev/null || printf 'xauth '
}

as_root() {  # only where nobody is asked for a password
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

install_packages() {  # for: run, or test (wants more, but goes without where nothing may be installed)
    command -v apt-get >/dev/null || return 0  # another system: Python and pip say what is missing
    find_python
    missing=$(missing_packages "$1")
    [ -n "$missing" ] || return 0
    if as_root true 2>/dev/null; then
        echo "Installing system packages: $missing" >&2
        # shellcheck disable=SC2086  # a list of names
        if ! as_root apt-get update -q >&2 ||
            ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2
        then
            fail "The system packages could not be installed; the lines above say why. Then run this again."
        fi
    elif [ "$1" = run ] || [ -n "$(missing_packages run)" ]; then
        fail "Kithbook needs these system packages: $missing" "Let an administrator run this, then try again:" \
            "    apt-get update && apt-get install -y --no-install-recommends $missing"
    fi
}

# --- .venv ----------------------------------------------------------------------------------------------------
stamp() {  # what .venv was made from: wants, place, interpreter
    cat "$root/pyproject.toml" "$root/constraints.txt"
    printf '%s\n' "$root"
    readlink -f -- "$venv/bin/python"
}

ready() { [ -x "$venv/bin/python" ] && stamp 2>/dev/null | cmp -s - "$venv/stamp"; }

setup() {
    install_packages "$1"
    find_python
    [ -n "$python" ] || fail "Kithbook needs Python 3.11 or newer; python3 here is older or missing."
    echo "Setting up $venv ..." >&2
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1 ||
        ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        rm -rf -- "$venv"  # missing, half made, or made by a Python that is gone
        "$python" -m venv "$venv" >&2 || fail "Python could not make $venv (the lines above say why)."
    fi
    rm -f -- "$venv/stamp"
    (cd -- "$root" && .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --retries 2 \
        -c constraints.txt --config-settings editable_mode=compat -e '.[dev]' >&2) ||
        fail "The Python packages could not be installed; the lines above say why (is there a network?). Then run this again."
    stamp >"$venv/stamp"
}

# --- commands -------------------------------------------------------------------------------------------------
command=${1-}
[ $# = 0 ] || shift
case $command in
setup)
    setup run
    echo "Ready. ./do run starts Kithbook."
    ;;
run)
    ready || setup run
    exec "$venv/bin/python" "$root/main.py" "$@"
    ;;
test)
    ready || setup test
    install_packages test
    cd -- "$root"
    .venv/bin/python -m ruff check .
    .venv/bin/python -m mypy
    exec .venv/bin/python -m pytest -n 2 --dist worksteal "$@"
    ;;
bench)
    ready || setup run
    cd -- "$root"
    exec .venv/bin/python -m tests.bench "$@"
    ;;
'' | help | -h | --help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
