#!/bin/sh
# Everything a developer runs, each with all of its set-up:
#
#   sh dev.sh demo [DIR]             make the sample project and walk an issue from clue to filed
#   sh dev.sh test [ARG ...]         the tests; arguments go to pytest
#   sh dev.sh check                  style, types, import contracts
#   sh dev.sh soak [ARG ...]         the slow tests
#   sh dev.sh bench [ARG ...]        the benchmarks
#   sh dev.sh translate [ROOM ...]   bring the translations into step with the window's source
#   sh dev.sh screenshots [DIR]      pictures of every view, in each language and look
#   sh dev.sh setup                  only what the tests need
#
# Set-up takes Debian packages that are missing (as root, or by sudo), a virtual environment
# in .venv, and the packages of constraints.txt from wherever pip is set to look. What is
# there is not fetched again, so that a second run is silent and needs no network.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$root"
venv=$root/.venv
# Bytecode is kept, whatever the machine is set to: the tests start hundreds of processes, of which
# each would compile every module anew.
unset PYTHONDONTWRITEBYTECODE

# One word a package; "a|b" is satisfied by either, and a is installed where neither stands.
# The window's: a Chinese font, what Qt needs to draw, and what it needs for X11.
run_packages='fonts-wqy-microhei
    libglib2.0-0|libglib2.0-0t64 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libbrotli1
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0'
test_packages="$run_packages
    gdal-bin python3-gdal poppler-utils fonts-dejavu-core
    libreoffice-writer-nogui|libreoffice-writer libreoffice-calc-nogui|libreoffice-calc"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "dev.sh: $*"
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        fail "needs root (there is no sudo) for: $*"
    fi
}

# Those of the given packages of which no alternative is installed, by their first names.
missing_packages() {
    installed=" $(dpkg-query -W -f '${db:Status-Status}=${Package} ' 2>/dev/null) "
    for word in "$@"; do
        found=
        for name in $(printf '%s' "$word" | tr '|' ' '); do
            case $installed in *" installed=$name "*) found=yes ;; esac
        done
        [ -n "$found" ] || printf '%s ' "$word"
    done
}

# A folder in memory for what tests write, some 3 GB of small files each of which waits for the
# disk; nothing where memory is short.
in_memory() {
    free=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null) || free=0
    room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print int($4 / 1048576) }') || room=0
    if [ "${free:-0}" -ge 12 ] && [ "${room:-0}" -ge 6 ]; then
        mktemp -d /dev/shm/tests.XXXXXX
    fi
}

# Of alternatives the first that the package lists know.
choose() {
    for word in "$@"; do
        for name in $(printf '%s' "$word" | tr '|' ' '); do
            if apt-cache show "$name" >/dev/null 2>&1; then
                printf '%s ' "$name"
                break
            fi
        done
    done
}

install_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        # Not Debian: the Python part works all the same, and the tests say what they lack.
        return
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    say "Installing Debian packages: $missing"
    as_root apt-get update -qq >&2 || fail "apt-get update failed; is there a network?"
    # shellcheck disable=SC2046,SC2086  # both are lists of words
    told=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends -o Dpkg::Use-Pty=0 $(choose $missing) 2>&1) || {
        say "$told"
        fail "these packages could not be installed: $missing"
    }
    still=$(missing_packages "$@")
    [ -z "$still" ] || fail "these packages are still missing: $still"
}

