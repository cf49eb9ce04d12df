package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

// brokers: clients of message brokers, and of Redis, that give no timeout of their own.
var brokers = Tables{
	Ops: []Op{
		// Waits until the broker has acknowledged, however often the client has to connect again.
		{Func: Func{"github.com/eclipse/paho.mqtt.golang", "Token", "Wait"}, Kind: kind.RPC, On: Recv, UnderLock: true, Instead: Func{"github.com/eclipse/paho.mqtt.golang", "Token", "WaitTimeout"}},

		// What answers is waited for as long as the connection says; the dial itself has a timeout.
		{Func: Func{"github.com/gomodule/redigo/redis", "", "Dial"}, Kind: kind.RPC, Option: "DialReadTimeout", Instead: Func{"github.com/gomodule/redigo/redis", "", "DialReadTimeout"}},
		{Func: Func{"github.com/gomodule/redigo/redis", "", "DialContext"}, Kind: kind.RPC, Option: "DialReadTimeout", Instead: Func{"github.com/gomodule/redigo/redis", "", "DialReadTimeout"}},
		{Func: Func{"github.com/gomodule/redigo/redis", "", "DialTimeout"}, Kind: kind.RPC, Timeout: Arg3},
		{Func: Func{"github.com/gomodule/redigo/redis", "", "DialURL"}, Kind: kind.RPC, Option: "DialReadTimeout", Instead: Func{"github.com/gomodule/redigo/redis", "", "DialReadTimeout"}},
		{Func: Func{"github.com/gomodule/redigo/redis", "", "DialURLContext"}, Kind: kind.RPC, Option: "DialReadTimeout", Instead: Func{"github.com/gomodule/redigo/redis", "", "DialReadTimeout"}},

		// A broker that is short of memory or disk stops reading from who publishes, though it answers
		// heartbeats; the contexts of Publish bound nothing, as the documentation says.
		// Dials give up after half a minute.
		{Func: Func{"github.com/rabbitmq/amqp091-go", "", "Dial"}, Kind: kind.Dial, Bounded: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "", "DialConfig"}, Kind: kind.Dial, Bounded: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "", "DialTLS"}, Kind: kind.Dial, Bounded: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "Channel", "Consume"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "Channel", "ExchangeDeclare"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "Channel", "Publish"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "Channel", "PublishWithContext"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "Channel", "PublishWithDeferredConfirm"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "Channel", "PublishWithDeferredConfirmWithContext"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "Channel", "QueueBind"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "Channel", "QueueDeclare"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/rabbitmq/amqp091-go", "DeferredConfirmation", "Wait"}, Kind: kind.RPC, On: Recv, Instead: Func{"github.com/rabbitmq/amqp091-go", "DeferredConfirmation", "WaitContext"}},

		// The same client, before.
		{Func: Func{"github.com/streadway/amqp", "", "Dial"}, Kind: kind.Dial, Bounded: true},
		{Func: Func{"github.com/streadway/amqp", "", "DialConfig"}, Kind: kind.Dial, Bounded: true},
		{Func: Func{"github.com/streadway/amqp", "", "DialTLS"}, Kind: kind.Dial, Bounded: true},
		{Func: Func{"github.com/streadway/amqp", "Channel", "Consume"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/streadway/amqp", "Channel", "ExchangeDeclare"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/streadway/amqp", "Channel", "Publish"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/streadway/amqp", "Channel", "QueueBind"}, Kind: kind.RPC, On: Recv, UnderLock: true},
		{Func: Func{"github.com/streadway/amqp", "Channel", "QueueDeclare"}, Kind: kind.RPC, On: Recv, UnderLock: true},
	},
}
