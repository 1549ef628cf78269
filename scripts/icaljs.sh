#!/bin/sh
# icaljs.sh: print a folder whose node_modules hold ical.js, the reader Thunderbird is built on, and install it there if need be.
set -eu
dir=${WATCHBILL_ICALJS:-${XDG_CACHE_HOME:-$HOME/.cache}/watchbill-test/icaljs-2.2.1}
if [ ! -e "$dir/node_modules/ical.js/package.json" ]; then
	mkdir -p "$dir"
	echo "watchbill: Installing ical.js 2.2.1 for the calendar tests" >&2
	(cd "$dir" && npm install --silent --no-fund --no-audit --no-save ical.js@2.2.1 >&2)
fi
printf '%s\n' "$dir"
