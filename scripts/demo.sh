#!/bin/sh
# demo.sh BIN: the sample team and what the command line makes of it, in out/; then the window, where there is a display.
set -eu
bin=$1
out=out
mkdir -p "$out"
say() { printf '%s\n' "$*"; }

say "The sample team goes to $out/sample.watchbill, a file of its own."
rm -f "$out"/sample.watchbill "$out"/sample.watchbill-wal "$out"/sample.watchbill-shm
"$bin" --db "$out/sample.watchbill" demo
wb() { "$bin" --db "$out/sample.watchbill" "$@" || [ $? = 3 ]; } # 3: done, but look

say; say "Who is on call now:"
wb oncall now
say; say "Toil against the cap, last 4 weeks:"
wb toil report
say; say "Capacity, most urgent first:"
wb capacity list
say
wb calendar export --rotation Payments --out "$out/rota.ics"
wb capacity chart "db-payments disk" --out "$out/capacity.png"
wb toil chart --out "$out/toil.png"
wb report team --out "$out/report.pdf"
say; say "Written: $out/rota.ics, $out/capacity.png, $out/toil.png, $out/report.pdf"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	say "Opening the window. Close it to end the demo."
	wb window
else
	say "There is no display here, so the window stays closed. Everything above works without one."
fi
