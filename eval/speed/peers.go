package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// others are tools for other questions, as people run them. Each gets folders
// of its own for what it keeps.
func (o *options) others(ctx context.Context, dir string) error {
	fmt.Println("\n| tool | cold, CPU | cold, wall | warm, CPU | warm, wall | largest process |\n|---|---|---|---|---|---|")
	for _, s := range append([]subject{o.least(), o.timeoutlint()}, o.peerSubjects()...) {
		if _, err := os.Stat(s.args[0]); err != nil && s.args[0] != "go" {
			fmt.Printf("| %s | not there | | | | |\n", s.name)
			continue
		}
		var costs [2]cost
		err := s.cold()
		for i := range costs {
			if err == nil {
				costs[i], err = run(ctx, command{dir, s.env, s.args})
			}
		}
		if err != nil {
			fmt.Printf("| %s | %v | | | | |\n", s.name, err)
			continue
		}
		fmt.Printf("| %s | %.1f s | %.1f s | %.1f s | %.1f s | %d MB |\n", s.name,
			costs[0].cpu.Seconds(), costs[0].wall.Seconds(), costs[1].cpu.Seconds(), costs[1].wall.Seconds(),
			max(costs[0].rss, costs[1].rss)>>20)
	}
	return nil
}

func (o *options) peerSubjects() []subject {
	tool := func(name string) string { return filepath.Join(o.peers, name) }
	kept := func(name string) (string, func() error) {
		path := filepath.Join(o.work, name)
		return path, func() error { return os.RemoveAll(path) }
	}
	nothing := func() error { return nil }
	lint, coldLint := kept("golangci")
	static, coldStatic := kept("staticcheck")
	return []subject{
		{"golangci-lint: noctx, contextcheck, bodyclose",
			[]string{tool("golangci-lint"), "run", "--no-config", "--default=none", "--enable=noctx,contextcheck,bodyclose", "--timeout=30m", "./..."},
			[]string{"GOLANGCI_LINT_CACHE=" + lint}, coldLint},
		{"gosec: G112, G114", []string{tool("gosec"), "-quiet", "-include=G112,G114", "./..."}, nil, nothing},
		{"staticcheck", []string{tool("staticcheck"), "./..."}, []string{"STATICCHECK_CACHE=" + static}, coldStatic},
		{"nilaway", []string{tool("nilaway"), "./..."}, nil, nothing},
	}
}
