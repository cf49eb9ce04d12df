package compare

import "time"

var noDeadline time.Time

const timeout = 5 * time.Second
