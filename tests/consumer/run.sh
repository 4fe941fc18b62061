#!/usr/bin/env bash
# Installs Upbeat's libraries and lets a project outside the tree find, link and run them.
#   run.sh SOURCE_FOLDER WORK_FOLDER
set -euo pipefail
source="$1"
work="$2"

rm -rf "$work/prefix" "$work/consumer"
mkdir -p "$work"
cmake -S "$source" -B "$work/libraries" -G Ninja \
    -DUPBEAT_SERVER=OFF -DUPBEAT_DEVELOPER_MODE=OFF -DCMAKE_INSTALL_PREFIX="$work/prefix"
cmake --build "$work/libraries"
cmake --install "$work/libraries"

# A copy, so that nothing reaches back into the tree.
cp -r "$source/tests/consumer" "$work/consumer"
cmake -S "$work/consumer" -B "$work/consumer/build" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix"
cmake --build "$work/consumer/build"
"$work/consumer/build/consumer"
