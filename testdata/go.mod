module example.com/testdata

go 1.25

require (
	example.org/store v1.0.0
	github.com/gomodule/redigo v1.0.0
	github.com/gorilla/websocket v1.5.0
	github.com/lib/pq v1.0.0
	github.com/mattn/go-sqlite3 v1.0.0
	github.com/peterh/liner v1.0.0
	github.com/redis/go-redis/v9 v9.0.0
	github.com/spf13/cobra v1.0.0
	go.etcd.io/bbolt v1.0.0
	golang.org/x/crypto v0.0.0
	golang.org/x/net v0.0.0
)

// What the corpus needs of these is their import paths.
replace (
	example.org/store => ./fake/store
	github.com/gomodule/redigo => ./fake/redigo
	github.com/gorilla/websocket => ./fake/gorilla
	github.com/lib/pq => ./fake/pq
	github.com/mattn/go-sqlite3 => ./fake/sqlite3
	github.com/redis/go-redis/v9 => ./fake/redis
	github.com/peterh/liner => ./fake/liner
	github.com/spf13/cobra => ./fake/cobra
	go.etcd.io/bbolt => ./fake/bbolt
	golang.org/x/crypto => ./fake/crypto
	golang.org/x/net => ./fake/net
)
