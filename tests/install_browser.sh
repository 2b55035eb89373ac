#!/bin/sh
# The browser and the fonts of the browser tests. Installs what is missing with apt (as root, or
# through a sudo that asks for no password); elsewhere says what is missing. Without a browser it
# fails; without the fonts the tests draw with those of the machine. Set CHROMIUM to the path of a
# Chromium or Chrome to use that one.
#
# The browser is Debian's chromium-headless-shell: it draws what chromium draws and takes a fifth
# less of the processor. Where it cannot be had, chromium or Google Chrome does as well.
set -eu

shell=chromium-headless-shell
conf="$(dirname "$0")/e2e/fonts.conf"

# Each file counts: that some font knows Vietnamese says nothing about what the pages look like.
missing_fonts() {
    sed -n 's:.*<glob>\(/.*\)</glob>.*:\1:p' "$conf" | while read -r file; do
        [ -e "$file" ] || case "$file" in
        */opentype/*) echo fonts-noto-cjk ;;
        *) echo fonts-noto-core ;;
        esac
    done | sort -u | paste -s -d ' ' -
}

missing_browser() {
    [ -n "${CHROMIUM:-}" ] || command -v $shell >/dev/null || echo $shell
}

some_browser() {
    [ -z "$(missing_browser)" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null
}

# The end where nothing (more) can be installed.
do_without() {
    fonts=$(missing_fonts)
    [ -z "$fonts" ] || echo "Fonts of the browser tests are missing (Debian: $fonts); going on with this machine's own." >&2
    ! some_browser || exit 0
    echo "The browser tests need Chromium or Google Chrome: install one, and set CHROMIUM=/path/to/it if it is not on PATH." >&2
    exit 1
}

# shellcheck disable=SC2046 # one word a package
set -- $(missing_browser) $(missing_fonts)
[ $# -gt 0 ] || exit 0

command -v apt-get >/dev/null || do_without
if [ "$(id -u)" -eq 0 ]; then
    root=''
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    root='sudo -n'
else
    echo "To install what the browser tests lack: sudo apt-get install $*" >&2
    do_without
fi

# shellcheck disable=SC2086 # two words or none
install() {
    echo "Installing for the browser tests: $*"
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null ||
        echo "apt-get could not install all of: $*" >&2
}

# shellcheck disable=SC2086
$root apt-get update -qq || do_without
# Ubuntu has no such package; and one that cannot be had must not keep the fonts away.
if [ "$1" = $shell ]; then
    if apt-cache show $shell >/dev/null 2>&1; then
        install $shell
    elif ! some_browser; then
        install chromium
    fi
fi
# shellcheck disable=SC2046
set -- $(missing_fonts)
[ $# -eq 0 ] || install "$@"
do_without
