#!/bin/sh
# The browser and the fonts of the browser tests. Installs what is missing with apt (as root, or
# through a sudo that asks for no password); elsewhere says what is needed. Set CHROMIUM to the
# path of a Chromium or Chrome to use that one.
set -eu

packages=''
if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
    packages='chromium'
fi
if ! command -v fc-list >/dev/null; then
    packages="$packages fontconfig fonts-noto-core fonts-noto-cjk"
else
    # Without them the pages still pass, but as rows of boxes.
    [ -n "$(fc-list :lang=ja family)" ] || packages="$packages fonts-noto-cjk"
    [ -n "$(fc-list :lang=vi family)" ] || packages="$packages fonts-noto-core"
fi
[ -n "$packages" ] || exit 0

if ! command -v apt-get >/dev/null; then
    case "$packages" in
    *chromium*)
        echo "The browser tests need Chromium or Chrome: install it, and set CHROMIUM=/path/to/it if it is not on PATH." >&2
        exit 1
        ;;
    *)
        echo "No font for Japanese or Vietnamese found (wanted:$packages); going on without." >&2
        exit 0
        ;;
    esac
fi

if [ "$(id -u)" -eq 0 ]; then
    root=''
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    root='sudo'
else
    echo "The browser tests need these packages: sudo apt-get install $packages" >&2
    exit 1
fi
echo "Installing for the browser tests:" $packages
# shellcheck disable=SC2086 # both are lists of words
{
    $root apt-get update -qq
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >/dev/null
}
