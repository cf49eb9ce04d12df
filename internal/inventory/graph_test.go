package inventory

import (
	"reflect"
	"strings"
	"testing"
)

// TestGraph encodes and decodes.
func TestGraph(t *testing.T) {
	p := &Package{Path: "example.com/a/b", Module: "example.com/a", Imports: []string{"example.com/a/c", "example.com/a/d"}, Functions: []Function{
		{Name: "example.com/a/b.main", Entry: "main", Stays: true, Calls: []string{"(*example.com/a/b.T).Do", "example.com/a/c.F"}},
		{Name: "(*example.com/a/b.T).Do", Accepts: true, Stays: true, Starts: []string{"example.com/a/b.main"}, Offers: []string{"example.com/a/c.F"}},
		{Name: "example.com/a/b.none"},
	}}
	got, err := DecodeGraph(EncodeGraph(p))
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Functions {
		f := &p.Functions[i]
		f.Name = Hash(f.Name)
		for _, list := range [][]string{f.Calls, f.Starts, f.Offers} {
			for j := range list {
				list[j] = Hash(list[j])
			}
		}
	}
	if !reflect.DeepEqual(got, p) {
		t.Errorf("got %+v\nwant %+v", got, p)
	}
}

// TestGraphMethods: a call through an interface matches a method of another package, and
// no other.
func TestGraphMethods(t *testing.T) {
	one := &Package{Path: "a", Imports: []string{}, Functions: []Function{{Name: "(a.T).Do", Method: "~Do(int,)()"}, {Name: "(a.U).Do", Method: "~Do(bool,)()"}}}
	two := &Package{Path: "b", Functions: []Function{{Name: "b.F", Calls: []string{"~Do(int,)()"}}}}
	a, err := DecodeGraph(EncodeGraph(one))
	if err != nil {
		t.Fatal(err)
	}
	b, err := DecodeGraph(EncodeGraph(two))
	if err != nil {
		t.Fatal(err)
	}
	if call := b.Functions[0].Calls[0]; call != a.Functions[0].Method || call == a.Functions[1].Method || !strings.HasPrefix(call, "~") {
		t.Errorf("%q is called, the methods are %q and %q", call, a.Functions[0].Method, a.Functions[1].Method)
	}
}

// TestGraphErrors: what is no graph is an error.
func TestGraphErrors(t *testing.T) {
	good := EncodeGraph(&Package{Path: "a", Functions: []Function{{Name: "a.F"}}})
	for _, bad := range []string{"", "a", "a b\n\n", "a b c\nname", good + "1 2 3\n", good + "x - 0 - - - -\n", good + "0 - y - - - -\n"} {
		if p, err := DecodeGraph(bad); err == nil {
			t.Errorf("%q is taken for %+v", bad, p)
		}
	}
}
