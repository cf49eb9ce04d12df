module github.com/timeoutlint/timeoutlint/bounded

go 1.25
