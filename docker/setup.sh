#!/bin/sh
# Sets up what `make up` (setup.sh run) or `make test` (setup.sh test) needs, and says plainly what it cannot set up.
# Quick when there is nothing to do.
set -eu

say() { printf '%s\n' "$*" >&2; }
has_library() { "$PY" -c "import ctypes.util, sys; sys.exit(ctypes.util.find_library('$1') is None)"; }
can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# install WHY PACKAGE...: with apt where we may, else the one command that is needed.
install() {
    why=$1; shift
    if can_install; then
        say "Installing $* ($why)."
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        say "Missing: $why. Please run this once, then start again:"
        say "    sudo apt-get install $*"
        exit 1
    fi
}

find_python() {
    for name in "${PYTHON:-python3}" python3.11 python3.12 python3.13 python3.14; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    say "Missing: Python 3.11 or newer (the command python3, or name it: PYTHON=/path/to/python3.11 make ...)."
    exit 1
}

make_environment() {
    "$PY" -c 'import pip' 2>/dev/null && return
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        install "Python's venv module" "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    say "Making .venv with $("$python" --version)."
    "$python" -m venv --clear .venv
}

# install_lock FILE: .venv/FILE says of which text of it the packages are there.
install_lock() {
    lock=$(cksum <"$1")
    [ "$(cat ".venv/$1" 2>/dev/null)" = "$lock" ] && return
    say "Installing the packages of $1 into .venv (a minute or two the first time)."
    "$PY" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$1"
    printf '%s' "$lock" >".venv/$1"
}

install_pango() {
    has_library pango-1.0 && has_library pangoft2-1.0 && has_library harfbuzz-subset && return
    install "Pango, which draws the text of PDFs" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
}

install_gettext() {
    command -v msgfmt >/dev/null && return
    install "gettext, which reads the translations" gettext
}

# The site starts without it, and says so in place of a PDF in Chinese.
install_fonts() {
    fc-list 2>/dev/null | grep -q "Noto Sans CJK" && return
    (install "a font for Chinese, in which PDFs in Chinese are printed" fonts-noto-cjk) || say "Until then no PDF can be made in Chinese; all else works."
}

compile_catalogues() {
    for written in advisor/locale/*/LC_MESSAGES/django.po; do
        compiled=${written%.po}.mo
        [ "$compiled" -nt "$written" ] || msgfmt --output-file="$compiled" "$written"
    done
}

install_chromium() {
    { command -v chromium-headless-shell || command -v chromium; } >/dev/null &&
        has_library atomic && return  # Playwright's driver is a Node.js that needs libatomic
    install "Chromium without windows, which the tests drive" chromium-headless-shell libatomic1
}

cd "$(dirname "$0")/.."
PY=.venv/bin/python
make_environment
install_lock requirements-site.lock
[ "${1:-run}" = run ] || install_lock requirements.lock  # the same and what the tests need
install_pango
install_gettext
compile_catalogues
install_fonts
[ "${1:-run}" = run ] || install_chromium
