module github.com/timeoutlint/timeoutlint/examples/broker

go 1.25.0

require github.com/timeoutlint/timeoutlint/bounded v0.0.0

replace github.com/timeoutlint/timeoutlint/bounded => ../../bounded
