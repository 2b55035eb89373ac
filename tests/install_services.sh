#!/bin/sh
# PostgreSQL, with which the tests of the inbox start a server of their own. Installs it with apt (as
# root, or through a sudo that asks for no password); elsewhere says what is missing, and the tests
# that need it are passed over.
set -eu

has_postgresql() {
    command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1
}

has_postgresql && exit 0

if command -v apt-get >/dev/null; then
    if [ "$(id -u)" -eq 0 ]; then
        root=''
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        root='sudo -n'
    else
        root='false'
    fi
    echo "Installing for the tests of the inbox: postgresql"
    # No server of the system's own is wanted: none is made, and none is started.
    {
        $root mkdir -p /etc/postgresql-common &&
            { [ -e /etc/postgresql-common/createcluster.conf ] ||
                echo 'create_main_cluster = false' | $root tee /etc/postgresql-common/createcluster.conf >/dev/null; } &&
            $root apt-get update -qq &&
            $root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -qq -y --no-install-recommends postgresql >/dev/null
    } || echo "apt-get could not install: postgresql" >&2
fi
has_postgresql ||
    echo "Without PostgreSQL (Debian: postgresql) the tests that need it are passed over." >&2
