package sources

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// benchmarkData is the folder of real series beside the project, where it is present.
const benchmarkData = "../../shared/data"

// TestRealSeries reads every metric of the benchmark data whole: no problem, no row lost.
func TestRealSeries(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(benchmarkData, "[cn]*", "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	own, err := filepath.Glob("testdata/samples-*.csv")
	if err != nil {
		t.Fatal(err)
	}
	if len(own) == 0 {
		t.Fatal("testdata has no samples")
	}
	if len(files) == 0 {
		t.Logf("no benchmark data at %s; only the excerpts in testdata are read", benchmarkData)
	}
	for _, name := range append(files, own...) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			out, err := Samples(bytes.NewReader(data), SampleOptions{})
			if err != nil {
				t.Fatal(err)
			}
			checkTable(t, out.Table, len(out.Samples))
			if want := len(strings.Split(strings.TrimSpace(string(data)), "\n")) - 1; out.Rows != want || !out.Header || out.ValueColumn != "value" || out.Missing > 0 {
				t.Errorf("rows %d, want %d; header %v, values in %q, %d missing", out.Rows, want, out.Header, out.ValueColumn, out.Missing)
			}
			for _, p := range out.Problems {
				if p.Rows != out.Duplicates {
					t.Error(p)
				}
			}
		})
	}
}

func BenchmarkSamples100k(b *testing.B) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		b.Fatal(err)
	}
	var text bytes.Buffer
	text.WriteString("timestamp,value\n")
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 100_000 {
		fmt.Fprintf(&text, "%s,%d.%02d\n", at.Add(time.Duration(i)*5*time.Minute).Format("2006-01-02 15:04:05"), i%1000, i%97)
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if _, err := Samples(bytes.NewReader(text.Bytes()), SampleOptions{Zone: berlin}); err != nil {
			b.Fatal(err)
		}
	}
}
