package sources

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

// readSamples reads a text that must be readable, checks its account of rows and returns the samples as "time value".
func readSamples(t *testing.T, text string, opt SampleOptions) (SampleFile, []string) {
	t.Helper()
	out, err := Samples(strings.NewReader(text), opt)
	if err != nil {
		t.Fatalf("Samples: %v", err)
	}
	checkTable(t, out.Table, len(out.Samples))
	return out, sampleTexts(out.Samples)
}

func sampleTexts(samples []model.Sample) []string {
	var got []string
	for _, s := range samples {
		got = append(got, s.At.Format(time.RFC3339Nano)+" "+cellText(s.Value))
	}
	return got
}

func TestSamplesLayouts(t *testing.T) {
	want := []string{"2026-01-01T00:00:00Z 1", "2026-01-01T01:00:00Z 2.5"}
	for name, text := range map[string]string{
		"comma":                    "timestamp,value\n2026-01-01 00:00,1\n2026-01-01 01:00,2.5\n",
		"no header":                "2026-01-01 00:00,1\n2026-01-01 01:00,2.5\n",
		"no last line end":         "2026-01-01 00:00,1\n2026-01-01 01:00,2.5",
		"columns the other way":    "used,ts\n1,2026-01-01 00:00\n2.5,2026-01-01 01:00\n",
		"other way and no header":  "1,2026-01-01 00:00\n2.5,2026-01-01 01:00\n",
		"tabs":                     "timestamp\tvalue\n2026-01-01 00:00\t1\n2026-01-01 01:00\t2.5\n",
		"semicolons":               "timestamp;value\n2026-01-01 00:00;1\n2026-01-01 01:00;2,5\n",
		"semicolons, points":       "timestamp;value\n2026-01-01 00:00;1\n2026-01-01 01:00;2.5\n",
		"bars":                     "timestamp|value\n2026-01-01 00:00|1\n2026-01-01 01:00|2.5\n",
		"blanks":                   "1767225600 1\n1767229200   2.5\n",
		"blanks in the time":       "2026-01-01 00:00 1\n2026-01-01 01:00 2.5\n",
		"separator named":          "sep=;\ntimestamp;value\n2026-01-01 00:00;1\n2026-01-01 01:00;2,5\n",
		"CR LF":                    "timestamp,value\r\n2026-01-01 00:00,1\r\n2026-01-01 01:00,2.5\r\n",
		"lone CR":                  "timestamp,value\r2026-01-01 00:00,1\r2026-01-01 01:00,2.5\r",
		"byte-order mark":          "\xef\xbb\xbftimestamp,value\n2026-01-01 00:00,1\n2026-01-01 01:00,2.5\n",
		"comments and blank lines": "# made by a script\n\ntimestamp,value\n\n2026-01-01 00:00,1\n# half\n2026-01-01 01:00,2.5\n\n",
		"quoted":                   "\"timestamp\",\"value\"\n\"2026-01-01 00:00\",\"1\"\n\"2026-01-01 01:00\" , \"2.5\"\n",
		"label first":              "label,timestamp,value\n0,2026-01-01 00:00,1\n1,2026-01-01 01:00,2.5\n",
		"label last, no header":    "2026-01-01 00:00,1,0\n2026-01-01 01:00,2.5,1\n",
		"date and time apart":      "date,time,value\n2026-01-01,00:00:00,1\n2026-01-01,01:00:00,2.5\n",
		"big values, no header":    "1,1767225600\n2.5,1767229200\n",
		"foreign headers":          "Zeitpunkt;Belegt\n01.01.2026 00:00;1\n01.01.2026 01:00;2,5\n",
		"empty cells at the end":   "timestamp,value,,\n2026-01-01 00:00,1,,\n2026-01-01 01:00,2.5,,\n",
		"Grafana":                  "\"Time\",\"node-1\"\n2026-01-01 00:00:00,1\n2026-01-01 01:00:00,2.5\n",
		"newest first":             "timestamp,value\n2026-01-01 01:00,2.5\n2026-01-01 00:00,1\n",
		"units that change":        "Time,disk\n2026-01-01 00:00,1 GiB\n2026-01-01 01:00,2560 MiB\n",
	} {
		t.Run(name, func(t *testing.T) {
			encoded := map[string][]byte{
				"UTF-8": []byte(text), "gzip": gzipped(t, text),
				"UTF-16LE": utf16Bytes(text, false, true), "UTF-16BE": utf16Bytes(text, true, true),
				"UTF-16 without a mark": utf16Bytes(strings.TrimPrefix(text, "\ufeff"), false, false),
			}
			for encoding, data := range encoded {
				out, err := Samples(bytes.NewReader(data), SampleOptions{})
				if err != nil {
					t.Fatalf("%s: %v", encoding, err)
				}
				checkTable(t, out.Table, len(out.Samples))
				if diff := cmp.Diff(want, sampleTexts(out.Samples)); diff != "" {
					t.Errorf("%s: -want +got\n%s\n%+v", encoding, diff, out.Problems)
				}
			}
		})
	}
}

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func utf16Bytes(text string, big, mark bool) []byte {
	if mark {
		text = "\ufeff" + strings.TrimPrefix(text, "\ufeff")
	}
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func TestSamplesNumbers(t *testing.T) {
	for _, c := range []struct{ name, column, wantUnit, want string }{
		{"plain", "1|2.5|-3|+4|1e3|.5|12.", "", "1 2.5 -3 4 1000 0.5 12"},
		{"English thousands", "1,234.5|1,234,567|12", "", "1234.5 1234567 12"},
		{"German", "1.234,5|1.234.567|12|1.234", "", "1234.5 1234567 12 1234"},
		{"French", "1 234,5|1\u202f234\u202f567,25|12", "", "1234.5 1234567.25 12"},
		{"Swiss", "1'234.5|1’234’567.25", "", "1234.5 1234567.25"},
		{"Indian", "12,34,567.5|1,23,456", "", "1234567.5 123456"},
		{"three decimals are decimals", "0.132|51.846|12.345", "", "0.132 51.846 12.345"},
		{"lone comma between semicolons", "12,500|13,250", "", "12.5 13.25"},
		{"percent", "12 %|12.5%|0", "%", "12 12.5 0"},
		{"unit", "12.5 GiB|13GiB|0", "GiB", "12.5 13 0"},
		{"unit after zero", "0|0|3 req/s", "req/s", "0 0 3"},
		{"family of units", "1 GiB|512 MiB|1024 KiB|1 TiB", "GiB", "1 0.5 0.0009765625 1024"},
		{"rates", "1 MB/s|500 kB/s", "MB/s", "1 0.5"},
		{"times", "1 s|250 ms|2 min", "s", "1 0.25 120"},
		{"short numbers", "900|1.2 K|3.5 Mil", "", "900 1200 3500000"},
		{"money", "$1,200.50|$3", "$", "1200.5 3"},
		{"typographic minus", "−5|−2.5", "", "-5 -2.5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var text strings.Builder
			for i, cell := range strings.Split(c.column, "|") {
				text.WriteString(time.Date(2026, 1, 1, i, 0, 0, 0, time.UTC).Format(time.RFC3339) + ";" + cell + "\n")
			}
			out, _ := readSamples(t, text.String(), SampleOptions{})
			var got []string
			for _, s := range out.Samples {
				got = append(got, cellText(s.Value))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" || out.Unit != c.wantUnit {
				t.Errorf("unit %q, want %q; -want +got\n%s\n%v", out.Unit, c.wantUnit, diff, out.Problems)
			}
		})
	}
	t.Run("the header's unit", func(t *testing.T) {
		out, got := readSamples(t, "time,value (GiB)\n2026-01-01,5\n2026-01-02,512 MiB\n", SampleOptions{})
		if diff := cmp.Diff([]string{"2026-01-01T00:00:00Z 5", "2026-01-02T00:00:00Z 0.5"}, got); diff != "" || out.Unit != "GiB" {
			t.Errorf("unit %q %s", out.Unit, diff)
		}
	})
}

