package metrics

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	sdk "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/timeoutlint/timeoutlint/bounded"
)

func Example_openTelemetry() {
	ctx := context.Background()
	reader := sdk.NewManualReader()
	meter := sdk.NewMeterProvider(sdk.WithReader(reader)).Meter("bounded")

	timeouts, err := meter.Int64Counter("bounded.timeouts")
	if err != nil {
		fmt.Println(err)
	}
	_, err = meter.Int64ObservableGauge("bounded.stuck", metric.WithInt64Callback(
		func(_ context.Context, o metric.Int64Observer) error {
			o.Observe(bounded.Stats().Stuck)
			return nil
		}))
	if err != nil {
		fmt.Println(err)
	}
	bounded.SetHook(func(e bounded.Event) {
		if !e.Late {
			timeouts.Add(ctx, 1, metric.WithAttributes(attribute.String("class", e.Class.String())))
		}
	})
	defer bounded.SetHook(nil)

	stall()

	var collected metricdata.ResourceMetrics
	if err := reader.Collect(ctx, &collected); err != nil {
		fmt.Println(err)
	}
	for _, m := range collected.ScopeMetrics[0].Metrics {
		switch data := m.Data.(type) {
		case metricdata.Sum[int64]:
			class, _ := data.DataPoints[0].Attributes.Value("class")
			fmt.Println(m.Name, class.AsString(), data.DataPoints[0].Value)
		case metricdata.Gauge[int64]:
			fmt.Println(m.Name, data.DataPoints[0].Value)
		}
	}
	// Output:
	// bounded.timeouts wait 1
	// bounded.stuck 0
}
