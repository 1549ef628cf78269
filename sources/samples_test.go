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

func zoneNamed(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

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

func TestSamplesTimeFormats(t *testing.T) {
	berlin := zoneNamed(t, "Europe/Berlin")
	for _, c := range []struct{ name, cell, want string }{
		{"RFC 3339", "2026-01-31T15:04:05Z", "2026-01-31T15:04:05Z"},
		{"RFC 3339 with an offset", "2026-01-31T15:04:05+05:30", "2026-01-31T09:34:05Z"},
		{"RFC 3339 with a fraction", "2026-01-31T15:04:05.123456789-08:00", "2026-01-31T23:04:05.123456789Z"},
		{"offset without colon", "2026-01-31 15:04:05 +0100", "2026-01-31T14:04:05Z"},
		{"offset in hours", "2026-01-31T15:04:05+01", "2026-01-31T14:04:05Z"},
		{"UTC in words", "2026-01-31 15:04:05 UTC", "2026-01-31T15:04:05Z"},
		{"as Go prints it", "2026-01-31 15:04:05.5 +0000 UTC", "2026-01-31T15:04:05.5Z"},
		{"blank and seconds", "2026-01-31 15:04:05", "2026-01-31T14:04:05Z"},
		{"summer", "2026-07-31 15:04:05", "2026-07-31T13:04:05Z"},
		{"T and minutes", "2026-01-31T15:04", "2026-01-31T14:04:00Z"},
		{"comma before the fraction", "2026-01-31 15:04:05,250", "2026-01-31T14:04:05.25Z"},
		{"date only", "2026-01-31", "2026-01-30T23:00:00Z"},
		{"end of the day", "2026-01-31 24:00", "2026-01-31T23:00:00Z"},
		{"slashes", "2026/01/31 15:04", "2026-01-31T14:04:00Z"},
		{"single digits", "2026-1-3 9:04", "2026-01-03T08:04:00Z"},
		{"dots", "31.01.2026 15:04:05", "2026-01-31T14:04:05Z"},
		{"day first", "31/01/2026 15:04", "2026-01-31T14:04:00Z"},
		{"month first", "01/31/2026 03:04:05 PM", "2026-01-31T14:04:05Z"},
		{"as browsers print it", "1/31/2026, 12:04:05 a.m.", "2026-01-30T23:04:05Z"},
		{"basic form", "20260131T150405Z", "2026-01-31T15:04:05Z"},
		{"digits", "20260131150405", "2026-01-31T14:04:05Z"},
		{"day in digits", "20260131", "2026-01-30T23:00:00Z"},
		{"month's name", "31 Jan 2026 15:04", "2026-01-31T14:04:00Z"},
		{"American with a name", "Jan 31, 2026 3:04 PM", "2026-01-31T14:04:00Z"},
		{"RFC 1123", "Sat, 31 Jan 2026 15:04:05 GMT", "2026-01-31T15:04:05Z"},
		{"web server log", "31/Jan/2026:15:04:05 +0100", "2026-01-31T14:04:05Z"},
		{"Unix seconds", "1769871845", "2026-01-31T15:04:05Z"},
		{"Unix seconds with a fraction", "1769871845.25", "2026-01-31T15:04:05.25Z"},
		{"Unix seconds as a spreadsheet writes them", "1.769871845E9", "2026-01-31T15:04:05Z"},
		{"Unix milliseconds", "1769871845123", "2026-01-31T15:04:05.123Z"},
		{"Unix microseconds", "1769871845123456", "2026-01-31T15:04:05.123456Z"},
		{"Unix nanoseconds", "1769871845123456789", "2026-01-31T15:04:05.123456789Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, header := range []string{"timestamp;value\n", ""} {
				_, got := readSamples(t, header+`"`+c.cell+"\";7\n", SampleOptions{Zone: berlin})
				if diff := cmp.Diff([]string{c.want + " 7"}, got); diff != "" {
					t.Errorf("header %q: -want +got\n%s", header, diff)
				}
			}
		})
	}
}

func TestSamplesRefuseUnclearTimes(t *testing.T) {
	for cell, want := range map[string]timeFault{
		"2026-02-30":             noSuchDay,
		"2026-01-31 25:00":       noSuchDay,
		"2026-01-31 13:00 PM":    noSuchDay,
		"31.01.26":               shortYear,
		"0001-01-01":             farYear,
		"9999-12-31":             farYear,
		"2026-01-31 15:04 IST":   strangeTZ,
		"46053.6":                smallUnix,
		"42":                     smallUnix,
		"tomorrow":               notTime,
		"2026-01":                notTime,
		"2026-01-31 15":          notTime,
		"99999999999999999999":   notTime,
		"2026-01-31T15:04:05.":   notTime,
		"2026-01-31T15:04:05+1:": strangeTZ,
		"":                       noTime,
	} {
		if _, got := parseMoment(cell); got != want {
			t.Errorf("%q: got %q, want %q", cell, got, want)
		}
	}
}

