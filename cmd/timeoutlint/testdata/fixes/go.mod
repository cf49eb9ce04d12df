module example.com/fixes

go 1.25

require github.com/timeoutlint/timeoutlint/bounded v0.0.0

replace github.com/timeoutlint/timeoutlint/bounded => ../../../../bounded
