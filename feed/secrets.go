package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/zalando/go-keyring"

	"watchbill/model"
)

const (
	keyringService  = "Watchbill"
	keyringPatience = 5 * time.Second // a keyring that asks for its own password and gets none
)

// Secrets keeps passwords outside of the team's file: in the system's keyring, or where there is none in a file that only its owner
// can read. It is safe for use by several goroutines.
type Secrets struct {
	File      string // the fallback
	NoKeyring bool   // use the file alone, as servers without a desktop do

	mu sync.Mutex
}

// SecretVariable returns the environment variable that gives a target's secret, for cron: WATCHBILL_SECRET_TEAM_CLOUD.
func SecretVariable(target string) string {
	word := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToUpper(r)
		}
		return '_'
	}, target)
	return "WATCHBILL_SECRET_" + word
}

// Get returns a secret, or an empty string where there is none.
func (s *Secrets) Get(key string) (string, error) {
	if s.hasKeyring() {
		var value string
		err := patiently(func() (err error) {
			value, err = keyring.Get(keyringService, key)
			return err
		})
		if err == nil {
			return value, nil
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.load()
	return all[key], err
}

// Set stores a secret. The notice says where it went when that was not the keyring.
func (s *Secrets) Set(key, secret string) (notice string, err error) {
	if s.hasKeyring() && patiently(func() error { return keyring.Set(keyringService, key, secret) }) == nil {
		return "", s.drop(key) // an older one in the file would be forgotten there
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.load()
	if err != nil {
		return "", err
	}
	all[key] = secret
	return fmt.Sprintf("There is no keyring here, so the password is kept in %s, which only you can read.", s.File), s.store(all)
}

// Keep stores a secret in the keyring, or in the file that was chosen in its place, and reports whether it did. Where there is
// neither it is not stored: what can be made anew does not have to lie in a file.
func (s *Secrets) Keep(key, secret string) (bool, error) {
	if s.hasKeyring() {
		return patiently(func() error { return keyring.Set(keyringService, key, secret) }) == nil, nil
	}
	if !s.NoKeyring {
		return false, nil
	}
	_, err := s.Set(key, secret)
	return err == nil, err
}

// Delete forgets a secret; one that is not there is no error.
func (s *Secrets) Delete(key string) error {
	if s.hasKeyring() {
		_ = patiently(func() error { return keyring.Delete(keyringService, key) })
	}
	return s.drop(key)
}

func (s *Secrets) drop(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.load()
	if _, there := all[key]; err != nil || !there {
		return err
	}
	delete(all, key)
	return s.store(all)
}

// hasKeyring leaves systems without a desktop session alone, where looking for a keyring would start one or hang.
func (s *Secrets) hasKeyring() bool {
	if s.NoKeyring || runtime.GOOS != "linux" {
		return !s.NoKeyring
	}
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(filepath.Join("/run/user", fmt.Sprint(os.Getuid()), "bus"))
	return err == nil
}

var errNoAnswer = errors.New("the keyring does not answer")

func patiently(ask func() error) error {
	answer := make(chan error, 1)
	go func() { answer <- ask() }()
	select {
	case err := <-answer:
		return err
	case <-time.After(keyringPatience):
		return errNoAnswer
	}
}

func (s *Secrets) load() (map[string]string, error) {
	all := map[string]string{}
	data, err := os.ReadFile(s.File)
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &all)
	}
	if err != nil {
		return nil, model.Errorf(model.Unavailable, "secret", "The passwords in %s cannot be read: %v. Check its permissions, or delete it and store the passwords again.", s.File, err)
	}
	return all, nil
}

func (s *Secrets) store(all map[string]string) error {
	fail := func(err error) error {
		return model.Errorf(model.Unavailable, "secret", "The password cannot be kept in %s: %v. Nothing was stored.", s.File, err)
	}
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return fail(err)
	}
	if err := os.MkdirAll(filepath.Dir(s.File), 0o700); err != nil {
		return fail(err)
	}
	temp, err := os.CreateTemp(filepath.Dir(s.File), ".watchbill-*") // 0600
	if err != nil {
		return fail(err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err == nil {
		err = os.Rename(temp.Name(), s.File)
	}
	if err != nil {
		return fail(err)
	}
	return nil
}
