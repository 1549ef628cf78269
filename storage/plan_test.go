package storage

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// bigTables are those that grow with years of use.
var bigTables = []string{"shift", "toil", "sample", "journal", "journal_row", "spent_uid", "override"}

// TestStatementsUseIndexes prepares every statement that stands in this package's source on the newest schema, and looks at how
// SQLite would run it: no big table is read from end to end.
func TestStatementsUseIndexes(t *testing.T) {
	db := mustOpen(t)
	statements := statementsOf(t)
	if len(statements) < 40 {
		t.Fatalf("found %d statements; the search for them is broken", len(statements))
	}
	for _, text := range statements {
		rows, err := db.write.Query("EXPLAIN QUERY PLAN "+text, make([]any, parameters(text))...)
		if err != nil {
			t.Errorf("%v in\n%s", err, text)
			continue
		}
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			name, scan := strings.CutPrefix(step, "SCAN ")
			if scan && isBig(text, strings.Fields(name)[0]) {
				t.Errorf("%s in\n%s", step, text)
			}
		}
		if err := rows.Err(); err != nil {
			t.Error(err)
		}
	}
}

// isBig reports whether a name in a statement is a big table or stands for one.
func isBig(text, name string) bool {
	for _, table := range bigTables {
		if name == table || regexp.MustCompile(`\b`+table+` `+name+`\b`).MatchString(text) {
			return true
		}
	}
	return false
}

var (
	isStatement = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s`)
	isTemplate  = regexp.MustCompile(`%(\[\d\])?s`) // filled in with a table's name; these name a row by its id
	parameter   = regexp.MustCompile(`\?(\d*)`)
)

// parameters returns how many values a statement is given.
func parameters(text string) int {
	n := 0
	for _, m := range parameter.FindAllStringSubmatch(text, -1) {
		if number, err := strconv.Atoi(m[1]); err == nil {
			n = max(n, number)
		} else {
			n++
		}
	}
	return n
}

// statementsOf returns the SQL statements in the package's source.
func statementsOf(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text, ok := constant(e)
			if ok && isStatement.MatchString(text) && !isTemplate.MatchString(text) {
				out = append(out, text)
			}
			return !ok
		})
	}
	return out
}

// constant returns the value of a string literal, or of several with constants of the package between them.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.Ident:
		known := map[string]string{"shiftColumns": shiftColumns, "overrideColumns": overrideColumns}
		return known[e.Name], known[e.Name] != ""
	case *ast.BinaryExpr:
		a, ok1 := constant(e.X)
		b, ok2 := constant(e.Y)
		return a + b, ok1 && ok2 && e.Op == token.ADD
	}
	return "", false
}
