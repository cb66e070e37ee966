using LCam.Experiments.Store;

namespace LCam.Cli.Tests;

/// <summary>Who asks a verb to stop, with one Ctrl-C, gets exit code 75 and finds nothing half written.</summary>
public sealed class StoppedVerbTests : IDisposable
{
    private readonly CommandLineFixture _lcam = new();
    private readonly string _spec;

    public StoppedVerbTests()
    {
        _spec = _lcam.Write("tiny.yaml", CommandLineFixture.Spec);
        using var store = ExperimentStore.Open(_lcam.PathOf("store"), TimeProvider.System);
        store.Experiments.Record(new ExperimentRecord("tiny", _spec, CommandLineFixture.Spec, "{}"), [], []);
    }

    public static TheoryData<string> Verbs => ["audit --level A0,A2", "report SPEC --output OUT --images 0", "data shapes --output OUT", "run SPEC"];

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_verb_that_is_asked_to_stop_says_so_and_leaves_nothing(string line)
    {
        var before = _lcam.Files();
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var result = _lcam.Run(stopped.Token, [.. line.Split(' ').Select(word => word switch
        {
            "SPEC" => _spec,
            "OUT" => _lcam.PathOf(word),
            _ => word,
        })]);
        Assert.True(result.ExitCode == ExitCodes.Interrupted, $"{result.ExitCode}: {result.Error}");
        Assert.Equal(before.Keys, _lcam.Files().Keys);
    }
}
