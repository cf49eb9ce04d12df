package bounded_test

import (
	"strings"
	"testing"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

func TestDefaultConfig(t *testing.T) {
	want := bounded.Config{
		DiskWrite:   30 * time.Second,
		DiskSync:    60 * time.Second,
		Lock:        5 * time.Second,
		Wait:        10 * time.Second,
		ClientRead:  30 * time.Second,
		ClientWrite: 30 * time.Second,
		Dial:        5 * time.Second,
	}
	if got := bounded.DefaultConfig(); got != want {
		t.Errorf("DefaultConfig() = %+v, want %+v", got, want)
	}
	if got := bounded.Defaults(); got != want {
		t.Errorf("Defaults() = %+v before SetDefaults, want %+v", got, want)
	}
}

func TestSetDefaults(t *testing.T) {
	setDefaults(t, bounded.Config{Lock: time.Second})
	want := bounded.DefaultConfig()
	want.Lock = time.Second
	if got := bounded.Defaults(); got != want {
		t.Errorf("Defaults() = %+v, want zero fields to be the built-in defaults: %+v", got, want)
	}

	err := bounded.SetDefaults(bounded.Config{DiskWrite: time.Minute, DiskSync: -time.Second})
	if err == nil || !strings.Contains(err.Error(), "disk-sync") || !strings.Contains(err.Error(), "-1s") {
		t.Errorf("a negative bound gives the error %v, want one that names it", err)
	}
	if got := bounded.Defaults(); got != want {
		t.Errorf("an invalid configuration changed the bounds to %+v", got)
	}
}

func TestConfigFromEnv(t *testing.T) {
	t.Setenv("BROKER_DISK_WRITE_TIMEOUT", "1m30s")
	t.Setenv("BROKER_DISK_SYNC_TIMEOUT_SECS", "90")
	t.Setenv("BROKER_LOCK_TIMEOUT", "250ms")
	t.Setenv("BROKER_WAIT_TIMEOUT_SECS", "2")
	t.Setenv("BROKER_CLIENT_READ_TIMEOUT", "1h")
	t.Setenv("BROKER_CLIENT_WRITE_TIMEOUT", "")
	t.Setenv("OTHER_DIAL_TIMEOUT", "1s")
	want := bounded.DefaultConfig()
	want.DiskWrite = 90 * time.Second
	want.DiskSync = 90 * time.Second
	want.Lock = 250 * time.Millisecond
	want.Wait = 2 * time.Second
	want.ClientRead = time.Hour
	for _, prefix := range []string{"BROKER", "BROKER_"} {
		if got, err := bounded.ConfigFromEnv(prefix); err != nil || got != want {
			t.Errorf("ConfigFromEnv(%q) = %+v, %v, want %+v", prefix, got, err, want)
		}
	}
}

func TestConfigFromEnvErrors(t *testing.T) {
	tests := []struct{ name, value string }{
		{"BROKER_DISK_WRITE_TIMEOUT", "30"},
		{"BROKER_DISK_SYNC_TIMEOUT", "-1s"},
		{"BROKER_LOCK_TIMEOUT", "0s"},
		{"BROKER_WAIT_TIMEOUT", "soon"},
		{"BROKER_CLIENT_READ_TIMEOUT_SECS", "30s"},
		{"BROKER_CLIENT_WRITE_TIMEOUT_SECS", "-1"},
		{"BROKER_DIAL_TIMEOUT_SECS", "0"},
		{"BROKER_DIAL_TIMEOUT_SECS", "1.5"},
		{"BROKER_DIAL_TIMEOUT_SECS", "9223372037"}, // one more than fits
	}
	for _, test := range tests {
		t.Run(test.name+"="+test.value, func(t *testing.T) {
			t.Setenv(test.name, test.value)
			_, err := bounded.ConfigFromEnv("BROKER")
			if err == nil || !strings.Contains(err.Error(), test.name+`="`+test.value+`"`) {
				t.Errorf("the error is %v, want one with the variable and the value", err)
			}
		})
	}
	t.Run("both", func(t *testing.T) {
		t.Setenv("BROKER_LOCK_TIMEOUT", "5s")
		t.Setenv("BROKER_LOCK_TIMEOUT_SECS", "5")
		_, err := bounded.ConfigFromEnv("BROKER")
		if err == nil || !strings.Contains(err.Error(), "BROKER_LOCK_TIMEOUT_SECS") {
			t.Errorf("the error is %v, want one with both variables", err)
		}
	})
}

func TestClassString(t *testing.T) {
	if got := bounded.ClassClientRead.String(); got != "client-read" {
		t.Errorf("String() = %q", got)
	}
	if got := bounded.Class(-1).String(); got != "unknown" {
		t.Errorf("String() of no class = %q", got)
	}
}

// setDefaults sets the bounds until the test ends.
func setDefaults(t *testing.T, c bounded.Config) {
	t.Helper()
	before := bounded.Defaults()
	if err := bounded.SetDefaults(c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := bounded.SetDefaults(before); err != nil {
			t.Error(err)
		}
	})
}
