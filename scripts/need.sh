#!/bin/sh
# need.sh build|test: make sure that what building or testing needs is there. Quiet when nothing is missing. On Debian and Ubuntu
# missing packages are installed (as root, or through sudo); elsewhere it says exactly what to install and stops.
set -eu

build="gcc libc6-dev pkg-config libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev libxkbcommon-dev"
test="xvfb xdotool imagemagick xclip libgl1-mesa-dri poppler-utils khal python3-icalendar python3-vobject libical-dev radicale apache2-utils vdirsyncer wrk"

case "${1:-}" in
	build) want=$build ;;
	test) want="$build $test" ;;
	*) echo "usage: scripts/need.sh build|test" >&2; exit 2 ;;
esac

say() { printf 'watchbill: %s\n' "$*" >&2; }

if ! command -v go >/dev/null 2>&1; then
	say "Go is missing. Install Go $(sed -n 's/^go \([0-9.]*\).*/\1/p' go.mod) or newer and put it on the PATH."
	exit 1
fi
if ! go list -m >/dev/null 2>&1; then
	say "This Go ($(go version 2>/dev/null | cut -d' ' -f3)) cannot read go.mod. Install Go $(sed -n 's/^go \([0-9.]*\).*/\1/p' go.mod) or newer, or any from 1.21 on that may fetch it."
	exit 1
fi

if ! command -v dpkg-query >/dev/null 2>&1; then
	# Another system: look for what a build cannot do without, and name what is missing.
	if command -v gcc >/dev/null 2>&1 && command -v pkg-config >/dev/null 2>&1 && pkg-config --exists gl x11 xcursor xrandr xinerama xi xxf86vm 2>/dev/null; then
		if [ "$1" = build ]; then exit 0; fi
		missing=""
		for tool in Xvfb xdotool import xclip pdftotext khal node npm; do
			command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
		done
		for module in icalendar vobject; do
			/usr/bin/python3 -c "import $module" >/dev/null 2>&1 || missing="$missing python3-$module"
		done
		pkg-config --exists libical || missing="$missing libical (with its development files)"
		[ -z "$missing" ] && exit 0
		say "To test, install these with your system's package manager:$missing"
		exit 1
	fi
	[ "$(uname -s)" = Darwin ] && { xcode-select -p >/dev/null 2>&1 && [ "$1" = build ] && exit 0; say "Install Apple's command line tools: xcode-select --install"; exit 1; }
	say "This is not Debian or Ubuntu, so nothing was installed. Install a C compiler, pkg-config and the development files of"
	say "OpenGL (Mesa), X11, Xcursor, Xrandr, Xinerama, Xi, Xxf86vm, Wayland and xkbcommon, then run make again."
	say "On Fedora: dnf install gcc pkgconf-pkg-config mesa-libGL-devel libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel wayland-devel libxkbcommon-devel"
	say "On Arch: pacman -S gcc pkgconf mesa libx11 libxcursor libxrandr libxinerama libxi libxxf86vm wayland libxkbcommon"
	exit 1
fi

missing=""
for p in $want; do
	case "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null || true)" in
		installed) ;;
		*) missing="$missing $p" ;;
	esac
done
if [ "$1" = test ] && ! { command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; }; then
	missing="$missing nodejs npm"
fi
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
	sudo=""
elif command -v sudo >/dev/null 2>&1; then
	sudo="sudo"
else
	say "These packages are missing, and there is neither root nor sudo to install them:"
	say "  apt-get install$missing"
	exit 1
fi
say "Installing what is missing:$missing"
log=$(mktemp)
if ! { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
	tail -n 20 "$log" >&2
	say "The installation failed. Run this yourself and look at what it says: apt-get install$missing"
	rm -f "$log"
	exit 1
fi
rm -f "$log"
