package bounded

import "time"

// epoch is where now counts from. Reading the monotonic clock alone costs half of what
// time.Now does, and it is on the path of each write.
var epoch = time.Now()

// now returns the time since the epoch.
func now() time.Duration { return time.Since(epoch) }
