#!/bin/sh
# The browser and the fonts of the browser tests. Installs what is missing with apt (as root, or
# through a sudo that asks for no password); elsewhere says what is missing. Without a browser it
# fails; without the fonts the tests draw with those of the machine. Set CHROMIUM to the path of a
# Chromium or Chrome to use that one.
set -eu

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
    [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null ||
        echo chromium
}

# The end where nothing (more) can be installed.
do_without() {
    fonts=$(missing_fonts)
    [ -z "$fonts" ] || echo "Fonts of the browser tests are missing (Debian: $fonts); going on with this machine's own." >&2
    [ -n "$(missing_browser)" ] || exit 0
    echo "The browser tests need Chromium or Google Chrome: install one, and set CHROMIUM=/path/to/it if it is not on PATH." >&2
    exit 1
}

# shellcheck disable=SC2046 # one word a package
set -- $(missing_browser) $(missing_fonts)
[ $# -gt 0 ] || exit 0
packages="$*"

command -v apt-get >/dev/null || do_without
if [ "$(id -u)" -eq 0 ]; then
    root=''
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    root='sudo -n'
else
    echo "To install what the browser tests lack: sudo apt-get install $packages" >&2
    do_without
fi

echo "Installing for the browser tests: $packages"
# shellcheck disable=SC2086 # two words or none
{
    $root apt-get update -qq &&
        $root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -qq -y --no-install-recommends "$@" >/dev/null
} || echo "apt-get could not install all of: $packages" >&2
do_without
