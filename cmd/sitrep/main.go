// Command sitrep reads the news about running stories and keeps, for each, one sourced situation
// report and the ledger of figures behind it. Each verb has a file of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"sitrep"
	"sitrep/eval"
	"sitrep/internal/brief"
)

// Exit statuses, as the contract states them.
const (
	exitDone   = 0
	exitFailed = 1 // nothing could be read, or the work failed
	exitUsage  = 2
	exitStrict = 3 // check --strict found something wrong
)

type cli struct {
	Read    readCmd    `cmd:"" help:"Print the reports that the input holds, as Sitrep reads them."`
	Claims  claimsCmd  `cmd:"" help:"Print who says what: statements, denials, condemnations, silences."`
	Figures figuresCmd `cmd:"" help:"Print every figure of people: what it counts, of whom, who gives it."`
	Stories storiesCmd `cmd:"" help:"Group reports into stories, and each story's reports by origin."`
	Ledger  ledgerCmd  `cmd:"" help:"Print each story's figures by claimant, and how they moved."`
	Brief   briefCmd   `cmd:"" help:"Write one sourced situation report a story."`
	Check   checkCmd   `cmd:"" help:"Check a text, sentence by sentence, against reports."`
	Add     addCmd     `cmd:"" help:"Put reports into the kept store."`
	Feeds   feedsCmd   `cmd:"" help:"Keep the feeds that the service follows."`
	Alerts  alertsCmd  `cmd:"" help:"Keep whom the service tells when something happens: webhooks and mail."`
	Export  exportCmd  `cmd:"" help:"Print everything in the kept store, in a fixed order."`
	Backup  backupCmd  `cmd:"" help:"Write a whole copy of the kept store, while a service goes on."`
	Prune   pruneCmd   `cmd:"" help:"Delete old reports that no brief cites from the kept store."`
	User    userCmd    `cmd:"" help:"Keep who may sign in, and tokens for programs."`
	Serve   serveCmd   `cmd:"" help:"The service: fetching, stories, web pages, API."`
	MCP     mcpCmd     `cmd:"" name:"mcp" help:"Answer a language model's host over standard input and output: search, read, query, check."`
	Worker  workerCmd  `cmd:"" help:"More hands for a service on PostgreSQL."`
	Doctor  doctorCmd  `cmd:"" help:"Check this setup, and say what to do."`
	Eval    evalCmd    `cmd:"" help:"Score this build on an annotated set."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// versionCmd prints what build this is.
type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(a *app) error {
	_, err := fmt.Fprintln(a.stdout, "sitrep", version())
	return err
}

// errStrict is the finding of check --strict: not a failure of the program.
var errStrict = errors.New("the text has sentences that the reports do not bear out")

func main() {
	if os.Getenv("GOGC") == "" {
		// Pages leave much garbage behind for a small live heap: 181 of them take 0.78 s instead of 1.05 s.
		debug.SetGCPercent(200)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the first signal asks to end, the second ends
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// otherVerbs is a line that names the verbs which have a flag that the one called has not, or "".
func otherVerbs(model *kong.Application, err error) string {
	flag, ok := strings.CutPrefix(err.Error(), "unknown flag --")
	if !ok {
		return ""
	}
	flag, _, _ = strings.Cut(flag, ",")
	var verbs []string
	for _, verb := range model.Leaves(true) {
		if slices.ContainsFunc(verb.Flags, func(f *kong.Flag) bool { return f.Name == flag }) {
			verbs = append(verbs, "sitrep "+verb.Path())
		}
	}
	if len(verbs) == 0 {
		return ""
	}
	return fmt.Sprintf("--%s is a flag of: %s\n", flag, strings.Join(verbs, ", "))
}

// run is the whole program with its surroundings passed in; tests call it too.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := newPipe(stdout)
	a := &app{ctx: ctx, stdin: stdin, stdout: out, out: stdout, stderr: stderr, clock: time.Now}
	var verbs cli
	exited := false
	settings, err := config(os.Getenv)
	if err != nil {
		fmt.Fprintln(stderr, "sitrep:", strings.TrimPrefix(err.Error(), sitrep.Usage.Error()+": "))
		return exitUsage
	}
	parser, err := kong.New(&verbs,
		kong.Resolvers(settings),
		kong.Name("sitrep"),
		kong.Description("Reads the news about running stories and keeps one sourced situation report for each.\n\n"+
			"INPUT is any mix of files, directories, http(s) addresses and - (standard input): feeds, pages, WARC, JSONL, text or Markdown, also gzipped."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { exited = true }),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Bind(a),
		kong.Vars{"sets": strings.Join(eval.Names(), ", "), "words": strconv.Itoa(brief.DefaultWords)},
	)
	if err != nil {
		fmt.Fprintln(stderr, "sitrep:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited {
		return exitDone // --help printed what was asked for
	}
	if err != nil {
		verb := "sitrep"
		var at *kong.ParseError
		if errors.As(err, &at) && at.Context != nil && at.Context.Selected() != nil {
			verb = at.Context.Selected().FullPath()
		}
		what, _, below := strings.Cut(err.Error(), " (short flag); perhaps try") // kong takes "--words -5" for a flag -5
		if below {
			what += ", which no flag takes: numbers here are zero and above"
		}
		fmt.Fprintf(stderr, "sitrep: %s\n%sTry: %s --help\n", what, otherVerbs(parser.Model, err), verb)
		return exitUsage
	}
	err = parsed.Run()
	if flush := out.Flush(); err == nil {
		err = flush
	}
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errStrict):
		return exitStrict
	case errors.Is(err, errBrokenPipe):
		return exitDone
	case errors.Is(err, sitrep.Usage):
		fmt.Fprintln(stderr, "sitrep:", strings.TrimPrefix(err.Error(), sitrep.Usage.Error()+": "))
		return exitUsage
	}
	fmt.Fprintln(stderr, "sitrep:", err)
	return exitFailed
}