func TestSamplesOrderOfDayAndMonth(t *testing.T) {
	t.Run("a later date decides for all", func(t *testing.T) {
		out, got := readSamples(t, "when,value\n03/04/2026,1\n04/04/2026,2\n13/04/2026,3\n", SampleOptions{})
		want := []string{"2026-04-03T00:00:00Z 1", "2026-04-04T00:00:00Z 2", "2026-04-13T00:00:00Z 3"}
		if diff := cmp.Diff(want, got); diff != "" || out.Dates != DayFirst {
			t.Errorf("order %q, -want +got\n%s", out.Dates, diff)
		}
	})
	t.Run("month first", func(t *testing.T) {
		out, got := readSamples(t, "03/04/2026,1\n03/14/2026,2\n", SampleOptions{})
		if diff := cmp.Diff([]string{"2026-03-04T00:00:00Z 1", "2026-03-14T00:00:00Z 2"}, got); diff != "" || out.Dates != MonthFirst {
			t.Errorf("order %q, -want +got\n%s", out.Dates, diff)
		}
	})
	t.Run("rows against the majority are reported", func(t *testing.T) {
		out, got := readSamples(t, "13/04/2026,1\n14/04/2026,2\n04/15/2026,3\n", SampleOptions{})
		if len(got) != 2 || out.Skipped() != 1 || out.Problems[0].Line != 3 || out.Problems[0].Reason != string(wrongOrder) {
			t.Errorf("got %v with %v", got, out.Problems)
		}
	})
	t.Run("an open order is asked for", func(t *testing.T) {
		text := "when,value\n03/04/2026,1\n04/04/2026,2\n"
		_, err := Samples(strings.NewReader(text), SampleOptions{})
		if model.FieldOf(err) != "dates" || !strings.Contains(err.Error(), "3 April 2026 or 4 March 2026") || !strings.Contains(err.Error(), "line 2") {
			t.Fatalf("got %v", err)
		}
		_, got := readSamples(t, text, SampleOptions{Dates: MonthFirst})
		if diff := cmp.Diff([]string{"2026-03-04T00:00:00Z 1", "2026-04-04T00:00:00Z 2"}, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("dates that read the same both ways need no answer", func(t *testing.T) {
		_, got := readSamples(t, "03/03/2026,1\n04/04/2026,2\n", SampleOptions{})
		if len(got) != 2 {
			t.Errorf("got %v", got)
		}
	})
}

func TestSamplesClockChanges(t *testing.T) {
	berlin := zoneNamed(t, "Europe/Berlin")
	t.Run("the repeated hour is read twice", func(t *testing.T) {
		out, got := readSamples(t, "t,v\n2026-10-25 01:30,1\n2026-10-25 02:00,2\n2026-10-25 02:30,3\n2026-10-25 02:00,4\n2026-10-25 02:30,5\n2026-10-25 03:00,6\n", SampleOptions{Zone: berlin})
		want := []string{"2026-10-24T23:30:00Z 1", "2026-10-25T00:00:00Z 2", "2026-10-25T00:30:00Z 3", "2026-10-25T01:00:00Z 4", "2026-10-25T01:30:00Z 5", "2026-10-25T02:00:00Z 6"}
		if diff := cmp.Diff(want, got); diff != "" || out.Step != 30*time.Minute || out.Local != 6 {
			t.Errorf("step %v, local %d, -want +got\n%s", out.Step, out.Local, diff)
		}
	})
	t.Run("a skipped time is the end of the gap", func(t *testing.T) {
		_, got := readSamples(t, "t,v\n2026-03-29 01:45,1\n2026-03-29 02:30,2\n2026-03-29 03:15,3\n", SampleOptions{Zone: berlin})
		want := []string{"2026-03-29T00:45:00Z 1", "2026-03-29T01:00:00Z 2", "2026-03-29T01:15:00Z 3"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a header that says UTC wins", func(t *testing.T) {
		out, got := readSamples(t, "Time (UTC),v\n2026-07-01 12:00,1\n", SampleOptions{Zone: berlin})
		if diff := cmp.Diff([]string{"2026-07-01T12:00:00Z 1"}, got); diff != "" || out.Zone != "UTC" {
			t.Errorf("zone %s, %s", out.Zone, diff)
		}
	})
	t.Run("every hour of four years as the model resolves it", func(t *testing.T) {
		for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"} {
			loc := zoneNamed(t, name)
			clock := localClock{loc: loc}
			wall := model.NewLocalTime(2010, 1, 1, 0, 30, 0)
			for range 4 * 366 * 24 {
				m, fault := parseMoment(wall.String())
				if fault != "" {
					t.Fatalf("%s: %s", wall, fault)
				}
				if got, want := clock.instant(m), model.Resolve(wall, loc); !got.Equal(want) {
					t.Fatalf("%s %s: got %v, want %v", name, wall, got, want)
				}
				wall = wall.Add(time.Hour)
			}
		}
	})
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
			9: errBadQuote.Error(), 10: string(noNumber), 13: string(otherUnit), 14: string(endless), 15: string(badGroups), 16: errOpenQuote.Error(),
			11: "The line holds zero bytes: it was damaged, or the file was written to while it was copied. Export it again.",
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
		got := []any{out.Header, string(out.Separator), out.Comments, out.TimeColumn, out.ValueColumn, out.Others, out.Zone, out.Encoding, out.Local}
		want := []any{true, ";", 1, "Time", "write_bytes", []string{"read_bytes"}, "UTC", "UTF-8", 1}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
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
