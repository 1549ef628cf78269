package ui

import (
	"context"
	"time"
)

func ensureSample(ctx context.Context, path string, now time.Time) error { return nil }
