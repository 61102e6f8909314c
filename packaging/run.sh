#!/bin/sh
# The one command of this repository; `sh packaging/run.sh` says what it can do.
# Each verb sets up what is missing first and is quick when nothing is.
set -eu

# Debian's names of the system packages each verb needs. `a|b`: either will do (names differ between releases).
APT_CORE='libgl1 libglib2.0-0|libglib2.0-0t64 libfontconfig1 libzbar0|libzbar0t64'
APT_WINDOW='libegl1 libdbus-1-3 libxkbcommon0 libpulse0 libxrandr2 cups-client
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-image0
    libxcb-render-util0 libsm6'
APT_TEST='cups printer-driver-cups-pdf|cups-pdf'    # the tests print on a service of their own
apt_of() {
    case $1 in
    demo | app) echo "$APT_CORE $APT_WINDOW" ;;
    test | faults) echo "$APT_CORE $APT_WINDOW $APT_TEST" ;;
    bench) echo "$APT_CORE" ;;
    esac
}

COVERAGE_FLOOR=95
SIDE_BY_SIDE="--numprocesses auto --maxprocesses 4"    # tests in as many processes as there are cores

usage() {
    cat <<'END'
usage: sh packaging/run.sh VERB [ARGUMENTS]

  demo [ARGUMENTS]          the window on a practice platform; without a display, or with --headless,
                            a whole morning with an outage in the middle
  app [--offscreen]         the window
  test [PYTEST ARGUMENTS]   all tests, twice, in two random orders, with coverage;
                            with arguments: one plain run of pytest with these
  check                     style, types and import rules
  bench [NAME] [--json F]   the benchmarks, or one of them
  faults [NAME] [--json F]  nothing lost, nothing twice: proved under faults at full counts, a line for each figure
  lock [UV ARGUMENTS]       bring packaging/requirements.lock up to date with pyproject.toml (needs uv)

Sets up what is missing first: system libraries by apt (as root or through sudo) and Python packages in .venv.
Runs in the root of the checkout: paths in arguments are taken from there.
CHECKIN_NO_APT=1 leaves the system's packages alone.
END
}

say() { printf '%s\n' "$*" >&2; }
fail() {
    say "$@"
    exit 1
}

# ---------------------------------------------------------------------------- system libraries

missing_of() {    # every entry of the list $* of which no alternative is installed
    # shellcheck disable=SC2046 # one word per package name
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $(echo "$@" | tr '|' ' ') 2>/dev/null |
        sed -n 's/ installed$//p') || true
    for entry in "$@"; do
        found=no
        for name in $(echo "$entry" | tr '|' ' '); do
            case "
$installed
" in *"
$name
"*) found=yes ;; esac
        done
        [ $found = yes ] || echo "$entry"
    done
}

choose() {    # for each entry `a|b` the name that this system's apt knows, the first when it knows none
    for entry in "$@"; do
        chosen=${entry%%|*}
        for name in $(echo "$entry" | tr '|' ' '); do
            if LC_ALL=C apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]'; then
                chosen=$name
                break
            fi
        done
        echo "$chosen"
    done
}

apt_as() {    # $1: what to put before apt-get to become root, or nothing; then the entries to install
    become=$1
    shift
    say "Installing system packages ($# missing; usually under a minute) ..."
    # shellcheck disable=SC2046 # one word per package name
    said=$({ $become apt-get update || echo "going on with the package lists at hand"; } 2>&1 &&
        $become env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends $(choose "$@") 2>&1) || {
        say "$said"
        return 1
    }
}

give_up_on_apt() {    # $1: why; then the missing entries
    say "$1"
    shift
    say "These system packages are needed:"
    say ""
    # shellcheck disable=SC2046 # one word per package name
    set -- $(choose "$@")
    for name in "$@"; do say "    $name"; done
    say ""
    say "Ask somebody who may install them to run:"
    say ""
    say "    apt-get update && apt-get install -y --no-install-recommends $*"
    say ""
    say "and then run this again. To go on without them: CHECKIN_NO_APT=1 sh packaging/run.sh ..."
    exit 1
}