# The first Python that is new enough, of all that stand on PATH: the first of a name may be
# .venv's own (it is activated, and can't make itself anew) or a shim that leads nowhere.
find_python() {
    set -f
    old_ifs=$IFS
    IFS=:
    # An empty entry of PATH is the folder we stand in, which is no place for a Python.
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        for folder in $PATH; do
            case $folder in "" | "$venv"/*) continue ;; esac
            place=$folder/$name
            if [ -f "$place" ] && [ -x "$place" ] &&
                "$place" -c 'import sys; sys.exit(sys.version_info < (3, 11) or
                    __import__("os").path.realpath(sys.prefix) == sys.argv[1])' \
                    "$venv" >/dev/null 2>&1; then
                printf '%s\n' "$place"
                return
            fi
        done
    done
    IFS=$old_ifs
    fail "Python 3.11 or newer is needed (Debian 12: apt-get install python3)"
}

# What the environment must agree with: requirements, pins, the interpreter, its own place.
stamp_of() {
    { cat pyproject.toml constraints.txt; "$1" -c 'import sys; print(sys.version)'
      printf '%s\n' "$root"; } | sha256sum | cut -d ' ' -f 1
}

# set_up EXTRA: "run" for the program alone, "dev" with what the tests need.
set_up() {
    if [ "$1" = dev ]; then
        # shellcheck disable=SC2086  # a list of words
        install_packages $test_packages
    else
        # shellcheck disable=SC2086
        install_packages $run_packages
    fi
    python=$(find_python)
    stamp=$(stamp_of "$python")
    for done in "$1" dev; do
        [ "$(cat "$venv/stamp-$done" 2>/dev/null)" != "$stamp" ] || return 0
    done
    if [ "$(cat "$venv/made-for" 2>/dev/null)" != "$root $("$python" -V)" ] ||
        ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        make_environment
    fi
    say "Installing Python packages into .venv"
    spec=.
    [ "$1" = run ] || spec=".[$1]"
    # Build tools come first and from the same pins: an isolated build would ignore them.
    pip_install hatchling editables
    pip_install --no-build-isolation --editable "$spec"
    printf '%s\n' "$stamp" >"$venv/stamp-$1"
}

make_environment() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
    say "Making .venv with $("$python" -V)"
    rm -rf "$venv"
    "$python" -m venv "$venv" || fail "the virtual environment could not be made"
    printf '%s\n' "$root $("$python" -V)" >"$venv/made-for"
}

pip_install() {
    PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore \
        "$venv/bin/python" -m pip install -q --constraint constraints.txt "$@" >&2 ||
        fail "pip could not install: $*"
}

# Run a checker; what it says is shown only where it finds something.
quietly() {
    told=$("$@" 2>&1) || {
        say "$told"
        return 1
    }
}

usage() {
    sed -n '2,15{s/^# \{0,1\}//;p;}' "$0" >&2
    exit "$1"
}

[ $# -gt 0 ] || usage 2
verb=$1
shift
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
case $verb in
demo)
    set_up run
    exec "$venv/bin/greenshield" demo "$@"
    ;;
test)
    set_up dev
    # One process more than processors: a window waits for its worker, and a file for its disk, so
    # that as many as processors leave a sixth of them idle. A process that dies ends the run with
    # its test's name: where another took its place, the run would wait for the dead one's tests.
    cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || cores=2
    scratch=$(in_memory)
    trap 'rm -rf "$scratch"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    "$venv/bin/python" -m pytest -n "$((cores + 1))" --dist loadfile --no-loadscope-reorder \
        --max-worker-restart=0 -m 'not soak' ${scratch:+--basetemp="$scratch/run"} "$@"
    ;;
soak)
    set_up dev
    exec "$venv/bin/python" -m pytest -m soak "$@"
    ;;
check)
    set_up dev
    status=0
    quietly "$venv/bin/ruff" check . || status=1
    quietly "$venv/bin/ruff" format --check . || status=1
    quietly "$venv/bin/mypy" || status=1
    quietly "$venv/bin/lint-imports" --no-logo || status=1
    [ "$status" -ne 0 ] || say "check: passed"
    exit "$status"
    ;;
bench)
    set_up dev
    exec "$venv/bin/python" -m benchmarks "$@"
    ;;
screenshots)
    set_up dev
    PYTHONPATH=tests exec "$venv/bin/python" tests/ui/screenshots.py "$@"
    ;;
translate)
    set_up dev
    exec "$venv/bin/python" resources/translations/make.py "$@"
    ;;
setup) set_up dev ;;
help | -h | --help) usage 0 ;;
*)
    say "dev.sh: unknown verb $verb"
    usage 2
    ;;
esac
