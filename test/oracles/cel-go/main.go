// cel-go as a filter: a question a line on standard input, an answer a line on standard output, both JSON.
//
// The environment has the libraries of Kubernetes 1.36, cel-go's newest strings, and its math, encoders and bindings.
// Costs are tracked and estimated as in Kubernetes. See cel-oracle.ts for the fields.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/ext"
	"github.com/google/cel-go/interpreter"
	"k8s.io/apiserver/pkg/cel/library"
)

type question struct {
	Expr string                     `json:"expr"`
	Vars map[string]json.RawMessage `json:"vars"`
	// Report facts about the map literals that were evaluated.
	Facts bool `json:"facts"`
	// Estimate the cost, with at most this many elements in what the variables hold.
	Estimate *uint64 `json:"estimate"`
	// Evaluate this many times more and report nanoseconds for each.
	Rounds int `json:"rounds"`
}

type answer struct {
	Value       string   `json:"value,omitempty"`
	Error       string   `json:"error,omitempty"`
	Text        string   `json:"text,omitempty"`
	Cost        uint64   `json:"cost"`
	Facts       []string `json:"facts,omitempty"`
	Min         string   `json:"min,omitempty"`
	Max         string   `json:"max,omitempty"`
	Nanoseconds float64  `json:"nanoseconds,omitempty"`
}

func main() {
	base := newEnv()
	envs := map[string]*cel.Env{}
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Buffer(make([]byte, 1<<20), 1<<26)
	writer := bufio.NewWriter(os.Stdout)
	defer writer.Flush()
	for scanner.Scan() {
		var q question
		if err := json.Unmarshal(scanner.Bytes(), &q); err != nil {
			panic(err)
		}
		line, err := json.Marshal(run(base, envs, q))
		if err != nil {
			panic(err)
		}
		writer.Write(line)
		writer.WriteByte('\n')
	}
}

func newEnv() *cel.Env {
	env, err := cel.NewEnv(
		cel.EagerlyValidateDeclarations(true), cel.DefaultUTCTimeZone(true),
		cel.CrossTypeNumericComparisons(true), cel.OptionalTypes(),
		cel.CostEstimatorOptions(checker.PresenceTestHasCost(false)),
		ext.Strings(), ext.Sets(), ext.TwoVarComprehensions(), ext.Lists(ext.ListsVersion(3)), ext.Math(), ext.Encoders(), ext.Bindings(),
		library.URLs(), library.Regex(), library.Lists(), library.Quantity(), library.IP(), library.CIDR(),
		library.Format(), library.SemverLib(library.SemverVersion(1)),
	)
	if err != nil {
		panic(err)
	}
	return env
}

func run(base *cel.Env, envs map[string]*cel.Env, q question) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{Error: "panic", Text: fmt.Sprint(r)}
		}
	}()
	env := extend(base, envs, q)
	ast, issues := env.Parse(q.Expr)
	if issues.Err() != nil {
		return answer{Error: "parse", Text: issues.Err().Error()}
	}
	ast, issues = env.Check(ast)
	if issues.Err() != nil {
		return answer{Error: "check", Text: issues.Err().Error()}
	}
	var estimate checker.CostEstimate
	if q.Estimate != nil {
		var err error
		estimate, err = env.EstimateCost(ast, &library.CostEstimator{SizeEstimator: sizes{*q.Estimate}})
		if err != nil {
			return answer{Error: "estimate", Text: err.Error()}
		}
	}
	a = evaluate(env, ast, q)
	if q.Estimate != nil {
		a.Min, a.Max = fmt.Sprint(estimate.Min), fmt.Sprint(estimate.Max)
	}
	return a
}

func extend(base *cel.Env, envs map[string]*cel.Env, q question) *cel.Env {
	names := []string{}
	for name := range q.Vars {
		names = append(names, name)
	}
	sort.Strings(names)
	key := fmt.Sprint(names)
	if env, known := envs[key]; known {
		return env
	}
	options := []cel.EnvOption{}
	for _, name := range names {
		options = append(options, cel.Variable(name, cel.DynType))
	}
	env, err := base.Extend(options...)
	if err != nil {
		panic(err)
	}
	envs[key] = env
	return env
}