set_up_system() {    # the entries needed
    [ -z "${CHECKIN_NO_APT:-}" ] || return 0
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        set_up || say "This system has no apt. If something fails to load, install what these Debian packages hold:" "$@"
        return 0
    fi
    # shellcheck disable=SC2046 # one word per package name
    set -- $(missing_of "$@")
    [ $# -gt 0 ] || return 0
    if [ "$(id -u)" = 0 ]; then
        apt_as '' "$@" || give_up_on_apt "apt-get could not install everything." "$@"
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        apt_as sudo "$@" || give_up_on_apt "sudo apt-get could not install everything." "$@"
    else
        give_up_on_apt "Some system packages are missing and this user may not install them." "$@"
    fi
}

# ---------------------------------------------------------------------------- Python

find_python() {    # sets $system_python
    for system_python in python3.13 python3.12 python3.11 python3; do
        if "$system_python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return 0
        fi
    done
    fail "Python 3.11 or newer is needed and none was found (looked for python3.13, python3.12, python3.11, python3). On Debian and Ubuntu: apt install python3.11 python3.11-venv, or newer."
}

venv_package() {    # Debian keeps what makes virtual environments in a package of its own; its name when it is missing
    "$system_python" -c '
import sys
try:
    import ensurepip, venv
except ImportError:
    print("python%d.%d-venv" % sys.version_info[:2])'
}

set_up() { cmp -s packaging/requirements.lock .venv/requirements.lock && [ -x .venv/bin/python ]; }

set_up_python() {
    set_up && return 0
    # The copy of the lock says that an installation was completed. It goes first and comes back last.
    rm -f .venv/requirements.lock
    if ! .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        say "Creating .venv with $("$system_python" --version) ..."
        "$system_python" -m venv --clear .venv || fail "The virtual environment could not be created."
    fi
    say "Installing Python packages into .venv (1.1 GB; one to three minutes, only this once) ..."
    .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input \
        install --only-binary :all: --require-hashes -r packaging/requirements.lock ||
        fail "The Python packages could not be installed; see above. Run this again to go on."
    cp packaging/requirements.lock .venv/requirements.lock.part
    mv .venv/requirements.lock.part .venv/requirements.lock
}

prepare() {    # the verb
    # shellcheck disable=SC2046 # one word per package name
    set -- $(apt_of "$1")
    if ! set_up; then
        find_python
        # shellcheck disable=SC2046 # one word per package name
        set -- "$@" $(venv_package)
    fi
    [ $# -eq 0 ] || set_up_system "$@"
    set_up_python
}

# The tests print PDFs by a copy of cups-pdf. Debian lets only root read what it installs of that; others get one
# out of the package itself.
set_up_cups_pdf() {
    if [ -n "${CHECKIN_NO_APT:-}" ] || [ "$(id -u)" = 0 ] || [ -d .venv/cups-pdf ] ||
        ! command -v apt-get >/dev/null; then
        return 0
    fi
    part=.venv/cups-pdf.part
    rm -rf $part
    mkdir $part
    {
        (cd $part && apt-get download "$(choose 'printer-driver-cups-pdf|cups-pdf')" >/dev/null) &&
            dpkg-deb -x $part/*.deb $part && rm $part/*.deb && mv $part .venv/cups-pdf
    } || say "cups-pdf could not be fetched: the tests that print by it will fail."
}

# ---------------------------------------------------------------------------- verbs

has() {    # whether $1 is among the other arguments
    wanted=$1
    shift
    for argument in "$@"; do [ "$argument" != "$wanted" ] || return 0; done
    return 1
}

has_display() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ] || [ "$(uname -s)" = Darwin ]
}

demo() {
    if ! has_display && ! has --headless "$@"; then
        say "No display here: running the demo without a window (--headless)."
        set -- --headless "$@"
    fi
    exec .venv/bin/python -m checkin demo "$@"
}

app() {
    if [ "${1:-}" = --offscreen ]; then
        shift
        export QT_QPA_PLATFORM=offscreen
    fi
    exec .venv/bin/python -m checkin "$@"
}

refuse_app_without_display() {
    has_display || has --offscreen "$@" || fail \
        "The window needs a display, and DISPLAY and WAYLAND_DISPLAY are not set." \
        "Log in to a desktop, or run \`sh packaging/run.sh demo\`, which needs none;" \
        "\`sh packaging/run.sh app --offscreen\` opens the window where nobody sees it."
}

tests() {
    export QT_QPA_PLATFORM=offscreen
    [ $# -eq 0 ] || exec .venv/bin/python -m pytest "$@"
    seed=$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')
    say "First order (--randomly-seed=$seed), with coverage:"
    .venv/bin/python -m pytest $SIDE_BY_SIDE -p randomly --randomly-seed="$seed" --cov=checkin --cov-branch \
        --cov-report=term-missing:skip-covered --cov-fail-under=$COVERAGE_FLOOR
    seed=$((seed + 1))
    say "Second order (--randomly-seed=$seed):"
    .venv/bin/python -m pytest $SIDE_BY_SIDE -p randomly --randomly-seed=$seed
}

check() {
    failed=''
    one_check "ruff check" ruff check .
    one_check "ruff format" ruff format --check .
    one_check "mypy" mypy
    one_check "lint-imports" lint-imports
    [ -z "$failed" ] || fail "check: FAILED:$failed"
    say "check: all passed"
}

one_check() {    # name, module, arguments
    name=$1
    shift
    say "== $name"
    case $1 in
    lint-imports) set -- -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' ;;
    *) set -- -m "$@" ;;
    esac
    .venv/bin/python "$@" || failed="$failed [$name]"
}

bench() { exec .venv/bin/python -m tests.benchmarks "$@"; }

faults() {
    export QT_QPA_PLATFORM=offscreen
    exec .venv/bin/python -m tests.faults "$@"
}

lock() {
    command -v uv >/dev/null || fail "This needs uv (https://docs.astral.sh/uv/) on the PATH."
    exec uv pip compile pyproject.toml --extra dev --universal --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --quiet \
        --output-file packaging/requirements.lock "$@"
}

# ---------------------------------------------------------------------------- start

verb=${1:-}
[ $# -eq 0 ] || shift
case $verb in
demo | test | bench | faults | check | lock) ;;
app) refuse_app_without_display "$@" ;;
help | -h | --help)
    usage
    exit 0
    ;;
*)
    [ -z "$verb" ] || say "There is no verb '$verb'."
    usage >&2
    exit 2
    ;;
esac

# Python keeps what it compiled: the tests start it a hundred times, and without that it compiles everything anew.
unset CDPATH PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PYTHONDONTWRITEBYTECODE
export PYTHONUTF8=1 PIP_USER=0
cd -P -- "$(dirname -- "$0")/.."

[ "$verb" = lock ] || prepare "$verb"
[ "$verb" != test ] || set_up_cups_pdf
case $verb in
test) tests "$@" ;;    # `test` itself is a command of the shell
*) "$verb" "$@" ;;
esac