func TestSamplesReport(t *testing.T) {
	t.Run("one problem of each kind", func(t *testing.T) {
		out, _ := readSamples(t, strings.Join([]string{
			"timestamp,value,label",
			"2026-01-01 00:00,1,0",
			"2026-01-01 01:00,,0",        // line 3
			"2026-01-01 02:00,NaN,0",     // 4
			"2026-01-01 03:00,Inf,0",     // 5
			"2026-01-01 04:00,many,0",    // 6
			"yesterday,5,0",              // 7
			"2026-01-01 06:00,12,5,0",    // 8: an unquoted decimal comma
			`2026-01-01 07:00,"1"2,0`,    // 9
			"2026-01-01 08:00",           // 10
			"2026-01-01 09:00,1\x002,0",  // 11
			"2026-01-01 00:00,9,0",       // 12: repeats line 2
			"2026-01-01 10:00,3 GiB,0",   // 13: the others have no unit
			"2026-01-01 11:00,1e999,0",   // 14
			"2026-01-01 12:00,1.2.3.4,0", // 15
			`"2026-01-01 13:00,1,0`,      // 16: the quote is never closed
			"2026-01-01 14:00,2,0",       // 17
		}, "\n"), SampleOptions{})
		got := map[int]string{}
		for _, p := range out.Problems {
			got[p.Line] = p.Reason
		}
		want := map[int]string{
			3: string(noNumber), 4: string(noNumber), 5: string(endless), 6: string(notNumber), 7: string(notTime),
			8: "The row has 4 cells where the others have 3. Put quotation marks around cells that hold the separator.",
			9: badQuote, 10: string(noNumber), 13: string(otherUnit), 14: string(endless), 15: string(badGroups), 16: openQuote,
			11: zeroBytes,
			0:  "1 row has the time of another row, the first at 2026-01-01 00:00:00, 1 with another value. The last row of each time counts. If the file holds several series, such as one a host, split it.",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
		if out.Rows != 16 || out.Kept != 2 || out.Missing != 5 || out.Duplicates != 1 || out.Samples[0].Value != 9 || out.Samples[1].Value != 2 {
			t.Errorf("rows %d kept %d missing %d duplicates %d samples %v", out.Rows, out.Kept, out.Missing, out.Duplicates, out.Samples)
		}
	})
	t.Run("many of a kind are summed up", func(t *testing.T) {
		text := "timestamp,value\n2026-01-01,1\n" + strings.Repeat("2026-01-02,NaN\n", 1520)
		out, _ := readSamples(t, text, SampleOptions{})
		last := out.Problems[len(out.Problems)-1]
		if len(out.Problems) != shown+1 || last.Reason != "And 1,500 more rows without a value, the last on line 1522." || last.Rows != 1500 || out.Missing != 1520 {
			t.Errorf("%d problems, last %+v", len(out.Problems), last)
		}
	})
	t.Run("what was chosen", func(t *testing.T) {
		out, _ := readSamples(t, "# x\nhost;Time;read_bytes;write_bytes\na;2026-01-01;1;2\n", SampleOptions{ValueColumn: "Write_Bytes"})
		got := []any{out.Header, string(out.Separator), out.Comments, out.TimeColumn, out.ValueColumn, out.Others, out.Unread, out.Zone, out.Encoding, out.Local}
		want := []any{true, ";", 1, "Time", "write_bytes", []string{"read_bytes"}, []string{"host", "read_bytes"}, "UTC", "UTF-8", 1}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("headers that look like numbers", func(t *testing.T) {
		out, got := readSamples(t, "time,5m,95 %\n2026-01-01,1,2\n", SampleOptions{})
		if diff := cmp.Diff([]string{"2026-01-01T00:00:00Z 1"}, got); diff != "" || out.ValueColumn != "5m" {
			t.Errorf("values in %q, %s", out.ValueColumn, diff)
		}
	})
	t.Run("a long line loses only itself", func(t *testing.T) {
		out, _ := readSamples(t, "t,v\n2026-01-01,1\n2026-01-02,"+strings.Repeat("9", 3*MaxLine)+"\n2026-01-03,3\n", SampleOptions{})
		if out.Kept != 2 || out.Problems[0].Line != 3 {
			t.Errorf("kept %d, %v", out.Kept, out.Problems)
		}
	})
}

func TestSamplesRefuse(t *testing.T) {
	for _, c := range []struct {
		name, data, field, message string
		opt                        SampleOptions
	}{
		{"nothing", "", "file", "is empty", SampleOptions{}},
		{"only a header", "timestamp,value\n", "file", "no rows of data", SampleOptions{}},
		{"only comments", "# a\n# b\n", "file", "no rows", SampleOptions{}},
		{"a workbook", "PK\x03\x04\x14\x00\x06\x00", "file", "Excel workbook", SampleOptions{}},
		{"a database", "SQLite format 3\x00\x10\x00", "file", "database", SampleOptions{}},
		{"a web page", "<!DOCTYPE html><html>", "file", "web page", SampleOptions{}},
		{"JSON", `{"status":"success"}`, "file", "JSON", SampleOptions{}},
		{"a program", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03", "file", "binary", SampleOptions{}},
		{"no times", "a,b\n1,2\n3,4\n", "time", "No column holds times", SampleOptions{}},
		{"no values", "timestamp,host\n2026-01-01,a\n", "value", "No column holds numbers", SampleOptions{}},
		{"a column that is not there", "timestamp,a\n2026-01-01,1\n", "value", "no column \"b\". Its columns are timestamp, a", SampleOptions{ValueColumn: "b"}},
		{"unusable rows", "timestamp,value\n2026-13-01,1\n2026-14-01,1\n", "file", "None of the 2 rows", SampleOptions{}},
		{"half a packed file", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x2a", "file", "damaged or cut off", SampleOptions{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Samples(strings.NewReader(c.data), c.opt)
			if err == nil || model.FieldOf(err) != c.field || !strings.Contains(err.Error(), c.message) {
				t.Errorf("got field %q, %v; want field %q, …%s…", model.FieldOf(err), err, c.field, c.message)
			}
		})
	}
	t.Run("a packed file that unpacks to too much", func(t *testing.T) {
		row := "2026-01-01 00:00:00,1\n"
		_, err := Samples(bytes.NewReader(gzipped(t, strings.Repeat(row, MaxBytes/len(row)+1))), SampleOptions{})
		if err == nil || !strings.Contains(err.Error(), "64 MiB") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("too many rows", func(t *testing.T) {
		table, err := openTable(strings.NewReader("a,b\nc,d\ne,f\n"), false, 2)
		for range 3 {
			if err != nil {
				break
			}
			_, err = table.next()
		}
		if err == nil || !strings.Contains(err.Error(), "more than 2 rows") {
			t.Errorf("got %v", err)
		}
	})
}
