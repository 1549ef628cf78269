//go:build linux

package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// screen is an X server whose picture lies in memory shared with us, in the format of xwd: a header, the colours, the pixels.
type screen struct {
	display string
	server  *exec.Cmd
	memory  []byte
	pixels  []byte
}

func openScreen(dir string) (x *screen, err error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	// Without a cursor: its shape changes a frame after the page of every program, and is no part of a page.
	x = &screen{server: exec.Command("Xvfb", "-nocursor", "-displayfd", "3", "-screen", "0", "1280x800x24", "-dpi", "96", "-fbdir", dir, "-nolisten", "tcp", "-noreset")}
	x.server.ExtraFiles = []*os.File{w}
	if err := errors.Join(x.server.Start(), w.Close()); err != nil {
		return nil, fmt.Errorf("start Xvfb (make test installs it): %w", err)
	}
	number, err := bufio.NewReader(r).ReadString('\n')
	if err == nil {
		x.display = ":" + strings.TrimSpace(number)
		err = x.share(filepath.Join(dir, "Xvfb_screen0"))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start Xvfb: %w", err), x.close())
	}
	return x, nil
}

func (x *screen) share(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if x.memory, err = syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED); err != nil {
		return err
	}
	const headerSize, colours, colourSize = 0, 19 * 4, 12
	at := int(binary.BigEndian.Uint32(x.memory[headerSize:])) + colourSize*int(binary.BigEndian.Uint32(x.memory[colours:]))
	x.pixels = x.memory[at:]
	return nil
}

func (x *screen) close() error {
	var err error
	if x.memory != nil {
		err = syscall.Munmap(x.memory)
	}
	return errors.Join(err, x.server.Process.Signal(os.Interrupt), x.server.Wait())
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sum tells one picture from another, in well under a millisecond.
func (x *screen) sum() uint32 { return crc32.Checksum(x.pixels, castagnoli) }

const glance = 3 * time.Millisecond

// watch looks at the screen until it stays as it is, and returns when something other than empty was first there, and when
// that which stays was.
func (x *screen) watch(empty uint32, start time.Time) (first, last time.Duration, err error) {
	seen := empty
	for {
		time.Sleep(glance)
		now := time.Since(start)
		if sum := x.sum(); sum != seen {
			seen, last = sum, now
			if first == 0 {
				first = now
			}
		}
		switch {
		case first > 0 && now-last > quiet:
			return first, last, nil
		case now > patient:
			return 0, 0, fmt.Errorf("the screen did not come to rest within %v", patient)
		}
	}
}

// awaitRest waits until nothing on the screen has changed for a while.
func (x *screen) awaitRest() error {
	since, seen := time.Now(), x.sum()
	for start := since; time.Since(since) < quiet/3; time.Sleep(glance) {
		if sum := x.sum(); sum != seen {
			since, seen = time.Now(), sum
		}
		if time.Since(start) > patient {
			return errors.New("the screen does not come to rest")
		}
	}
	return nil
}