func evaluate(env *cel.Env, ast *cel.Ast, q question) answer {
	vars := map[string]any{}
	for name, raw := range q.Vars {
		decoder := json.NewDecoder(strings.NewReader(string(raw)))
		decoder.UseNumber()
		var value any
		if err := decoder.Decode(&value); err != nil {
			panic(err)
		}
		vars[name] = adapt(value)
	}
	facts := map[string]bool{}
	options := []cel.ProgramOption{
		cel.EvalOptions(cel.OptOptimize, cel.OptTrackCost),
		cel.CostTracking(&library.CostEstimator{}), cel.CostLimit(10_000_000),
		cel.CostTrackerOptions(interpreter.PresenceTestHasCost(false)),
	}
	if q.Facts {
		options[0] = cel.EvalOptions(cel.OptTrackCost)
		options = append(options, cel.CustomDecorator(watchMaps(facts)))
	}
	if q.Rounds > 0 {
		options = options[:1]
		options[0] = cel.EvalOptions(cel.OptOptimize)
	}
	program, err := env.Program(ast, options...)
	if err != nil {
		return answer{Error: "program", Text: err.Error()}
	}
	value, details, err := program.Eval(vars)
	a := answer{}
	if err != nil {
		a = answer{Error: "eval", Text: err.Error()}
	} else {
		a = answer{Value: show(value)}
	}
	if details != nil && details.ActualCost() != nil {
		a.Cost = *details.ActualCost()
	}
	for fact := range facts {
		a.Facts = append(a.Facts, fact)
	}
	if q.Rounds > 0 {
		started := time.Now()
		for round := 0; round < q.Rounds; round++ {
			program.Eval(vars)
		}
		a.Nanoseconds = float64(time.Since(started).Nanoseconds()) / float64(q.Rounds)
	}
	return a
}

type sizes struct{ most uint64 }

func (s sizes) EstimateSize(element checker.AstNode) *checker.SizeEstimate {
	if len(element.Path()) == 0 {
		return nil
	}
	return &checker.SizeEstimate{Min: 0, Max: s.most}
}

func (s sizes) EstimateCallCost(function, overloadID string, target *checker.AstNode, args []checker.AstNode) *checker.CallEstimate {
	return nil
}

// watchMaps notes what is peculiar in the maps that literals make.
func watchMaps(facts map[string]bool) interpreter.InterpretableDecorator {
	return func(i interpreter.Interpretable) (interpreter.Interpretable, error) {
		made, is := i.(interpreter.InterpretableConstructor)
		if !is || made.Type() != types.MapType {
			return i, nil
		}
		return &watchedMap{made, facts}, nil
	}
}

type watchedMap struct {
	interpreter.InterpretableConstructor
	facts map[string]bool
}

func (w *watchedMap) Eval(vars interpreter.Activation) ref.Val {
	seen := map[string]bool{}
	values := w.InitVals()
	for _, key := range values[:len(values)/2] {
		value := key.Eval(vars)
		switch value.(type) {
		case types.Bool, types.Int, types.Uint, types.String:
			text := show(value)
			if number, is := value.(types.Uint); is && number <= math.MaxInt64 {
				text = fmt.Sprintf("int:%d", uint64(number))
			}
			if seen[text] {
				w.facts["repeated key"] = true
			}
			seen[text] = true
		case *types.Err, *types.Unknown:
		default:
			w.facts["odd key"] = true
		}
	}
	return w.InterpretableConstructor.Eval(vars)
}

// adapt makes ints of whole numbers and doubles of all others.
func adapt(raw any) any {
	switch x := raw.(type) {
	case json.Number:
		if i, err := x.Int64(); err == nil {
			return i
		}
		f, _ := x.Float64()
		return f
	case []any:
		for i := range x {
			x[i] = adapt(x[i])
		}
	case map[string]any:
		for k := range x {
			x[k] = adapt(x[k])
		}
	}
	return raw
}

func show(v ref.Val) string {
	switch x := v.(type) {
	case types.Int:
		return fmt.Sprintf("int:%d", int64(x))
	case types.Uint:
		return fmt.Sprintf("uint:%d", uint64(x))
	case types.Double:
		if math.IsNaN(float64(x)) {
			return "double:nan"
		}
		return fmt.Sprintf("double:%016x", math.Float64bits(float64(x)))
	case types.String:
		return fmt.Sprintf("string:%x", []byte(string(x)))
	case types.Bytes:
		return fmt.Sprintf("bytes:%x", []byte(x))
	case types.Bool:
		return fmt.Sprintf("bool:%v", bool(x))
	case types.Null:
		return "null"
	case types.Duration:
		return fmt.Sprintf("duration:%d", x.Duration.Nanoseconds())
	case types.Timestamp:
		seconds := new(big.Int).Mul(big.NewInt(x.Time.Unix()), big.NewInt(1_000_000_000))
		return "timestamp:" + seconds.Add(seconds, big.NewInt(int64(x.Time.Nanosecond()))).String()
	case *types.Optional:
		if !x.HasValue() {
			return "none"
		}
		return "optional(" + show(x.GetValue()) + ")"
	case traits.Lister:
		parts := []string{}
		for it := x.Iterator(); it.HasNext() == types.True; {
			parts = append(parts, show(it.Next()))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case traits.Mapper:
		parts := []string{}
		for it := x.Iterator(); it.HasNext() == types.True; {
			key := it.Next()
			parts = append(parts, show(key)+"="+show(x.Get(key)))
		}
		sort.Strings(parts)
		return "{" + strings.Join(parts, ",") + "}"
	case *types.Type:
		return "type:" + x.TypeName()
	}
	return "other:" + v.Type().TypeName()
}
