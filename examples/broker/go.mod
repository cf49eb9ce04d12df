module github.com/timeoutlint/timeoutlint/examples/broker

go 1.25.0
