// Package modules pins the modules outside the standard library that the
// tables describe, so that the tests can resolve their rows without the
// project itself depending on them.
package modules

import (
	_ "github.com/alitto/pond"
	_ "github.com/coder/websocket"
	_ "github.com/coder/websocket/wsjson"
	_ "github.com/gorilla/websocket"
	_ "github.com/hashicorp/raft"
	_ "github.com/hashicorp/yamux"
	_ "github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jmoiron/sqlx"
	_ "github.com/miekg/dns"
	_ "github.com/nats-io/nats.go"
	_ "github.com/quic-go/quic-go"
	_ "github.com/redis/go-redis/v9"
	_ "github.com/segmentio/kafka-go"
	_ "github.com/spf13/cobra"
	_ "github.com/timeoutlint/timeoutlint/bounded"
	_ "github.com/valyala/fasthttp"
	_ "go.etcd.io/bbolt"
	_ "go.etcd.io/etcd/client/v3"
	_ "golang.org/x/crypto/ssh"
	_ "golang.org/x/net/context"
	_ "golang.org/x/net/context/ctxhttp"
	_ "golang.org/x/net/netutil"
	_ "golang.org/x/net/proxy"
	_ "golang.org/x/net/websocket"
	_ "golang.org/x/sync/errgroup"
	_ "golang.org/x/sync/semaphore"
	_ "golang.org/x/sync/singleflight"
	_ "golang.org/x/sys/unix"
	_ "google.golang.org/grpc"
)
