package workspace

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"

	"watchbill/feed"
	"watchbill/model"
	"watchbill/storage"
)

// FeedLinks returns the links of a feed, or of all when feed is zero, in the order they were made.
func (w *Workspace) FeedLinks(ctx context.Context, feed model.ID) ([]model.FeedLink, error) {
	t, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := w.Reader().FeedLinks(ctx, t.ID)
	return slices.DeleteFunc(all, func(l model.FeedLink) bool { return feed != 0 && l.FeedID != feed }), err
}

// NewLink is a link that can be shown: one just made, or one that the keyring knows. The file keeps only the secret's fingerprint.
type NewLink struct {
	Done
	Secret string // 43 characters for the address
	Kept   bool   // the keyring has it, so that it can be shown again
}

// Path returns the path of the link's calendar on the server.
func (l NewLink) Path() string { return feed.Path(l.Secret) }

// Addresses are the forms of a link.
type Addresses struct {
	URL    string // http or https, for every program
	Webcal string // opens the calendar program of who clicks on it
}

// At returns the addresses of a link under what the server is reached by, such as http://192.168.1.20:8099.
func (l NewLink) At(base string) Addresses {
	url := strings.TrimRight(base, "/") + l.Path()
	_, rest, _ := strings.Cut(url, "://")
	return Addresses{URL: url, Webcal: "webcal://" + rest}
}

// linkKey names a link's secret in the keyring. It stays there when the link is revoked, so that undo brings back a link that can be
// shown.
func linkKey(digest string) string { return "link/" + digest }

// ShowFeedLink returns a link made earlier, from the keyring. The error is NotFound where the keyring does not have it.
func (w *Workspace) ShowFeedLink(_ context.Context, l model.FeedLink) (NewLink, error) {
	secret, err := w.cfg.Secrets.Get(linkKey(l.Digest))
	if err != nil {
		return NewLink{}, err
	}
	if SecretDigest(secret) != l.Digest {
		return NewLink{}, model.Errorf(model.NotFound, "link", "This computer's keyring does not have this link, and the file keeps only its fingerprint. Make a new one in its place; the old address then ends.")
	}
	return NewLink{Done: Done{ID: l.ID}, Secret: secret, Kept: true}, nil
}

// AddFeedLink makes a link of a feed for somebody; name says for whom.
func (w *Workspace) AddFeedLink(ctx context.Context, f model.Feed, name string) (NewLink, error) {
	return w.newLink(ctx, f, name, 0)
}

// RotateFeedLink replaces a link by a new one with the same name, so that the old address ends.
func (w *Workspace) RotateFeedLink(ctx context.Context, l model.FeedLink) (NewLink, error) {
	f, err := w.feedOf(ctx, l.FeedID)
	if err != nil {
		return NewLink{}, err
	}
	return w.newLink(ctx, f, l.Name, l.ID)
}

func (w *Workspace) newLink(ctx context.Context, f model.Feed, name string, replaces model.ID) (NewLink, error) {
	name = strings.Join(strings.Fields(name), " ")
	var key [32]byte
	rand.Read(key[:])
	secret := base64.RawURLEncoding.EncodeToString(key[:])
	done, err := w.transact(ctx, "make a link", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Link made: %s of %s", orUnnamed(name), f.Name)
		id, err := tx.AddFeedLink(ctx, model.FeedLink{FeedID: f.ID, Name: name, Digest: SecretDigest(secret), Created: tx.Now()})
		if err != nil || replaces == 0 {
			return id, err
		}
		tx.Describe("Link replaced: %s of %s", orUnnamed(name), f.Name)
		return id, tx.DeleteFeedLink(ctx, replaces)
	})
	if err != nil {
		return NewLink{}, err
	}
	kept, _ := w.cfg.Secrets.Keep(linkKey(SecretDigest(secret)), secret) // the link works all the same; it is just not shown again
	return NewLink{done, secret, kept}, nil
}

func orUnnamed(name string) string {
	if name == "" {
		return "a link"
	}
	return name
}

// SecretDigest returns what the file keeps of a link's secret.
func SecretDigest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// RevokeFeedLink ends a link: its address is not found any more.
func (w *Workspace) RevokeFeedLink(ctx context.Context, l model.FeedLink) (Done, error) {
	f, err := w.feedOf(ctx, l.FeedID)
	if err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "revoke a link", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Link revoked: %s of %s", orUnnamed(l.Name), f.Name)
		return l.ID, tx.DeleteFeedLink(ctx, l.ID)
	})
}
