#!/usr/bin/env bash
# Runs the playbook beside it; the callback plugin turns every task into a step event.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
# Ansible and the tasks write here only, so that nothing is left behind whatever happens.
TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/fastdeploy-ansible-XXXXXX")
trap 'rm -rf "$TMPDIR"' EXIT

export TMPDIR
export ANSIBLE_LOCAL_TEMP="$TMPDIR"
export ANSIBLE_REMOTE_TEMP="$TMPDIR"
export ANSIBLE_CALLBACK_PLUGINS="$here/callback_plugins"
export ANSIBLE_STDOUT_CALLBACK=fastdeploy_events
export ANSIBLE_LOCALHOST_WARNING=False
export ANSIBLE_INVENTORY_UNPARSED_WARNING=False
export ANSIBLE_PYTHON_INTERPRETER=auto_silent
export LC_ALL=C.UTF-8
export PYTHONDONTWRITEBYTECODE=1

ansible-playbook --inventory localhost, "$here/playbook.yml"
