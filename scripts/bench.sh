#!/bin/sh
# bench.sh: each figure beside its bar, and beside peers where there are some. What is missing is named and left out; a missed bar
# makes the exit status 1 at the end. The figures are those of this machine as busy as it is now.
set -u
failed=""

# bench WORDS COMMAND…: one set of figures.
bench() {
	printf '\n== %s\n' "$1"
	name=$1
	shift
	"$@" || failed="$failed; $name"
}

without() { printf '\n== %s\nLeft out: %s.\n' "$1" "$2"; }

if command -v Xvfb >/dev/null 2>&1; then
	bench "start-up, memory, command" go run ./internal/benchstart
	bench "the timeline with 5,000 shifts" scripts/display.sh go run ./internal/benchtimeline
else
	without "start-up and timeline" "Xvfb is not here, which they are measured on (make test installs it)"
fi

export CGO_ENABLED=0
WATCHBILL_ICALJS=$(scripts/icaljs.sh 2>/dev/null || true)
export WATCHBILL_ICALJS
bench "calendars" go run ./internal/benchcalendar
bench "the calendar server" go run ./internal/benchfeed

data=${WATCHBILL_DATA:-../shared/data}
if [ -d "$data/rota" ]; then
	bench "rotas" go run ./internal/benchrota -data "$data/rota" -cbc 20
else
	without "rotas" "the instances are not in $data/rota; name their folder with WATCHBILL_DATA"
fi
if [ -d "$data" ]; then
	bench "forecasting (make bench-forecast tells how well)" go run ./internal/benchforecast -data "$data" -only speed
else
	without "forecasting" "the series are not in $data; name their folder with WATCHBILL_DATA"
fi
bench "the timeline's drawing, without a window" go test -tags ci -run '^$' -bench . -benchtime 1s ./ui/timeline
bench "two hundred rotations resolved over ten years (bar 1 s of user time)" go test -run '^$' -bench Resolve -benchtime 3x ./model
bench "reading samples" go test -run '^$' -bench . -benchtime 1s ./sources

if [ -n "$failed" ]; then
	printf '\nAbove a bar, or failed: %s\n' "${failed#; }"
	exit 1
fi
printf '\nEvery figure is within its bar.\n'
