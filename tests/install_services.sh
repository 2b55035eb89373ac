#!/bin/sh
# PostgreSQL and nginx, with which tests start servers of their own. Installs what is missing with apt
# (as root, or through a sudo that asks for no password); elsewhere says what is missing, and the
# tests that need it fail.
set -eu

missing() {
    command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || echo postgresql
    PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v nginx >/dev/null || echo nginx
}

# shellcheck disable=SC2046 # one word a package
set -- $(missing)
[ $# -gt 0 ] || exit 0

if command -v apt-get >/dev/null; then
    if [ "$(id -u)" -eq 0 ]; then
        root=''
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        root='sudo -n'
    else
        root='false'
    fi
    echo "Installing for the tests: $*"
    # No server of the system's own is wanted: none is made, and none is started.
    {
        $root mkdir -p /etc/postgresql-common &&
            { [ -e /etc/postgresql-common/createcluster.conf ] ||
                echo 'create_main_cluster = false' | $root tee /etc/postgresql-common/createcluster.conf >/dev/null; } &&
            $root apt-get update -qq &&
            $root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
                apt-get install -qq -y --no-install-recommends "$@" >/dev/null
    } || echo "apt-get could not install: $*" >&2
fi
# shellcheck disable=SC2046
set -- $(missing)
[ $# -eq 0 ] || echo "Missing for the tests (Debian): $*" >&2
