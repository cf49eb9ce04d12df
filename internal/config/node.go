package config

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// located is an error at a line. The innermost one is the exact one.
type located struct {
	line int
	err  error
}

func (l *located) Error() string { return l.err.Error() }

func at(n *yaml.Node, err error) error {
	var inner *located
	if err == nil || errors.As(err, &inner) {
		return err
	}
	return &located{n.Line, err}
}

// eachKey calls f for every key of a mapping. Errors get the line of the key,
// unless f knows a better one.
func eachKey(n *yaml.Node, f func(key string, value *yaml.Node) error) error {
	n = target(n)
	if isNull(n) {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		return at(n, errors.New("want a mapping of keys to values"))
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			return at(key, fmt.Errorf("key %q is given twice", key.Value))
		}
		seen[key.Value] = true
		if err := f(key.Value, target(n.Content[i+1])); err != nil {
			return at(key, err)
		}
	}
	return nil
}

// eachItem calls f for every item of a list.
func eachItem(n *yaml.Node, f func(*yaml.Node) error) error {
	if isNull(n) {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		return at(n, errors.New("want a list"))
	}
	for _, item := range n.Content {
		if err := f(target(item)); err != nil {
			return at(item, err)
		}
	}
	return nil
}

// target follows an alias.
func target(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

func scalar(n *yaml.Node) (string, error) {
	if n.Kind != yaml.ScalarNode || isNull(n) {
		return "", at(n, errors.New("want a single value"))
	}
	return n.Value, nil
}

func boolean(n *yaml.Node) (bool, error) {
	var b bool
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" || n.Decode(&b) != nil {
		return false, at(n, errors.New("want true or false"))
	}
	return b, nil
}

// words returns a list of values; a single value is a list of one.
func words(n *yaml.Node) ([]string, error) {
	if n.Kind != yaml.SequenceNode {
		s, err := scalar(n)
		return []string{s}, err
	}
	var list []string
	err := eachItem(n, func(item *yaml.Node) error {
		s, err := scalar(item)
		list = append(list, s)
		return err
	})
	return list, err
}

// settingValue returns a value as the flag of the same name takes it.
func settingValue(n *yaml.Node) (string, error) {
	list, err := words(n)
	return strings.Join(list, ","), err
}
