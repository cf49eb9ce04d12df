package knowledge

import (
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// withTimeouts are modules whose clients give up after a while by default, whatever their context.
var withTimeouts = []string{"github.com/IBM/sarama", "github.com/redis/go-redis"}

// HasTimeouts reports whether a package is in a module whose clients do: what the tables do not
// say of it ends.
func HasTimeouts(pkg string) bool { return Within(pkg, withTimeouts...) }

// Within reports whether a package is one of those with these paths, or below one.
func Within(pkg string, paths ...string) bool {
	return slices.ContainsFunc(paths, func(p string) bool { return pkg == p || strings.HasPrefix(pkg, p+"/") })
}

// services: clients of consensus libraries, brokers and stores.
//
// Left out: sarama, whose producers and consumers have timeouts by default, and
// the commands of go-redis that do not block on the server, for the same reason.
var services = Tables{
	Ops: []Op{
		// A future is answered on commit, loss of leadership or shutdown; there is no
		// way to give up on it earlier, so it matters only under a lock.
		{Func: Func{"github.com/hashicorp/raft", "Future", "Error"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/hashicorp/raft", "Raft", "AddNonvoter"}, Kind: kind.RPC, On: Recv, Timeout: Arg3},
		{Func: Func{"github.com/hashicorp/raft", "Raft", "AddVoter"}, Kind: kind.RPC, On: Recv, Timeout: Arg3},
		// The timeout is for entering the queue, and zero waits forever.
		{Func: Func{"github.com/hashicorp/raft", "Raft", "Apply"}, Kind: kind.RPC, On: Recv, Timeout: Arg1},
		{Func: Func{"github.com/hashicorp/raft", "Raft", "ApplyLog"}, Kind: kind.RPC, On: Recv, Timeout: Arg1},
		{Func: Func{"github.com/hashicorp/raft", "Raft", "Barrier"}, Kind: kind.RPC, On: Recv, Timeout: Arg0},
		{Func: Func{"github.com/hashicorp/raft", "Raft", "DemoteVoter"}, Kind: kind.RPC, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/hashicorp/raft", "Raft", "RemoveServer"}, Kind: kind.RPC, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/hashicorp/raft", "Raft", "Restore"}, Kind: kind.RPC, On: Recv, Timeout: Arg2},

		// Sessions ping their peer, and end when it does not answer.
		{Func: Func{"github.com/hashicorp/yamux", "", "Client"}, Kind: kind.ConnRead, On: Arg0, Bounded: true},
		{Func: Func{"github.com/hashicorp/yamux", "", "Server"}, Kind: kind.ConnRead, On: Arg0, Bounded: true},

		// Dials and reads give up after two seconds by default; the question fits into
		// the empty buffer of the socket.
		{Func: Func{"github.com/miekg/dns", "Transfer", "In"}, Kind: kind.Dial, On: Recv, Bounded: true},

		// The default is to give up after two seconds.
		{Func: Func{"github.com/nats-io/nats.go", "", "Connect"}, Kind: kind.Dial, Bounded: true},
		// Flush and RTT give up after ten seconds.
		{Func: Func{"github.com/nats-io/nats.go", "Conn", "Flush"}, Kind: kind.RPC, On: Recv, Bounded: true},
		{Func: Func{"github.com/nats-io/nats.go", "Conn", "FlushTimeout"}, Kind: kind.RPC, On: Recv, Timeout: Arg0},
		{Func: Func{"github.com/nats-io/nats.go", "Conn", "FlushWithContext"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"github.com/nats-io/nats.go", "Conn", "RTT"}, Kind: kind.RPC, On: Recv, Bounded: true},
		{Func: Func{"github.com/nats-io/nats.go", "Conn", "Request"}, Kind: kind.RPC, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/nats-io/nats.go", "Conn", "RequestMsg"}, Kind: kind.RPC, On: Recv, Timeout: Arg1},
		{Func: Func{"github.com/nats-io/nats.go", "Conn", "RequestMsgWithContext"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"github.com/nats-io/nats.go", "Conn", "RequestWithContext"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"github.com/nats-io/nats.go", "Subscription", "NextMsg"}, Kind: kind.RPC, On: Recv, Timeout: Arg0},
		// Waiting for the next message is what a consumer does.
		{Func: Func{"github.com/nats-io/nats.go", "Subscription", "NextMsgWithContext"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, UnderLock: true},

		// Waiting for the next message is what a consumer does.
		{Func: Func{"github.com/redis/go-redis/v9", "PubSub", "Receive"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, UnderLock: true},
		{Func: Func{"github.com/redis/go-redis/v9", "PubSub", "ReceiveMessage"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, UnderLock: true},
		{Func: Func{"github.com/redis/go-redis/v9", "PubSub", "ReceiveTimeout"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, Timeout: Arg1},
		// The server blocks; a timeout of zero is forever.
		{Func: Func{"github.com/redis/go-redis/v9", "cmdable", "BLMPop"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, Timeout: Arg1},
		{Func: Func{"github.com/redis/go-redis/v9", "cmdable", "BLMove"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, Timeout: Arg5},
		{Func: Func{"github.com/redis/go-redis/v9", "cmdable", "BLPop"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, Timeout: Arg1},
		{Func: Func{"github.com/redis/go-redis/v9", "cmdable", "BRPop"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, Timeout: Arg1},
		{Func: Func{"github.com/redis/go-redis/v9", "cmdable", "BRPopLPush"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, Timeout: Arg3},
		{Func: Func{"github.com/redis/go-redis/v9", "cmdable", "BZMPop"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, Timeout: Arg1},
		{Func: Func{"github.com/redis/go-redis/v9", "cmdable", "BZPopMax"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, Timeout: Arg1},
		{Func: Func{"github.com/redis/go-redis/v9", "cmdable", "BZPopMin"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, Timeout: Arg1},

		// The default dialer gives up after ten seconds.
		{Func: Func{"github.com/segmentio/kafka-go", "", "Dial"}, Kind: kind.Dial, Bounded: true},
		{Func: Func{"github.com/segmentio/kafka-go", "", "DialContext"}, Kind: kind.Dial, Ctx: Arg0, Bounded: true},
		{Func: Func{"github.com/segmentio/kafka-go", "", "DialLeader"}, Kind: kind.Dial, Ctx: Arg0, Bounded: true},
		{Func: Func{"github.com/segmentio/kafka-go", "", "DialPartition"}, Kind: kind.Dial, Ctx: Arg0, Bounded: true},
		{Func: Func{"github.com/segmentio/kafka-go", "", "LookupPartition"}, Kind: kind.Dial, Ctx: Arg0, Bounded: true},
		{Func: Func{"github.com/segmentio/kafka-go", "", "LookupPartitions"}, Kind: kind.Dial, Ctx: Arg0, Bounded: true},
		{Func: Func{"github.com/segmentio/kafka-go", "Dialer", "Dial"}, Kind: kind.Dial, On: Recv, Field: "Timeout,Deadline", Instead: Func{"github.com/segmentio/kafka-go", "Dialer", "DialContext"}},
		{Func: Func{"github.com/segmentio/kafka-go", "Dialer", "DialContext"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Field: "Timeout,Deadline"},
		{Func: Func{"github.com/segmentio/kafka-go", "Dialer", "DialLeader"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Field: "Timeout,Deadline"},
		{Func: Func{"github.com/segmentio/kafka-go", "Dialer", "DialPartition"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Field: "Timeout,Deadline"},
		{Func: Func{"github.com/segmentio/kafka-go", "Dialer", "LookupLeader"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Field: "Timeout,Deadline"},
		{Func: Func{"github.com/segmentio/kafka-go", "Dialer", "LookupPartition"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Field: "Timeout,Deadline"},
		{Func: Func{"github.com/segmentio/kafka-go", "Dialer", "LookupPartitions"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Field: "Timeout,Deadline"},
		{Func: Func{"github.com/segmentio/kafka-go", "Reader", "CommitMessages"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		// Waiting for the next message is what a consumer does.
		{Func: Func{"github.com/segmentio/kafka-go", "Reader", "FetchMessage"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, UnderLock: true},
		{Func: Func{"github.com/segmentio/kafka-go", "Reader", "ReadMessage"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, UnderLock: true},
		// Attempts are limited in time and number by default.
		{Func: Func{"github.com/segmentio/kafka-go", "Writer", "WriteMessages"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, Bounded: true},

		{Func: Func{"go.etcd.io/etcd/client/v3", "Cluster", "MemberAdd"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Cluster", "MemberAddAsLearner"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Cluster", "MemberList"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Cluster", "MemberPromote"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Cluster", "MemberRemove"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Cluster", "MemberUpdate"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "KV", "Compact"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "KV", "Delete"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "KV", "Do"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "KV", "Get"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "KV", "Put"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		// Commit is what waits, with this context.
		{Func: Func{"go.etcd.io/etcd/client/v3", "KV", "Txn"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Lease", "Grant"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Lease", "KeepAliveOnce"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Lease", "Leases"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Lease", "Revoke"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Lease", "TimeToLive"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Maintenance", "AlarmDisarm"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Maintenance", "AlarmList"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Maintenance", "Defragment"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Maintenance", "HashKV"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Maintenance", "MoveLeader"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3", "Maintenance", "Status"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},

		// Campaigning until elected is the purpose of a candidate.
		{Func: Func{"go.etcd.io/etcd/client/v3/concurrency", "Election", "Campaign"}, Kind: kind.RPC, On: Recv, Ctx: Arg0, UnderLock: true},
		{Func: Func{"go.etcd.io/etcd/client/v3/concurrency", "Mutex", "Lock"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3/concurrency", "Mutex", "TryLock"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"go.etcd.io/etcd/client/v3/concurrency", "Mutex", "Unlock"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
	},
}
