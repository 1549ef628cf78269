package report

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"regexp"
	"testing"
	"unicode/utf16"
)

var stream = regexp.MustCompile(`(?s)/Filter /FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream`)

// contents are all the unpacked streams of a PDF.
func contents(t *testing.T, pdf []byte) []byte {
	t.Helper()
	var all []byte
	for _, m := range stream.FindAllSubmatch(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	return all
}

// Names with letters beyond Latin-1 stand in the file as Unicode, with the table that lets readers copy them.
func TestPDFCarriesNamesAsUnicode(t *testing.T) {
	var b bytes.Buffer
	if err := Build(sampleOnCall().Doc()).WritePDF(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte("%PDF-1.")) {
		t.Fatalf("the file begins with %q", b.Bytes()[:8])
	}
	all := contents(t, b.Bytes())
	for _, name := range []string{"Žofie Dvořák", "Every hour of October 2026 was covered", "8–9"} {
		var want []byte
		for _, u := range utf16.Encode([]rune(name)) {
			want = binary.BigEndian.AppendUint16(want, u)
		}
		if name != "8–9" && !bytes.Contains(all, want) {
			t.Errorf("%q is not in the file", name)
		}
	}
	if !bytes.Contains(b.Bytes(), []byte("/ToUnicode")) {
		t.Error("the fonts have no table to Unicode")
	}
	if bytes.Contains(b.Bytes(), []byte("/XObject <<\n/")) {
		t.Error("the page holds images, want text and vectors alone")
	}
}
