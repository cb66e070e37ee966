using System.CommandLine;
using System.Globalization;
using LCam.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var program = new Option<string>("--program")
{
    Description = "the lcam.dll to measure",
    DefaultValueFactory = _ => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "LCam.Cli", "release", "lcam.dll")),
};
var folder = new Option<string>("--folder") { Description = "where specs and stores are made, and kept", DefaultValueFactory = _ => Path.Combine("artifacts", "bench") };
var stages = new Option<int>("--stages") { Description = "finished stages of the synthetic store", DefaultValueFactory = _ => 100_000 };
var scores = new Option<long>("--scores") { Description = "image scores of the synthetic store", DefaultValueFactory = _ => 20_000_000 };

var plan = new Command("plan", "planning of a large matrix") { program, folder };
plan.SetAction(parsed =>
{
    var report = new Report();
    PlanBench.Run(new MeasuredProgram(parsed.GetRequiredValue(program), parsed.GetRequiredValue(folder)), report);
    report.Print();
});
var journal = new Command("journal", "ingestion of journals") { folder };
journal.SetAction(parsed =>
{
    var report = new Report();
    JournalBench.Run(parsed.GetRequiredValue(folder), report);
    report.Print();
});
var store = new Command("store", "what the command line needs on a large store; makes that store first, in minutes") { program, folder, stages, scores };
store.SetAction(parsed =>
{
    var report = new Report();
    var made = SyntheticStore.Make(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(stages), parsed.GetRequiredValue(scores), report);
    StoreBench.Run(new MeasuredProgram(parsed.GetRequiredValue(program), parsed.GetRequiredValue(folder)), made, report);
    report.Print();
});
var paper = new Command("report", "what the report of the paper's experiment needs; makes a store of that size first, in a minute or two") { program, folder };
paper.SetAction(parsed =>
{
    var report = new Report();
    ReportBench.Run(new MeasuredProgram(parsed.GetRequiredValue(program), parsed.GetRequiredValue(folder)), SyntheticPaper.Make(parsed.GetRequiredValue(folder)), report);
    report.Print();
});
return new RootCommand("Measures how the bookkeeping scales. Prints numbers beside their bounds and asserts nothing.") { plan, journal, store, paper }.Parse(args).Invoke();
