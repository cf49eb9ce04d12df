package bounded

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"
)

// ConfigFromEnv reads the bounds from environment variables whose names begin with a
// prefix of the program's choice. With the prefix BROKER they are
//
//	BROKER_DISK_WRITE_TIMEOUT    BROKER_CLIENT_READ_TIMEOUT
//	BROKER_DISK_SYNC_TIMEOUT     BROKER_CLIENT_WRITE_TIMEOUT
//	BROKER_LOCK_TIMEOUT          BROKER_DIAL_TIMEOUT
//	BROKER_WAIT_TIMEOUT
//
// and have a value that [time.ParseDuration] takes, such as 30s. The same name with
// _SECS appended takes whole seconds: BROKER_DISK_WRITE_TIMEOUT_SECS=30.
//
// A variable that is not set, or empty, leaves the built-in default. A value that is
// malformed or not above zero is an error that names the variable and the value: who
// writes 0 most likely wants no bound, and there is no such thing. Setting both names
// of one bound is an error, too.
//
// The result goes to [SetDefaults].
func ConfigFromEnv(prefix string) (Config, error) {
	if prefix = strings.TrimSuffix(prefix, "_"); prefix != "" {
		prefix += "_"
	}
	c := DefaultConfig()
	for class, field := range c.fields() {
		d, err := boundFromEnv(prefix + classes[class].env + "_TIMEOUT")
		if err != nil {
			return Config{}, err
		}
		if d > 0 {
			*field = d
		}
	}
	return c, nil
}

// boundFromEnv reads one bound; it is zero when no variable has it.
func boundFromEnv(name string) (time.Duration, error) {
	nameSecs := name + "_SECS"
	value, secs := os.Getenv(name), os.Getenv(nameSecs)
	switch {
	case value != "" && secs != "":
		return 0, fmt.Errorf("bounded: both %s=%q and %s=%q are set; keep one", name, value, nameSecs, secs)
	case value != "":
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return 0, fmt.Errorf("bounded: %s=%q is not a duration above zero, such as 30s", name, value)
		}
		return d, nil
	case secs != "":
		n, err := strconv.ParseInt(secs, 10, 64)
		if err != nil || n <= 0 || n > math.MaxInt64/int64(time.Second) {
			return 0, fmt.Errorf("bounded: %s=%q is not a whole number of seconds above zero", nameSecs, secs)
		}
		return time.Duration(n) * time.Second, nil
	}
	return 0, nil
}
