package knowledge

// loggers write logs, to a file only if the program is told to. A disk that hangs then
// holds up all that it does, which is no news at each call.
var loggers = map[string]bool{
	"github.com/golang/glog": true,
	"k8s.io/klog":            true,
	"k8s.io/klog/v2":         true,
}

// IsLogger reports whether a package writes logs.
func IsLogger(path string) bool { return loggers[path] }
