module example.com/fixes

go 1.25

require (
	github.com/gomodule/redigo v1.0.0
	github.com/timeoutlint/timeoutlint/bounded v0.0.0
)

replace (
	github.com/gomodule/redigo => ../../../../testdata/fake/redigo
	github.com/timeoutlint/timeoutlint/bounded => ../../../../bounded
)
