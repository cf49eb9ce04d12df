package bounded

// FilesInUse returns the number of files that have a state.
func FilesInUse() (n int) {
	files.Range(func(_, _ any) bool {
		n++
		return true
	})
	return n
}

// LocksInUse returns the number of locks that somebody waits for.
func LocksInUse() (n int) {
	for i := range lockShards {
		s := &lockShards[i]
		s.mu.Lock()
		n += len(s.queues)
		s.mu.Unlock()
	}
	return n
}

// ResetLog makes the next timeout of each class be logged.
func ResetLog() {
	for i := range limits {
		l := &limits[i]
		l.mu.Lock()
		l.next, l.suppressed = 0, 0
		l.mu.Unlock()
	}
}
