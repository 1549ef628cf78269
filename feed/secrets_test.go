package feed

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

func TestSecretsWithoutKeyring(t *testing.T) {
	file := filepath.Join(t.TempDir(), "settings", "secrets.json")
	s := &Secrets{File: file, NoKeyring: true}
	if got, err := s.Get("a"); got != "" || err != nil {
		t.Errorf("before: got %q, %v", got, err)
	}
	notice, err := s.Set("a", "wonder land")
	if err != nil || !strings.Contains(notice, file) {
		t.Errorf("got %q, %v; want a notice that names the file", notice, err)
	}
	if _, err := s.Set("b", "other"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode: got %v, %v; want 0600", info.Mode(), err)
	}
	if err := s.Delete("b"); err != nil {
		t.Error(err)
	}
	again := &Secrets{File: file, NoKeyring: true}
	if got, err := again.Get("a"); got != "wonder land" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := again.Get("b"); got != "" || err != nil {
		t.Errorf("deleted: got %q, %v", got, err)
	}
	if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := again.Set("c", "x"); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a damaged file: got %v, want it left alone", err)
	}
}

func TestSecretsInTheKeyring(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere") // the keyring is looked for
	keyring.MockInit()
	file := filepath.Join(t.TempDir(), "secrets.json")
	s := &Secrets{File: file}
	if notice, err := s.Set("a", "wonder land"); notice != "" || err != nil {
		t.Errorf("got %q, %v; want no notice", notice, err)
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is there too: %v", err)
	}
	if got, err := s.Get("a"); got != "wonder land" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if err := s.Delete("a"); err != nil {
		t.Error(err)
	}
	if got, err := s.Get("a"); got != "" || err != nil {
		t.Errorf("deleted: got %q, %v", got, err)
	}

	keyring.MockInitWithError(errors.New("locked"))
	notice, err := s.Set("b", "in the file")
	if notice == "" || err != nil {
		t.Errorf("a keyring that refuses: got %q, %v; want a notice", notice, err)
	}
	if got, err := s.Get("b"); got != "in the file" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

// What can be made anew is kept in a keyring or a file that was chosen, and in no other.
func TestSecretsKeep(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	file := filepath.Join(t.TempDir(), "secrets.json")
	keyring.MockInit()
	for _, tt := range []struct {
		name string
		s    *Secrets
		fail error
		kept bool
	}{
		{"a keyring", &Secrets{File: file}, nil, true},
		{"a keyring that refuses", &Secrets{File: file}, errors.New("locked"), false},
		{"a file in its place", &Secrets{File: filepath.Join(t.TempDir(), "chosen.json"), NoKeyring: true}, nil, true},
	} {
		keyring.MockInitWithError(tt.fail)
		if tt.fail == nil {
			keyring.MockInit()
		}
		kept, err := tt.s.Keep("link", "abc")
		if kept != tt.kept || err != nil {
			t.Errorf("%s: got %t, %v; want %t", tt.name, kept, err, tt.kept)
		}
		if got, err := tt.s.Get("link"); (got == "abc") != tt.kept || err != nil {
			t.Errorf("%s: got %q, %v", tt.name, got, err)
		}
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that nobody chose was written: %v", err)
	}
}

func TestSecretVariable(t *testing.T) {
	if got, want := SecretVariable("Team cloud-2 é"), "WATCHBILL_SECRET_TEAM_CLOUD_2__"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
