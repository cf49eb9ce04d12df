package metrics

import (
	"fmt"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/timeoutlint/timeoutlint/bounded"
)

func Example_prometheus() {
	registry := prometheus.NewRegistry()
	timeouts := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "bounded_timeouts_total", Help: "Operations that timed out.",
	}, []string{"class"})
	registry.MustRegister(timeouts, prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "bounded_stuck", Help: "Operations that were given up and have not returned.",
	}, func() float64 { return float64(bounded.Stats().Stuck) }))
	bounded.SetHook(func(e bounded.Event) {
		if !e.Late {
			timeouts.WithLabelValues(e.Class.String()).Inc()
		}
	})
	defer bounded.SetHook(nil)

	stall()

	families, err := registry.Gather()
	if err != nil {
		fmt.Println(err)
	}
	for _, family := range families {
		for _, m := range family.GetMetric() {
			for _, label := range m.GetLabel() {
				fmt.Print(label.GetName(), "=", label.GetValue(), " ")
			}
			fmt.Println(family.GetName(), m.GetCounter().GetValue()+m.GetGauge().GetValue())
		}
	}
	// Output:
	// bounded_stuck 0
	// class=wait bounded_timeouts_total 1
}
