#!/bin/sh
# display.sh COMMAND…: run a command on an X server of its own, with OpenGL in software, and end the server after it.
set -eu
dir=$(mktemp -d)
mkfifo "$dir/number"
Xvfb -displayfd 3 -screen 0 1280x800x24 -dpi 96 -nolisten tcp -noreset 3>"$dir/number" 2>/dev/null &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$dir"' EXIT
read -r number <"$dir/number"
status=0
DISPLAY=:$number XDG_RUNTIME_DIR=$dir LIBGL_ALWAYS_SOFTWARE=1 LANG=C.UTF-8 FYNE_SCALE=1 "$@" || status=$?
exit "$status"
