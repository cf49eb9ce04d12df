package check

// grouped puts together the values with the same key, in the order in which each key comes
// first. Those that have none are left out.
func grouped[K comparable, V any](values []V, key func(V) (K, bool)) [][]V {
	index := map[K]int{}
	var out [][]V
	for _, v := range values {
		k, ok := key(v)
		if !ok {
			continue
		}
		i, seen := index[k]
		if !seen {
			i = len(out)
			index[k], out = i, append(out, nil)
		}
		out[i] = append(out[i], v)
	}
	return out
}
