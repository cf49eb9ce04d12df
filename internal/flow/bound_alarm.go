package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// findAlarms finds the channels and groups that a clock signals, so that a bare
// receive from them ends: time.AfterFunc(d, func() { errc <- errTimeout }).
// The timer and the real result race for one channel; a select would have two.
func (f *function) findAlarms() {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			fn := calleeObj(&c.Call)
			if fn == nil {
				continue
			}
			row, ok := f.prog.Known.Runs[knowledge.FuncOf(fn)]
			if !ok || row.How != knowledge.AfterTime && row.How != knowledge.AfterCtx {
				continue
			}
			f.alarm(in, f.operand(&c.Call, row.Fn), f.runBound(&c.Call, row))
		}
	}
}

// alarm records what the function fn, which is called after b, signals.
func (f *function) alarm(in ssa.Instruction, fn ssa.Value, b Bound) {
	if fn == nil || b.Verdict == finding.Unbounded {
		return
	}
	if configGuard(in.Block()) {
		b.Verdict = max(b.Verdict, finding.Conditional)
	}
	b.What, b.Pos = "a timer that signals it", in.Pos()
	for _, t := range f.valueTargets(fn, nil, 0) {
		if t.fn == nil {
			continue
		}
		for p := range t.fn.signals {
			q := f.translate(p, t)
			if old, ok := f.alarms[q]; q.known() && (!ok || b.Verdict < old.Verdict) {
				f.alarms[q] = b
			}
		}
	}
}

// orAlarm is the bound of a bare wait for p: that of the clock which signals it,
// if there is one.
func (f *function) orAlarm(p Place) Bound {
	if b, ok := f.alarms[p]; ok {
		return b
	}
	return Bound{Verdict: finding.Unbounded}
}
