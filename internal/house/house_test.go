// Package house keeps the rules of the house: which package may import which, and that every dependency is explained.
package house

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// may lists what each package (and what lies beneath it, unless that is listed itself) may import of ours; beneath itself is always
// allowed. A package that is not listed fails the test: a new one says here whom it knows.
var may = map[string][]string{
	"model":         {},
	"rostering":     {},
	"forecasting":   {},
	"assets":        {},
	"storage":       {"model"},
	"calendar":      {"model"},
	"sources":       {"model"},
	"feed":          {"model", "calendar"},
	"chart":         {"assets"},
	"report":        {"chart", "assets"},
	"workspace":     {"model", "storage", "calendar", "sources", "feed", "forecasting", "rostering", "chart", "report"},
	"cli":           {"model", "calendar", "sources", "feed", "forecasting", "rostering", "chart", "report", "workspace", "internal/demo"},
	"ui":            {"model", "storage", "calendar", "sources", "forecasting", "rostering", "chart", "report", "workspace", "internal/demo", "assets"},
	"ui/theme":      {},
	"ui/widgets":    {"ui/theme"},
	"ui/timeline":   {"ui/theme"},
	"ui/shell":      {"ui/theme", "ui/widgets", "workspace"},
	"ui/pages":      {"model", "storage", "calendar", "sources", "forecasting", "rostering", "chart", "report", "workspace", "ui/theme", "ui/widgets", "ui/timeline", "ui/shell"},
	"ui/pages/desk": {"model", "workspace", "ui/shell", "ui/widgets"},
}

// listedAs returns the entry of may that speaks for a package: its own, or the nearest above it.
func listedAs(pkg string) (entry string, ok bool) {
	for at := pkg; at != "."; at = path.Dir(at) {
		if _, ok := may[at]; ok {
			return at, true
		}
	}
	return pkg, false
}

// mayUseApp are the packages that may import fyne's app, which needs a display and cgo: the programs.
func mayUseApp(pkg string) bool {
	return pkg == "watchbill" || strings.HasPrefix(pkg, "watchbill/internal/bench")
}

type listed struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func list(t *testing.T, args ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports,TestImports,XTestImports"}, args...)...)
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=1") // the window is listed too; nothing is compiled
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var pkgs []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

func TestDirections(t *testing.T) {
	pkgs := list(t, "./...")
	if len(pkgs) < 10 {
		t.Fatalf("go list found only %d packages", len(pkgs))
	}
	for _, p := range pkgs {
		self, ours := strings.CutPrefix(p.ImportPath, "watchbill/")
		for _, imp := range p.Imports {
			if imp == "fyne.io/fyne/v2/app" && !mayUseApp(p.ImportPath) {
				t.Errorf("%s imports fyne's app: only window.go beside main.go does, so that all else builds without a display", p.ImportPath)
			}
			other, isOurs := strings.CutPrefix(imp, "watchbill/")
			if !ours || !isOurs || strings.HasPrefix(self, "internal/") {
				continue
			}
			entry, known := listedAs(self)
			if !known {
				t.Errorf("%s is not in the list of who may import what", self)
				break
			}
			allowed := may[entry]
			if !under(other, entry) && !slices.ContainsFunc(allowed, func(a string) bool { return under(other, a) }) {
				t.Errorf("%s must not import %s", self, other)
			}
		}
	}
}

func under(pkg, top string) bool { return pkg == top || strings.HasPrefix(pkg, top+"/") }

// The verifier of a rota shares nothing with the engine it checks.
func TestVerifierIsApart(t *testing.T) {
	for _, p := range list(t, "./rostering/...") {
		if !strings.HasPrefix(p.ImportPath, "watchbill/rostering/verify") {
			continue
		}
		for _, imp := range p.Imports {
			if imp == "watchbill/rostering" {
				t.Errorf("%s imports the engine", p.ImportPath)
			}
		}
	}
}

// The headless program must not reach the window, cgo or a display.
func TestHeadlessHasNoWindow(t *testing.T) {
	for _, p := range list(t, "-deps", "-tags", "headless", ".") {
		if strings.HasPrefix(p.ImportPath, "fyne.io/") || strings.HasPrefix(p.ImportPath, "watchbill/ui") {
			t.Errorf("the headless program reaches %s", p.ImportPath)
		}
	}
}

// Every module that the code uses stands in docs/dependencies.md with its licence and its reason, and no other does.
func TestDependenciesAreExplained(t *testing.T) {
	page, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{} // by modules the page names
	for _, line := range strings.Split(string(page), "\n") {
		cell, _, ok := strings.Cut(strings.TrimPrefix(line, "| "), " |")
		if first, _, _ := strings.Cut(cell, "/"); !ok || !strings.Contains(first, ".") {
			continue
		}
		for _, module := range strings.Split(cell, ", ") {
			used[module] = false
		}
	}
	for _, p := range list(t, "-tags", "peers,journey", "./...") {
		for _, imp := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			if first, _, _ := strings.Cut(imp, "/"); !strings.Contains(first, ".") {
				continue // the standard library, or ours
			}
			found := false
			for module := range used {
				if under(imp, module) {
					used[module], found = true, true
				}
			}
			if !found {
				t.Errorf("%s imports %s, which docs/dependencies.md does not explain", p.ImportPath, imp)
			}
		}
	}
	for module, is := range used {
		if !is {
			t.Errorf("docs/dependencies.md explains %s, which nothing imports", module)
		}
	}
}
