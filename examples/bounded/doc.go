// Package metrics attaches the runtime package bounded to two metrics systems. The code
// is in the tests, which are examples: copy what you need.
package metrics
