#!/bin/sh
# Everything this repository does, by name: ./do lists it, ./do NAME does it.
#
# The first time, and whenever requirements.lock has changed, it makes the environment that all
# commands share: .venv, with exactly what the lock says, hashes checked. With uv that takes seconds,
# without it about a minute. It needs Python 3.11 or newer with venv, or uv.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) && cd -- "$root" || exit

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }

# What .venv was made from: the lock, and this place, since its scripts know where they lie.
origin() { printf '%s\n' "$root" && cat requirements.lock; }
ready() { [ -x .venv/bin/python ] && origin | cmp -s - .venv/made-from; }

# The Python behind the one that is asked, which outlives .venv; nothing if that is too old.
behind='import sys
if sys.version_info >= (3, 11): print(getattr(sys, "_base_executable", sys.executable))'

find_python() {
    old=''
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        found=$("$name" -c "$behind" 2>/dev/null) || continue
        [ -n "$found" ] && echo "$found" && return
        [ -n "$old" ] || old=$("$name" --version 2>&1)
    done
    # uv knows more of them than PATH does, and fetches one if it must.
    command -v uv >/dev/null &&
        uv run --quiet --no-project --python '>=3.11' python -c "$behind" && return
    fail "The handbook needs Python 3.11 or newer; here there is ${old:-none}.
Install one, from your system's packages or from https://www.python.org/downloads/, and run this again."
}

install_with_uv() {
    command -v uv >/dev/null || return
    uv venv --quiet --no-project --python "$python" .venv &&
        uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.lock &&
        return
    say 'uv could not do it; trying with pip.'
    rm -rf .venv
    return 1
}

install_with_pip() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python has no venv. On Debian and Ubuntu: sudo apt install python3-venv. Then run this again."
    # Kept back, so that Ctrl-C shows no traceback.
    said=$("$python" -m venv .venv 2>&1) || { say "$said"; return 1; }
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes -r requirements.lock
}

# One at a time: the lock is on the open file, and ends with this subshell however that ends.
set_up() (
    exec 9>>requirements.lock
    "$python" -c 'import fcntl, sys
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("Waiting for another ./do, which is setting up .venv.", file=sys.stderr)
    fcntl.flock(9, fcntl.LOCK_EX)'
    ready && return
    say 'Setting up .venv with what requirements.lock says: about a minute, once.'
    # From nothing: what another lock or an interrupted set-up left is not what this lock says.
    rm -rf .venv
    install_with_uv || install_with_pip ||
        fail 'The set-up failed: see above. Run this again when that is fixed; it begins afresh.'
    # Last, and in one go: where this file stands, the set-up was finished.
    origin >.venv/made-from.new && mv .venv/made-from.new .venv/made-from
)

if ready; then python=.venv/bin/python; else python=$(find_python) || exit; fi
case ${1-} in
'' | help | list | -h | --help | --list) exec "$python" .ci/commands.py ;;
esac
"$python" .ci/commands.py "$1" || exit
ready || set_up || exit
name=$1 && shift
[ "${1-}" != -- ] || shift
exec .venv/bin/python -m nox -s "$name" -- "$@"
